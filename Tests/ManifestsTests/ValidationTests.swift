import Conversation
import TestSupport
import Testing

@testable import Manifests

/// What does not go together.
struct ValidationTests {
    private static func model(_ name: String) -> ModelReference {
        ModelReference(provider: "acme", name: name)
    }

    @Test func `models are held to what they are`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "budget": "1", "defaults": { "prompt": "x" }, "jobs": [
              { "id": "a", "model": 1️⃣"acme/plian" }, { "id": "b", "model": 2️⃣"acmee/plain" }, { "id": "c", "model": 3️⃣"plain" },
              { "id": "d", "model": "acme/mute", "workspace": { "path": "." }, "tools": 4️⃣["read"] },
              { "id": "e", "model": "acme/thinker", "reasoning": 5️⃣2000 },
              { "id": "f", "model": "acme/counter", "reasoning": 6️⃣"low" }, { "id": "g", "model": "acme/plain", "reasoning": 7️⃣"low" },
              { "id": "h", "model": "acme/plain", "maxOutputTokens": 8️⃣8001 }, { "id": "i", "model": 9️⃣"acme/gratis" },
              { "id": "j", "model": "acme/plain", "summarize": { "model": 🔟"acme/non" } } ] }
            """
        )
        #expect(
            found == [
                Found(1, .unknownModel(Self.model("plian")), "acme/plain"),
                Found(2, .unknownProvider("acmee"), "acme/plain"),
                Found(3, .invalid(.modelReference, "plain"), "acme/plain"),
                Found(4, .cannotCallTools(Self.model("mute"))),
                Found(5, .refusesReasoning(Self.model("thinker"), given: .budget, takes: .word)),
                Found(6, .refusesReasoning(Self.model("counter"), given: .word, takes: .budget)),
                Found(7, .refusesReasoning(Self.model("plain"), given: .word, takes: nil)),
                Found(8, .outputAboveLimit(Self.model("plain"), asked: 8_001, limit: 8_000)),
                Found(9, .unpriced(Self.model("gratis"))),
                Found(10, .unknownModel(Self.model("non"))),
            ]
        )
    }

    @Test func `models of every protocol call tools`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "defaults": { "prompt": "x", "tools": ["read"], "workspace": { "path": "." } }, "jobs": [
              { "id": "a", "model": "later/big" }, { "id": "b", "model": "acme/responder" } ] }
            """
        )
        #expect(found == [])
    }

    @Test func `a setting that one cell's model refuses is that model's problem`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "jobs": [{ "id": "a", "models": ["acme/plain", "acme/thinker", 1️⃣"acme/nope"], "prompt": "x", "temperature": 2️⃣1 }] }
            """
        )
        #expect(
            found == [
                Found(1, .unknownModel(Self.model("nope"))),
                Found(2, .refusesTemperature(Self.model("thinker"))),
            ]
        )
    }

    @Test func `tools need a workspace, and leave to change the user's own files`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "defaults": { "prompt": "x", "model": "acme/plain" }, "jobs": [
              { "id": "a", "tools": 1️⃣["read", "write"] },
              { "id": "b", "tools": ["read", 2️⃣"wrote"], "workspace": { "path": "." } },
              { "id": "c", "tools": ["write"], "workspace": { "path": ".", "isolate": 3️⃣"none" } },
              { "id": "d", "tools": ["write"], "workspace": { "path": ".", "isolate": 4️⃣"none" },
                "permissions": [{ "tool": "*", "allow": true }, { "tool": "write", "allow": true }, { "tool": 5️⃣"wrte", "allow": false }] },
              { "id": "e", "tools": ["read"], "workspace": 6️⃣{ "isolate": "copy" }, "checks": [{ "fileExists": "x" }] },
                  { "id": "f", "checks": [{ "contains": "x" }, 7️⃣{ "fileExists": "x" }] } ] }
            """
        )
        #expect(
            found == [
                Found(1, .needsWorkspace(tool: "read")), Found(2, .unknownTool("wrote"), "write"),
                Found(3, .writesInPlace(tool: "write")), Found(4, .writesInPlace(tool: "write")),
                Found(5, .unknownTool("wrte"), "write"), Found(6, .missingKey("path")),
                Found(7, .checkNeedsWorkspace("fileExists")),
            ]
        )
    }

    @Test func `a tool that nothing confines is a warning`() throws {
        let bench = try Bench()
        let reading = try bench.read(
            Bench.manifest("\"tools\": [\"bash\"], \"workspace\": { \"path\": \".\" }")
        )
        #expect(reading.problems.map(\.kind) == [.unconfined(tool: "bash")])
        #expect(reading.problems.map(\.severity) == [.warning])
        #expect(!reading.hasErrors)
        var confined = bench
        confined.vocabulary.features = [.sandbox]
        #expect(
            try confined.read(Bench.manifest("\"tools\": [\"bash\"], \"workspace\": { \"path\": \".\" }"))
                .problems == []
        )
    }

    @Test func `variables are known, used, and come from one source`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "vars": { "topic": "t", 1️⃣"spare": 1 }, "jobs": [
              { "id": "a", "model": "acme/plain", "prompt": "A {{topic}} and 2️⃣{{tpoic}}", "checks": [{ "contains": "3️⃣{{none}}" }] },
              { "id": "b", "model": "acme/plain", "prompt": "{{x}}{{y}}", "vars": { 4️⃣"x": 1, 5️⃣"y": 1 },
                "matrix": { "x": [1] }, "data": [{ "y": 2 }, { "y": 3 }] },
              { "id": "c", "model": "acme/plain", "prompt": "{{z}}", "matrix": { 6️⃣"z": [1], 7️⃣"idle": [1] }, "data": [{ "z": 2 }] },
              { "id": "d", "model": "acme/plain", "prompt": "8️⃣{{#if}}", "description": "9️⃣{{env.HOME}}" } ] }
            """
        )
        #expect(
            found == [
                Found(1, .unusedVariable("spare")), Found(2, .unknownVariable("tpoic"), "topic"),
                Found(3, .unknownVariable("none")), Found(4, .variableTwice("x", .vars, .matrix)),
                Found(5, .variableTwice("y", .vars, .data)), Found(6, .variableTwice("z", .matrix, .data)),
                Found(7, .unusedVariable("idle")), Found(8, .malformedPlaceholder),
                Found(9, .environmentHere("env.HOME")),
            ]
        )
    }

    @Test func `a mistake in defaults is told once, however many jobs inherit it`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "defaults": { "system": "1️⃣{{nope}}", "temperature": 2️⃣1, "model": "acme/thinker", "prompt": "x" },
              "jobs": [{ "id": "a" }, { "id": "b" }, { "id": "c", "matrix": { "reasoning": ["low", "high"] } }] }
            """
        )
        #expect(
            found == [
                Found(1, .unknownVariable("nope")), Found(2, .refusesTemperature(Self.model("thinker"))),
            ]
        )
    }
}
