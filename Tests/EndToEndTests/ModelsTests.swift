import Conversation
import Foundation
import LoopbackProvider
import TestSupport
import Testing

/// `docket models` and the catalog that it refreshes, against a copy of the document on this machine.
struct ModelsTests {
    /// Prices of one known model and one new one.
    private static func document(largeInput: String, newOutput: String) -> LoopbackReply {
        let text = """
            {"mistral": {"id": "mistral", "name": "Mistral", "env": ["MISTRAL_API_KEY"], "npm": "@ai-sdk/mistral",
              "models": {
               "mistral-large-4": {"id": "mistral-large-4", "limit": {"context": 300000, "output": 32000},
                "cost": {"input": \(largeInput), "output": 4.18, "cache_read": 0.14}},
               "mistral-next": {"id": "mistral-next", "name": "Mistral Next", "tool_call": true,
                "modalities": {"input": ["text"], "output": ["text"]},
                "limit": {"context": 100000, "output": 1000}, "cost": {"input": 1, "output": \(newOutput)}},
               "mistral-odd": {"cost": {"input": -1, "output": -1}}}},
             "unheard-of": {"models": {"m": {}}}}
            """
        return .raw(headers: ["content-type": "application/json"], body: [Array(text.utf8)])
    }

    private func docket() throws -> DocketProgram {
        let scratch = try Scratch()
        return DocketProgram(scratch, environment: ["XDG_CACHE_HOME": scratch.path("cache")])
    }

    private static let copy = "cache/docket/catalog.json"

    private func json(_ text: String) throws -> JSONValue {
        try JSONValue(parsing: text)
    }

    // MARK: - The list

    @Test func `the built-in catalog is listed, selected, ordered and printed for machines`() async throws {
        let docket = try docket()
        let all = try await docket.run("models")
        #expect(all.code == 0, "\(all.errors)")
        #expect(all.output.split(separator: "\n").count == 114)
        #expect(all.errors == "")

        let some = try await docket.run(
            "models",
            "claude",
            "gemini",
            "--provider",
            "anthropic",
            "--provider",
            "google",
            "--vision",
            "--sort",
            "price",
            "--format",
            "json"
        )
        let listing = try json(some.output)
        #expect(listing["version"] == 1)
        #expect(listing["catalog"]?["source"] == "built-in")
        let models = try #require(listing["models"]?.array)
        #expect(models.first?["model"] == "google/gemini-2.5-flash-lite")
        #expect(models.first?["price"]?["output"] == "0.4")
        #expect(models.allSatisfy { ["anthropic", "google"].contains($0["provider"]?.string) })

        #expect(try await docket.run("models", "no-such-model").code == 2)
        #expect(try await docket.run("models", "--provider", "acme").code == 64)
        #expect(try await docket.run("models", "--from", "x").code == 64)
        #expect(!docket.scratch.exists("cache"))
    }

    // MARK: - The refresh

    @Test func `a refresh shows what changed, writes the copy, and touches nothing else`() async throws {
        let docket = try docket()
        try await withLoopbackProvider(script: []) { provider in
            let address = provider.serve(Self.document(largeInput: "1.36", newOutput: "3.5"), at: "/api.json")
            let first = try await docket.run("models", "--refresh", "--from", address)
            #expect(first.code == 0, "\(first.errors)")
            #expect(
                first.output == """
                    added    mistral/mistral-next  100k context, 1k output, 1 in, 3.5 out
                    changed  mistral/mistral-large-4  context 1048576 → 300000, output – → 32000

                    """
            )
            #expect(first.errors.contains("`mistral/mistral-odd` was passed over"))
            #expect(
                first.errors.contains("114 models, 1 added, 0 removed, 1 changed since the built-in catalog")
            )

            let copy = try json(docket.scratch.read(Self.copy))
            #expect(copy["origin"]?["source"] == .string(address))
            #expect(copy["origin"]?["digest"]?.string?.count == 64)

            provider.serve(Self.document(largeInput: "2", newOutput: "3.5"), at: "/api.json")
            let second = try await docket.run("models", "--refresh", "--from", address, "--format", "json")
            let changes = try json(second.output)
            #expect(changes["version"] == 1)
            #expect(changes["added"] == .array([]))
            #expect(changes["changed"]?.array?.first?["model"] == "mistral/mistral-large-4")
            #expect(changes["changed"]?.array?.first?["price"]?["before"]?["input"] == "1.36")
            #expect(changes["changed"]?.array?.first?["price"]?["after"]?["input"] == "2")

            let third = try await docket.run("models", "--refresh", "--from", address)
            #expect(third.output == "")
            #expect(third.errors.contains("114 models, as in the copy of "))
            #expect(provider.fetches == ["/api.json", "/api.json", "/api.json"])
        }
        let old = try await docket.run("models", "mistral-large-4")
        #expect(old.output.contains("1.36"))
        let listed = try await docket.run("models", "next", "--catalog", "refreshed")
        #expect(listed.output.contains("mistral/mistral-next"))
        #expect(listed.errors.hasPrefix("refreshed 2"))
        let file = try await docket.run("models", "next", "--catalog", Self.copy)
        #expect(file.output == listed.output)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: docket.scratch.path("cache/docket")).count
                == 1
        )
    }

    @Test func `what is not the document leaves the copy as it was`() async throws {
        let docket = try docket()
        try await withLoopbackProvider(script: []) { provider in
            let address = provider.serve(Self.document(largeInput: "1.36", newOutput: "3.5"), at: "/api.json")
            #expect(try await docket.run("models", "--refresh", "--from", address).code == 0)
            let copy = try docket.scratch.read(Self.copy)
            let replies: [(LoopbackReply, String)] = [
                (.raw(body: [Array("<html>sign in</html>".utf8)]), "is a web page"),
                (.raw(body: [Array("{\"mistral\": {".utf8)]), "it is not JSON at byte 14"),
                (.raw(body: [Array("{\"error\": \"no\"}".utf8)]), "should be an object of providers"),
                (.raw(status: 500, body: [Array("{}".utf8)]), "answered with status 500"),
                (
                    .cut(after: 9, .closed, of: Self.document(largeInput: "1", newOutput: "1")),
                    "cannot be fetched"
                ),
            ]
            for (reply, complaint) in replies {
                provider.serve(reply, at: "/api.json")
                let ended = try await docket.run("models", "--refresh", "--from", address)
                #expect(ended.code == 2)
                #expect(ended.output == "")
                #expect(ended.errors.contains(complaint), "\(ended.errors)")
                #expect(try docket.scratch.read(Self.copy) == copy)
            }
        }
    }

    @Test func `a copy that is damaged is told of and replaced`() async throws {
        let docket = try docket()
        try docket.scratch.write("{", to: Self.copy)
        let document = try docket.scratch.write(
            #"{"mistral": {"models": {"mistral-large-4": {}}}}"#,
            to: "d.json"
        )
        let ended = try await docket.run("models", "--refresh", "--from", document)
        #expect(ended.code == 0)
        #expect(ended.errors.contains("it is replaced"))
        #expect(ended.errors.contains("113 models, as in the built-in catalog"))
        #expect(try await docket.run("models", "--catalog", "refreshed").code == 0)
    }

    // MARK: - Runs

    private func manifest(_ provider: LoopbackProvider, _ scratch: Scratch, catalog: String) throws -> String
    {
        try scratch.write(
            """
            { "docket": 1, "name": "priced", "catalog": "\(catalog)", "budget": "1",
              "providers": { "mistral": { "baseURL": "\(provider.baseURL(.openAIChat))" } },
              "jobs": [{ "id": "a", "model": "mistral/mistral-next", "prompt": "Say hello." }] }
            """,
            to: "manifest.json"
        )
    }

    @Test func `a run uses the refreshed catalog where its manifest says so, and keeps it`() async throws {
        var docket = try docket()
        docket.environment["MISTRAL_API_KEY"] = "sk-test"
        let answer = LoopbackAnswer(
            text: "hello",
            usage: #"{"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}"#
        )
        try await withLoopbackProvider(answering: { _ in .answer(answer) }) { provider in
            let path = try manifest(provider, docket.scratch, catalog: "refreshed")
            for verb in ["validate", "plan", "run"] {
                let ended = try await docket.run(verb, path)
                #expect(ended.code == 2)
                #expect(ended.errors.contains("no catalog has been refreshed on this machine at "))
                #expect(ended.errors.contains("hint: `docket models --refresh` fetches one"))
                #expect(ended.errors.contains("1 problem; nothing was sent"))
            }

            let address = provider.serve(Self.document(largeInput: "1.36", newOutput: "3.5"), at: "/api.json")
            #expect(try await docket.run("models", "--refresh", "--from", address).code == 0)
            #expect(try await docket.run("validate", path).code == 0)
            #expect(try await docket.run("plan", path).output.contains("mistral/mistral-next"))
            let ended = try await docket.run("run", path)
            #expect(ended.code == 0, "\(ended.errors)")
            let report = try docket.report()
            // 1,000 × $1 and 100 × $3.50 a million.
            #expect((report["totals"] as? [String: Any])?["cost"] as? String == "0.00135")
            let run = try #require(report["run"] as? [String: Any])

            // Another price tomorrow changes no run of today.
            provider.serve(Self.document(largeInput: "1.36", newOutput: "7"), at: "/api.json")
            #expect(try await docket.run("models", "--refresh", "--from", address).code == 0)
            let again = try await docket.run("report", "--format", "json")
            let written = try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any]
            #expect((written?["totals"] as? [String: Any])?["cost"] as? String == "0.00135")
            #expect(
                (written?["run"] as? [String: Any])?["catalogDigest"] as? String == run["catalogDigest"]
                    as? String
            )

            #expect(try await docket.run("run", path).code == 0)
            let next = try docket.report()
            #expect((next["totals"] as? [String: Any])?["cost"] as? String == "0.0017")
            let digest = (next["run"] as? [String: Any])?["catalogDigest"] as? String
            #expect(digest != nil && digest != run["catalogDigest"] as? String)
        }
    }

    @Test func `a copy beside the manifest is a catalog like any other`() async throws {
        var docket = try docket()
        docket.environment["MISTRAL_API_KEY"] = "sk-test"
        try await withLoopbackProvider(answering: { _ in .text("hello") }) { provider in
            let address = provider.serve(Self.document(largeInput: "1.36", newOutput: "3.5"), at: "/api.json")
            #expect(try await docket.run("models", "--refresh", "--from", address).code == 0)
            try docket.scratch.write(docket.scratch.read(Self.copy), to: "models.json")
            try FileManager.default.removeItem(atPath: docket.scratch.path("cache"))
            let path = try manifest(provider, docket.scratch, catalog: "models.json")
            #expect(try await docket.run("run", path).code == 0)

            try docket.scratch.write("{ \"catalog\": 1,\n  \"providers\": {} }", to: "models.json")
            let ended = try await docket.run("validate", path)
            #expect(ended.code == 2)
            #expect(ended.errors.contains("models.json:2:16"), "\(ended.errors)")
            #expect(ended.errors.contains("1 problem; nothing was sent"))
        }
    }

    @Test func `a run that does not ask for the refreshed catalog never looks at it`() async throws {
        let docket = try docket()
        try docket.scratch.write("{", to: Self.copy)
        try await withLoopbackProvider(answering: { _ in .text("hello") }) { provider in
            let path = try LiveManifest.write(provider, to: docket.scratch, job: ["id": "a", "prompt": "x"])
            #expect(try await docket.run("run", path).code == 0)
            #expect(provider.fetches == [])
        }
        #expect(try docket.scratch.read(Self.copy) == "{")
    }
}
