import Catalog
import Conversation
import TestSupport
import Testing

@testable import Manifests

/// Defaults, variables, files and included manifests.
struct InheritanceTests {
    @Test func `objects merge key by key, checks and tags add, all else is replaced, null takes away`()
        async throws
    {
        let bench = try Bench()
        let jobs = try await bench.jobs(
            """
            { "docket": 1,
              "defaults": {
                "model": "acme/plain", "tags": ["d"], "checks": [{ "contains": "d" }], "tools": ["read"],
                "temperature": 1, "maxSteps": 7, "vars": { "x": "from defaults", "y": "kept" },
                "summarize": { "at": 0.5, "keepRecent": 9 }, "system": "inherited",
                "workspace": { "path": ".", "keep": "none", "env": { "A": "1", "B": "2" } } },
              "jobs": [
                { "id": "a", "prompt": "{{x}} {{y}}", "tags": ["j"], "checks": [{ "contains": "j" }], "tools": ["write"],
                  "temperature": null, "vars": { "x": "from job" }, "summarize": { "at": 0.75 }, "systemFile": "s.md",
                  "workspace": { "isolate": "worktree", "env": { "B": null, "C": "3" } } },
                { "id": "b", "prompt": "{{x}} {{y}}", "tools": null, "workspace": null, "summarize": false, "maxSteps": 3 } ] }
            """.replacing("s.md", with: try bench.scratch.write("own", to: "s.md"))
        )
        #expect(jobs.map(\.tags) == [["d", "j"], ["d"]])
        #expect(jobs.map(\.checks) == [[["contains": "d"], ["contains": "j"]], [["contains": "d"]]])
        #expect(jobs.map(\.tools) == [["write"], []])
        #expect(jobs.map(\.temperature) == [nil, "1"])
        #expect(jobs.map(\.maxSteps) == [7, 3])
        #expect(jobs.map(\.prompts) == [["from job kept"], ["from defaults kept"]])
        #expect(jobs.map(\.system) == ["own", "inherited"])
        #expect(jobs.map(\.summarize?.at) == [0.75, nil])
        #expect(jobs.map(\.summarize?.keepRecent) == [9, nil])
        var workspace = WorkspaceSettings(path: bench.scratch.path, isolate: .worktree)
        workspace.keep = .none
        workspace.env = ["A": "1", "C": "3"]
        #expect(jobs.map(\.workspace) == [workspace, nil])
    }

    @Test func `what is absent has its default`() async throws {
        let job = try #require(try await Bench().jobs(Bench.manifest("")).first)
        var expected = Job(id: JobID("a"), model: ModelReference(provider: "acme", name: "plain"))
        expected.prompts = ["Go"]
        #expect(job == expected)
        #expect(
            [expected.maxSteps, expected.loopLimit, expected.attempts] == [100, 8, 1]
                && expected.timeout == .seconds(1800) && expected.stallTimeout == .seconds(600)
        )
        #expect(job.outputCap(of: Bench.catalog[job.model]) == 8_000)
        #expect(job.outputCap(of: nil) == 32_000)
    }

    @Test func `the workspace is a copy where a tool can write`() async throws {
        let jobs = try await Bench().jobs(
            """
            { "docket": 1, "defaults": { "model": "acme/plain", "prompt": "x", "workspace": { "path": "." } },
              "jobs": [{ "id": "a", "tools": ["read"] }, { "id": "b", "tools": ["read", "write"] }, { "id": "c" },
                { "id": "d", "tools": ["write"], "workspace": { "isolate": "none" },
                  "permissions": [{ "tool": "write", "path": "**", "allow": true }] }] }
            """
        )
        #expect(
            jobs.map(\.workspace?.isolate)
                == [.none, .copy, .none, .none].map { $0 as WorkspaceSettings.Isolation }
        )
    }

    @Test func `budgets of jobs come from the manifest where they have none`() async throws {
        let reading = try Bench().read(
            """
            { "docket": 1, "budget": { "run": 5, "perJob": "0.10" }, "jobs": [
              { "id": "a", "model": "acme/plain", "prompt": "x" },
              { "id": "b", "model": "acme/plain", "prompt": "x", "budget": "0.5" } ] }
            """
        )
        #expect(reading.problems == [])
        #expect(reading.manifests.map(\.budget?.decimal) == ["5"])
        var budgets: [String?] = []
        _ = try await reading.forEachJob {
            budgets.append(try reading.templates[$0.template].job($0).budget?.decimal)
        }
        #expect(budgets == ["0.1", "0.5"])
    }

    @Test func `check sets are put in where they are used`() async throws {
        let jobs = try await Bench().jobs(
            """
            { "docket": 1, "checkSets": { "grounded": [{ "contains": "{{w}}" }, { "maxCost": "1" }] },
              "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "x", "vars": { "w": "W" },
                "checks": [{ "contains": "first" }, { "use": "grounded" }] }] }
            """
        )
        #expect(jobs.map(\.checks) == [[["contains": "first"], ["contains": "W"], ["maxCost": "1"]]])
    }

    @Test func `a prompt's file is expanded, a value's file is not`() async throws {
        let bench = try Bench()
        try bench.scratch.write("Write about {{topic}} in this style: {{style}}", to: "p/ask-short.md")
        try bench.scratch.write("like {{this}}", to: "style.md")
        let reading = try bench.read(
            """
            { "docket": 1, "vars": { "style": { "file": "style.md" }, "kind": "short" },
              "jobs": [{ "id": "a", "model": "acme/plain", "promptFile": "p/ask-{{kind}}.md",
                "data": [{ "topic": "x", "id": 1 }, { "topic": { "file": "style.md" }, "id": 2 }] }] }
            """
        )
        #expect(reading.problems == [])
        var prompts: [[String]] = []
        _ = try await reading.forEachJob {
            prompts.append(try reading.templates[$0.template].job($0).prompts)
        }
        #expect(
            prompts == [
                ["Write about x in this style: like {{this}}"],
                ["Write about like {{this}} in this style: like {{this}}"],
            ]
        )
    }

    @Test func `files are looked for and must be text`() async throws {
        let bench = try Bench()
        try bench.scratch.write(String(repeating: "x", count: (1 << 20) + 1), to: "big.md")
        try bench.scratch.write("Say {{wrod}}", to: "p.md")
        let found = try await bench.found(
            """
            { "docket": 1, "vars": { "v": { "file": 1️⃣"big.md" }, "word": "w" }, "jobs": [
              { "id": "a", "model": "acme/plain", "promptFile": 2️⃣"none.md", "system": "{{v}} {{word}}" },
              { "id": "b", "model": "acme/plain", "promptFile": 3️⃣"." },
              { "id": "c", "model": "acme/plain", "promptFile": "4️⃣{{row}}.md", "data": [{ "row": "p" }] },
              { "id": "d", "model": "acme/plain", "promptFile": "5️⃣{{none}}.md" },
              { "id": "e", "model": "acme/plain", "promptFile": "p.md" },
              { "id": "f", "model": "acme/plain", "prompt": "x", "workspace": { "path": 6️⃣"nowhere" } } ] }
            """
        )
        #expect(
            found == [
                Found(1, .file(.tooLarge(limit: 1 << 20))), Found(2, .file(.missing)),
                Found(3, .file(.notAFile)),
                Found(4, .fileDependsOnRow("row")), Found(5, .unknownVariable("none")),
                Found(6, .file(.missing)),
                Found(0, .unknownVariable("wrod"), "word"),
            ]
        )
    }

    @Test func `included files come first, and point at themselves`() async throws {
        let bench = try Bench()
        try bench.scratch.write(
            """
            { "include": "deep.json", "vars": { "x": "team", "y": "team" }, "defaults": { "tags": ["team"], "systemFile": "s.md" },
              "providers": { "acme": { "concurrency": 3, "retries": 1 } }, "checkSets": { "s": [{ "contains": "{{z}}" }] } }
            """,
            to: "team/base.json"
        )
        try bench.scratch.write("Be brief.", to: "team/s.md")
        try bench.scratch.write("{ \"vars\": { \"y\": \"deep\", \"z\": \"deep\" } }", to: "team/deep.json")
        let text = """
            { "docket": 1, "include": ["team/base.json"], "vars": { "x": "own" }, "defaults": { "tags": ["own"] },
              "providers": { "acme": { "retries": 2 } },
              "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "{{x}} {{y}} {{z}}", "checks": [{ "use": "s" }] }] }
            """
        let job = try #require(try await bench.jobs(text).first)
        #expect(job.prompts == ["own team deep"])
        #expect(job.system == "Be brief.")
        #expect(job.tags == ["team", "own"])
        #expect(job.checks == [["contains": "deep"]])
        let settings = try bench.read(text).providers["acme"]
        #expect([settings?.concurrency, settings?.retries] == [3, 2])
    }

    @Test func `a circle of includes, a missing one and a key that cannot be included are told`() async throws
    {
        let bench = try Bench()
        try bench.scratch.write("{ \"include\": \"m.json\", \"jobs\": [] }", to: "b.json")
        let found = try await bench.found(
            """
            { "docket": 1, "include": ["b.json", 1️⃣"none.json"], "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "x" }] }
            """
        )
        #expect(
            found == [
                Found(0, .includeCycle(["m.json", "b.json", "m.json"])), Found(0, .unknownKey("jobs")),
                Found(1, .file(.missing)),
            ]
        )
    }
}
