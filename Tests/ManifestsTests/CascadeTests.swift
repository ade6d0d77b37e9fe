import Conversation
import TestSupport
import Testing

@testable import Manifests

/// One mistake is one problem, whatever it makes impossible to know.
struct CascadeTests {
    private static let job = "{ \"id\": \"a\", \"model\": \"acme/plain\", \"prompt\": \"{{x}}\" }"

    @Test(arguments: [
        "{ \"docket\": 1, \"jobs\": [{ \"id\": \"a\", \"modle\": \"acme/plain\", \"prompt\": \"x\" }] }",
        "{ \"docket\": 1, \"jobs\": [{ \"id\": \"a\", \"model\": \"acme/plain\", \"promt\": \"x\" }] }",
        "{ \"docket\": 1, \"jobs\": [{ \"id\": \"a\", \"model\": \"acme/plain\", \"message\": \"x\" }] }",
        "{ \"docket\": 1, \"jobs\": [{ \"idd\": \"a\", \"model\": \"acme/plain\", \"prompt\": \"x\" }] }",
        "{ \"docket\": 1, \"vras\": { \"x\": 1 }, \"jobs\": [\(job)] }",
        "{ \"docket\": 1, \"jobs\": [{ \"id\": \"a\", \"model\": \"acme/plain\", \"prompt\": \"{{x}}\", \"tests\": [] }] }",
        "{ \"docket\": 1, \"defualts\": { \"model\": \"acme/plain\" }, \"jobs\": [{ \"id\": \"a\", \"prompt\": \"x\" }] }",
        """
        { "docket": 1, "providrs": { "mine": {} }, "jobs": [{ "id": "a", "model": "mine/m", "prompt": "x" }] }
        """,
        """
        { "docket": 1, "providers": { "mine": { "protocol": "openai-chat", "baseURL": "http://x", "modles": {} } },
          "jobs": [{ "id": "a", "model": "mine/m", "prompt": "x" }] }
        """,
        """
        { "docket": 1, "budget": "1", "providers": { "mine": { "protocol": "openai-chat", "baseURL": "http://x",
          "models": { "m": { "price": { "input": "free", "output": "1" } } } } },
          "jobs": [{ "id": "a", "model": "mine/m", "prompt": "x" }] }
        """,
        """
        { "docket": 1, "providers": { "mine": { "protocl": "openai-chat", "baseURL": "http://x" } },
          "jobs": [{ "id": "a", "model": "mine/m", "prompt": "x" }] }
        """,
        """
        { "docket": 1, "checkSet": { "s": [] }, "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "x", "checks": [{ "use": "s" }] }] }
        """,
        """
        { "docket": 1, "include": "none.json", "jobs": [
          { "id": "a", "model": "mine/m", "prompt": "{{x}}", "checks": [{ "use": "s" }] }, { "id": "b" }] }
        """,
        """
        { "docket": 1, "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "{{x}}", "matrix": { "x": [] } }] }
        """,
        """
        { "docket": 1, "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "{{x}}", "data": "none.csv" }] }
        """,
        """
        { "docket": 1, "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "x", "tools": ["read"], "cwd": "." }] }
        """,
    ])
    func `one mistake is one problem`(manifest: String) async throws {
        let found = try await Bench().found(manifest)
        #expect(found.count == 1, "\(found)")
    }

    @Test func `a job whose data is missing is looked at all the same`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "jobs": [{ "id": "a", "model": "acme/thinker", "prompt": "{{x}} 1️⃣{{/if}}",
              "temperature": 2️⃣1, "data": 3️⃣"none.csv" }] }
            """
        )
        #expect(
            found == [
                Found(1, .malformedPlaceholder),
                Found(2, .refusesTemperature(ModelReference(provider: "acme", name: "thinker"))),
                Found(3, .file(.missing)),
            ]
        )
    }

    @Test func `braces in a prompt's file are looked at too`() async throws {
        let bench = try Bench()
        let path = try bench.scratch.write("Hello {{name}},\n{{#each}}", to: "p.md")
        let problems = await bench.reader.problems(paths: [
            try bench.scratch.write(
                """
                { "docket": 1, "vars": { "name": "x" }, "jobs": [{ "id": "a", "model": "acme/plain", "promptFile": "p.md" }] }
                """,
                to: "m.json"
            )
        ])
        #expect(problems.map(\.kind) == [.malformedPlaceholder])
        #expect(problems.map(\.location.file) == [path])
        #expect(problems.map { [$0.location.line, $0.location.column] } == [[2, 1]])
    }
}
