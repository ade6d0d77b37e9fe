import Conversation
import TestSupport
import Testing

@testable import Manifests

struct MatrixTests {
    @Test func `an entry's keys hold in its cell alone`() async throws {
        let jobs = try await Bench().jobs(
            """
            { "docket": 1,
              "matrix": { "model": ["acme/plain", { "as": "deep", "model": "acme/thinker", "reasoning": "high", "maxOutputTokens": 9 }] },
              "jobs": [{ "id": "a", "prompt": "I am {{model}}", "maxOutputTokens": 5 }] }
            """
        )
        #expect(jobs.map(\.model.name) == ["plain", "thinker"])
        #expect(jobs.map(\.reasoning) == [nil, .effort("high")])
        #expect(jobs.map(\.maxOutputTokens) == [5, 9])
        #expect(jobs.map(\.prompts) == [["I am acme/plain"], ["I am acme/thinker"]])
    }

    @Test func `an axis named like a key sets it, any other is a variable`() async throws {
        let jobs = try await Bench().jobs(
            Bench.manifest(
                """
                "matrix": { "temperature": [null, 0, 0.70], "tone": [{ "as": "long", "tone": "at great length" }, "short"] },
                "system": "Speak {{tone}}."
                """
            )
        )
        #expect(jobs.map(\.temperature) == [nil, nil, "0", "0", "0.70", "0.70"])
        #expect(
            jobs.map(\.system)
                == Array(repeating: ["Speak at great length.", "Speak short."], count: 3).flatMap(\.self)
        )
        #expect(jobs.map(\.id.rawValue).first == "a[temperature=null,tone=long]")
    }

    @Test func `a label stands for an entry without a value of its own`() async throws {
        let jobs = try await Bench().jobs(
            Bench.manifest(
                "\"matrix\": { \"size\": [{ \"as\": \"small\", \"maxOutputTokens\": 10 }] }, \"tags\": [\"{{size}}\"]"
            )
        )
        #expect(jobs.map(\.tags) == [["small"]])
        #expect(jobs.map(\.maxOutputTokens) == [10])
    }

    @Test func `exclude leaves out what matches in all it names`() async throws {
        let ids = try await Bench().ids(
            Bench.manifest(
                """
                "system": "{{x}} {{y}}", "matrix": { "x": [1, 2], "y": ["p", { "as": "q" }, "r"] },
                "exclude": [{ "x": 1, "y": "q" }, { "y": "r" }]
                """
            )
        )
        #expect(ids == ["a[x=1,y=p]", "a[x=2,y=p]", "a[x=2,y=q]"])
    }

    @Test func `an inherited rule that fits no job is a mistake, one that fits some is not`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "exclude": [{ "x": 1 }, { 1️⃣"zz": 1 }],
              "jobs": [
                { "id": "a", "model": "acme/plain", "prompt": "{{x}}", "matrix": { "x": [1, 2] } },
                { "id": "b", "model": "acme/plain", "prompt": "x" },
                { "id": "c", "model": "acme/plain", "prompt": "{{x}}", "matrix": { "x": [1, 2] }, "exclude": [{ "x": 2️⃣3 }] },
                { "id": "d", "model": "acme/plain", "prompt": "{{x}}", "matrix": { "x": [1] }, "exclude": 3️⃣[{ "x": 1 }] } ] }
            """
        )
        #expect(
            found == [
                Found(1, .unknownAxis("zz")), Found(2, .unknownWord("3", allowed: ["1", "2"]), "1"),
                Found(3, .everyCellExcluded),
            ]
        )
    }

    @Test func `axes that cannot be are refused`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "{{x}} {{y}} {{z}} {{w}}",
              "matrix": { 1️⃣"data": [1], "x": 2️⃣[], "y": [1, 3️⃣"1"], "z": [4️⃣"a,b"], "w": [5️⃣{ "v": 1 }, 6️⃣[1]],
                "temperature": [7️⃣9], "batch": [8️⃣true], "reasoning": [{ "as": 9️⃣"x=y" }] } }] }
            """
        )
        #expect(
            found.filter { $0.mark > 0 } == [
                Found(1, .reservedAxis("data")), Found(2, .nothingIn("x")),
                Found(3, .doubledLabel(axis: "y", label: "1")),
                Found(4, .invalid(.label, "a,b")), Found(5, .missingKey("as")),
                Found(6, .wrongType(expected: ["text", "a number", "an object"], found: "an array")),
                Found(7, .outOfRange("9", least: nil, most: "2")), Found(8, .notSupportedYet(.key("batch"))),
                Found(9, .invalid(.label, "x=y")),
            ]
        )
    }

    @Test func `too many combinations are a mistake, not a plan`() async throws {
        let values = (0..<30).map(String.init).joined(separator: ",")
        let found = try await Bench().found(
            Bench.manifest(
                "\"system\": \"{{x}}{{y}}{{z}}\", \"matrix\": { \"x\": [\(values)], \"y\": [\(values)], \"z\": [\(values)] }"
            )
        )
        #expect(found.map(\.kind) == [.tooManyCells(27_000, most: 10_000)])
    }

    @Test func `models is short for an axis, and the nearest way to say a model wins`() async throws {
        #expect(
            try await Bench().ids(
                """
                { "docket": 1, "matrix": { "model": ["acme/plain", "acme/mute"] }, "jobs": [
                  { "id": "a", "prompt": "x", "models": ["acme/thinker"] },
                  { "id": "b", "prompt": "x", "model": "acme/thinker" },
                  { "id": "c", "prompt": "x" } ] }
                """
            )
                == ["a[model=acme/thinker]", "b", "c[model=acme/plain]", "c[model=acme/mute]"]
        )
    }

    @Test func `two ways to say a thing side by side are refused`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "matrix": { "model": ["acme/plain"] }, "defaults": { 1️⃣"model": "acme/mute" },
              "jobs": [{ "id": "a", "prompt": "x", 2️⃣"prompts": ["y"], "model": "acme/plain", 3️⃣"models": ["acme/mute"] }] }
            """
        )
        #expect(
            found == [
                Found(1, .conflictingKeys("matrix.model", "model")),
                Found(2, .conflictingKeys("prompt", "prompts")),
                Found(3, .conflictingKeys("model", "models")),
            ]
        )
    }
}
