import Catalog
import Conversation
import Foundation
import TestSupport
import Testing

@testable import Manifests

/// Templates as they are stored and made into jobs.
struct TemplateTests {
    private static let manifest = """
        { "docket": 1, "vars": { "tone": "dry" }, "jobs": [{
          "id": "a-{{w}}", "description": "About {{w}}", "tags": ["t"], "model": "acme/thinker", "prompts": ["One {{w}}", "Two {{{{w}}"],
          "system": "Be {{tone}}.", "environment": false, "rules": false, "tools": ["read"], "reasoning": "medium",
          "permissions": [{ "tool": "read", "path": "{{w}}/**", "allow": true }],
          "workspace": { "path": "ws-{{w}}", "isolate": "worktree", "keep": "none", "env": { "W": "{{w}}" } },
          "maxOutputTokens": 99, "maxSteps": 3, "timeout": "{{n}}s", "stallTimeout": "1m", "loopLimit": 4, "budget": "{{money}}",
          "attempts": 2, "summarize": { "at": 0.5, "model": "acme/plain", "keepRecent": 100 }, "title": "On {{w}}",
          "checks": [{ "contains": "{{w}}" }], "data": [{ "w": "x", "n": 9, "money": "0.25" }] }] }
        """

    @Test func `every key of a job is read, expanded and survives being stored`() async throws {
        let bench = try Bench()
        try bench.scratch.write("", to: "ws-x/file")
        let reading = try bench.read(Self.manifest)
        #expect(reading.problems == [])
        let stored = try JSONDecoder().decode(
            [JobTemplate].self,
            from: JSONEncoder().encode(reading.templates)
        )
        #expect(stored == reading.templates)
        var jobs: [Job] = []
        #expect(try await reading.forEachJob { jobs.append(try stored[$0.template].job($0)) } == [])
        var job = Job(id: JobID("a-x"), model: ModelReference(provider: "acme", name: "thinker"))
        job.description = "About x"
        job.tags = ["t"]
        job.prompts = ["One x", "Two {{w}}"]
        job.system = "Be dry."
        job.environment = false
        job.rules = false
        job.tools = ["read"]
        job.reasoning = .effort("medium")
        job.permissions = [["tool": "read", "path": "x/**", "allow": true]]
        var workspace = WorkspaceSettings(path: bench.scratch.path("ws-x"), isolate: .worktree)
        workspace.keep = .none
        workspace.env = ["W": "x"]
        job.workspace = workspace
        job.maxOutputTokens = 99
        job.maxSteps = 3
        job.timeout = .seconds(9)
        job.stallTimeout = .seconds(60)
        job.loopLimit = 4
        job.budget = Money(decimal: "0.25")
        job.attempts = 2
        var summarize = SummarizeSettings()
        summarize.at = 0.5
        summarize.model = ModelReference(provider: "acme", name: "plain")
        summarize.keepRecent = 100
        job.summarize = summarize
        job.title = .text("On x")
        job.checks = [["contains": "x"]]
        job.variables = JSONObject([
            JSONObject.Member(key: "tone", value: "dry"), JSONObject.Member(key: "w", value: "x"),
            JSONObject.Member(key: "n", value: 9), JSONObject.Member(key: "money", value: "0.25"),
        ])
        #expect(jobs == [job])
    }

    @Test func `a value that does not do is thrown`() throws {
        let reading = try Bench().read(Self.manifest.replacing("ws-{{w}}", with: "."))
        let row = JSONObject([
            JSONObject.Member(key: "w", value: "x"), JSONObject.Member(key: "n", value: "no"),
            JSONObject.Member(key: "money", value: "-1"),
        ])
        let planned = PlannedJob(
            id: JobID("a-x"),
            template: 0,
            model: ModelReference(provider: "acme", name: "thinker"),
            vars: row,
            source: SourceLine(file: "m.json", line: 1)
        )
        #expect {
            try reading.templates[0].job(planned)
        } throws: { error in
            (error as? JobFaults)?.kinds == [.invalid(.money, "-1"), .invalid(.duration, "nos")]
        }
    }

    @Test(arguments: [("\"auto\"", TitleSetting.auto), ("\"x\"", .text("x"))])
    func `titles`(text: String, title: TitleSetting) async throws {
        #expect(try await Bench().jobs(Bench.manifest("\"title\": \(text)")).map(\.title) == [title])
    }

    @Test func `a manifest's own settings are read`() throws {
        let bench = try Bench()
        let reading = try bench.read(
            Bench.manifest(
                "",
                top: """
                    "name": "nightly", "description": "d", "budget": "2.50", "cassettes": "../c", "processes": 3,
                    "accept": { "failed": "2%", "errored": 5 }
                    """
            )
        )
        #expect(reading.problems == [])
        var manifest = Manifest(
            path: bench.scratch.path("m.json"),
            text: try bench.scratch.read("m.json"),
            name: "nightly",
            templates: 0..<1
        )
        manifest.description = "d"
        manifest.budget = Money(decimal: "2.5")
        manifest.cassettes = bench.scratch.path + "/../c"
        manifest.processes = 3
        manifest.accept.failed = .part(0.02)
        manifest.accept.errored = .jobs(5)
        #expect(reading.manifests == [manifest])
        #expect(try bench.read(Bench.manifest("")).manifests.map(\.name) == ["m"])
    }
}
