import Conversation
import Testing

@testable import Tools

struct PermissionsTests {
    private let ownFileOnly = Permissions([
        PermissionRule(tool: "write", path: "**", allow: false),
        PermissionRule(tool: "write", path: "AGENTS.md", allow: true),
    ])

    @Test func `the last rule that matches decides, and without one all is allowed`() {
        #expect(ownFileOnly.allows("write", .path("AGENTS.md")))
        #expect(!ownFileOnly.allows("write", .path("src/AGENTS.md")))
        #expect(ownFileOnly.allows("edit", .path("src/AGENTS.md")))
        let reversed = Permissions(ownFileOnly.rules.reversed())
        #expect(!reversed.allows("write", .path("AGENTS.md")))
    }

    @Test func `rules on commands concern commands only`() {
        let permissions = Permissions([
            PermissionRule(tool: "*", allow: false),
            PermissionRule(tool: "bash", command: "swift *", allow: true),
            PermissionRule(tool: "read", path: "./docs/", allow: true),
        ])
        #expect(permissions.allows("bash", .command("swift build")))
        #expect(!permissions.allows("bash", .command("rm -rf .")))
        #expect(permissions.allows("read", .path("docs")))
        #expect(!permissions.allows("read", .path("src")))
        #expect(!permissions.allows("task", .call))
    }

    @Test func `without isolation a writer needs a rule in so many words`() {
        #expect(!Permissions([PermissionRule(tool: "*", allow: true)]).allowsExplicitly("write"))
        #expect(!Permissions([PermissionRule(tool: "write", allow: true)]).allowsExplicitly("write"))
        #expect(ownFileOnly.allowsExplicitly("write"))
        let bound = Permissions([PermissionRule(tool: "write", path: "out/**", allow: true)])
            .withoutIsolation(writers: ["write", "edit"])
        #expect(bound.allows("write", .path("out/a")))
        #expect(!bound.allows("write", .path("in/a")))
        #expect(!bound.allows("edit", .path("out/a")))
        #expect(bound.allows("read", .path("in/a")))
    }

    @Test func `a denial is a result, and the file stays`() async throws {
        let bench = try Bench()
        let result = await bench.call(
            "write",
            ["filePath": "x.txt", "content": "x"],
            permissions: ownFileOnly
        )
        #expect(
            result
                == ToolResult(
                    call: "call_1",
                    name: "write",
                    text: "denied: this job may not use `write` on `x.txt`",
                    isError: true
                )
        )
        #expect(!bench.exists("x.txt"))
    }

    @Test func `a way around by a link is judged by where it leads`() async throws {
        let bench = try Bench()
        try bench.write("old", to: "real.txt")
        try bench.link("AGENTS.md", to: "real.txt")
        let result = await bench.call(
            "write",
            ["filePath": "AGENTS.md", "content": "x"],
            permissions: ownFileOnly
        )
        #expect(result.isError)
        #expect(try bench.read("real.txt") == "old")
    }

    @Test func `searching tools do not see what is hidden from them`() async throws {
        let bench = try Bench()
        try bench.write("key", to: ".env")
        try bench.write("key", to: "a.txt")
        let permissions = Permissions([PermissionRule(tool: "*", path: "**/.env", allow: false)])
        #expect(
            await bench.call("grep", ["pattern": "key"], permissions: permissions).text == "a.txt:1: key"
        )
        #expect(await bench.call("glob", ["pattern": "**"], permissions: permissions).text == "a.txt")
        #expect(await bench.call("list", [:], permissions: permissions).text == "./\na.txt")
        #expect(await bench.call("read", ["filePath": ".env"], permissions: permissions).isError)
    }
}
