import Foundation
import TestSupport
import Testing

@testable import Tools

struct WorkspaceTests {
    private let bench: Bench

    init() throws {
        bench = try Bench()
        try bench.write("secret", to: "../outside/secret.txt")
        try bench.write("text", to: "src/main.swift")
    }

    private func shown(_ path: String, for access: Workspace.Access = .read) -> String {
        do {
            return try bench.workspace.resolve(path, for: access).shown
        } catch {
            return "\(error.kind)"
        }
    }

    @Test(arguments: [
        ("src/main.swift", "src/main.swift"), ("./src//main.swift", "src/main.swift"), (".", "."), ("", "."),
        ("src/..", "."), ("src/../src", "src"), ("not/yet/there.txt", "not/yet/there.txt"),
        ("a b\nc/ü.txt", "a b\nc/ü.txt"), ("~/x", "~/x"),
    ])
    func `paths below the root are shown relative to it`(path: String, expected: String) {
        #expect(shown(path) == expected)
    }

    @Test(arguments: [
        "..", "../outside/secret.txt", "src/../../outside", "../work/src/main.swift", "/etc/passwd", "/",
        "not/there/../../../outside/new.txt",
    ])
    func `no path leads outside, not even on a way back in`(path: String) {
        #expect(shown(path) == "outside")
        #expect(shown(path, for: .write) == "outside")
    }

    @Test func `absolute paths below the root are taken`() {
        #expect(shown(bench.workspace.root + "/src/main.swift") == "src/main.swift")
        #expect(shown(bench.workspace.root) == ".")
        #expect(shown(bench.workspace.root + "2/x") == "outside")
    }

    @Test func `links are followed, and their targets fenced`() throws {
        try bench.link("in", to: "src")
        try bench.link("out", to: "../outside")
        try bench.link("absolute", to: "/etc")
        try bench.link("dangling", to: "../outside/new.txt")
        try bench.link("dangling-in", to: "new/file.txt")
        try bench.link("circle", to: "circle")
        try bench.link("root", to: bench.workspace.root + "/src")
        #expect(shown("in/main.swift") == "src/main.swift")
        #expect(shown("out/secret.txt") == "outside")
        #expect(shown("absolute/passwd") == "outside")
        #expect(shown("dangling", for: .write) == "outside")
        #expect(shown("dangling-in", for: .write) == "new/file.txt")
        #expect(shown("circle") == "tooManyLinks")
        #expect(shown("root/main.swift") == "src/main.swift")
        #expect(shown("out/../src") == "outside")
    }

    @Test func `a root that is a link is its target`() throws {
        let path = bench.scratch.path("alias")
        try FileManager.default.createSymbolicLink(
            atPath: path,
            withDestinationPath: bench.workspace.root
        )
        let workspace = Workspace(root: path)
        #expect(workspace.root == bench.workspace.root)
        #expect(try workspace.resolve(path + "/src").shown == "src")
    }

    @Test func `long outputs can be read, not written`() {
        #expect(shown(".docket-outputs/call.txt") == ".docket-outputs/call.txt")
        #expect(shown(".docket-outputs/../src") == "outside")
        #expect(shown(".docket-outputs/call.txt", for: .write) == "readOnly")
        #expect(shown(bench.scratch.path("outputs/call.txt")) == ".docket-outputs/call.txt")
        #expect(shown(bench.scratch.path("outputs/call.txt"), for: .write) == "readOnly")
    }

    @Test func `a zero byte is no path`() {
        #expect(shown("a\0b") == "invalid")
    }
}
