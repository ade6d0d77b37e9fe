import Conversation
import Foundation
import TestSupport
import Testing

@testable import Tools

struct SearchToolsTests {
    private let bench: Bench

    init() throws {
        bench = try Bench()
    }

    @Test func `list shows a tree without what builds leave`() async throws {
        for path in [
            "src/main.swift", "src/deep/er/x.c", ".github/ci.yml", ".git/config", "node_modules/a/b.js",
            "cabin/log.txt", "README.md", "src/build/out.o",
        ] {
            try bench.write("x", to: path)
        }
        try bench.link("link", to: "src")
        #expect(
            await bench.text("list", [:]) == """
                ./
                .github/
                  ci.yml
                README.md
                cabin/
                  log.txt
                link
                src/
                  deep/
                    er/
                      x.c
                  main.swift
                """
        )
        #expect(
            await bench.text("list", ["path": "src", "ignore": ["deep/**", "*.swift"]]) == "src/\ndeep/"
        )
        #expect(
            await bench.text("list", ["path": "README.md"]) == "FAILED: `README.md` is a file; use `read`"
        )
        #expect(
            await bench.text("list", ["path": "cabn"]) == "FAILED: there is no `cabn`; did you mean `cabin`?"
        )
    }

    @Test func `a large tree is seen whole before it is seen deep`() async throws {
        for number in 0..<150 { try bench.write("x", to: "a/\(number)") }
        try bench.write("x", to: "z/last.txt")
        let lines = await bench.text("list", [:]).split(separator: "\n")
        #expect(lines.count == 102)
        #expect(lines[1] == "a/")
        #expect(lines.contains("z/"))
        #expect(lines.last == "[there are more; list a folder below, or use `glob`]")
    }

    @Test func `glob finds files at any depth, sorted`() async throws {
        for path in ["b.ts", "a/x.ts", "a/y.tsx", "a/z.js", ".hidden/w.ts", "vendor/v.ts"] {
            try bench.write("x", to: path)
        }
        #expect(await bench.text("glob", ["pattern": "*.ts"]) == ".hidden/w.ts\na/x.ts\nb.ts")
        #expect(await bench.text("glob", ["pattern": "**/*.{ts,tsx}", "path": "a"]) == "a/x.ts\na/y.tsx")
        #expect(await bench.text("glob", ["pattern": "./a/*.js"]) == "a/z.js")
        #expect(await bench.text("glob", ["pattern": "*.ts", "path": "vendor"]) == "vendor/v.ts")
        #expect(await bench.text("glob", ["pattern": "*.go"]) == "no files match `*.go`")
    }

    @Test func `glob gives the first hundred`() async throws {
        for number in 100..<250 { try bench.write("x", to: "\(number).txt") }
        let lines = await bench.text("glob", ["pattern": "*.txt"]).split(separator: "\n")
        #expect(lines.count == 101)
        #expect(lines[99] == "199.txt")
        #expect(lines[100] == "[there are more; use a narrower pattern or `path`]")
    }

    @Test func `grep keeps colons, and skips what is binary`() async throws {
        try bench.write("url: http://a:80/\nnothing\n\turl: b", to: "a:b.txt")
        try bench.write("url\0", to: "c.bin")
        try bench.write("url\r\n", to: "d.md")
        #expect(
            await bench.text("grep", ["pattern": "url"])
                == "a:b.txt:1: url: http://a:80/\na:b.txt:3: \turl: b\nd.md:1: url"
        )
        #expect(await bench.text("grep", ["pattern": "^url$", "include": "*.md"]) == "d.md:1: url")
        #expect(await bench.text("grep", ["pattern": "-x"]) == "no lines match `-x`")
        #expect(await bench.text("grep", ["pattern": "not", "path": "a:b.txt"]) == "a:b.txt:2: nothing")
        #expect(
            await bench.text("grep", ["pattern": "a("]).hasPrefix(
                "FAILED: `a(` is not a valid regular expression"
            )
        )
    }

    @Test func `grep gives a hundred lines, each cut`() async throws {
        try bench.write(
            String(repeating: "hit " + String(repeating: "x", count: 400) + "\n", count: 150),
            to: "a.txt"
        )
        let lines = await bench.text("grep", ["pattern": "hit"]).split(separator: "\n")
        #expect(lines.count == 101)
        #expect(lines[0] == "a.txt:1: hit " + String(repeating: "x", count: 296) + " [line cut here]")
        #expect(lines[100] == "[there are more; use a narrower pattern, `path` or `include`]")
    }

    @Test func `a pattern that would search for years is stopped`() async throws {
        try bench.write("ok aab\n" + String(repeating: "a", count: 60) + "b\n", to: "a.txt")
        let tool = GrepTool(timeLimit: .milliseconds(100))
        let output = await tool.run(["pattern": "(a+)+$"], in: ToolContext(workspace: bench.workspace))
        #expect(
            output
                == .failure(
                    "the search took too long and was stopped; use a simpler pattern, `path` or `include`"
                )
        )
    }

    @Test func `a name with a line end stays on its line`() async throws {
        try bench.write("x", to: "a\nb.txt")
        #expect(await bench.text("glob", ["pattern": "*.txt"]) == "a\\nb.txt")
        #expect(await bench.text("list", [:]) == "./\na\\nb.txt")
    }

    @Test func `long outputs can be searched`() async throws {
        try bench.scratch.write("needle\n", to: "outputs/call_1.txt")
        #expect(
            await bench.text("grep", ["pattern": "needle", "path": ".docket-outputs"])
                == ".docket-outputs/call_1.txt:1: needle"
        )
    }
}
