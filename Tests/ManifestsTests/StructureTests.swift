import Conversation
import TestSupport
import Testing

@testable import Manifests

/// Keys, types and values, one by one.
struct StructureTests {
    @Test func `a sound manifest has no problem`() async throws {
        #expect(
            try await Bench().found(Bench.manifest("\"checks\": [{ \"contains\": \"x\", \"not\": true }]"))
                == []
        )
    }

    @Test func `an unknown key is told with the nearest known one`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1,
              "jobs": [{ "id": "a", "model": "acme/plain", 1️⃣"promt": "x", "prompt": "y" }] }
            """
        )
        #expect(found == [Found(1, .unknownKey("promt"), "prompt")])
    }

    @Test(arguments: [
        ("assert", "checks"), ("tests", "data"), ("epochs", "repeat"), ("max_tokens", "maxOutputTokens"),
        ("system_prompt", "system"), ("max_turns", "maxSteps"), ("variables", "vars"),
        ("maxsteps", "maxSteps"),
        ("allowed_tools", "tools"), ("max-steps", "maxSteps"), ("time_limit", "timeout"),
        ("cwd", "workspace"),
        ("providers", "models"),
    ])
    func `another tool's word is translated`(word: String, key: String) async throws {
        let found = try await Bench().found(Bench.manifest("\"\(word)\": 1"))
        #expect(found.map(\.kind) == [.unknownKey(word)])
        #expect(found.first?.suggestion == key)
    }

    @Test func `threshold becomes atLeast where a check has that key`() async throws {
        var bench = try Bench()
        bench.vocabulary.checks.append(
            Vocabulary.Check(
                "similar",
                [.string],
                doc: "",
                keys: [Vocabulary.CheckKey("atLeast", [.number], doc: "")]
            )
        )
        let found = try await bench.found(
            Bench.manifest("\"checks\": [{ \"similar\": \"x\", \"threshold\": 0.5 }]")
        )
        #expect(found.map(\.suggestion) == ["atLeast"])
    }

    @Test func `the top level translates too`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, 1️⃣"defaultTest": {}, 2️⃣"tasks": [],
              "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "x" }] }
            """
        )
        #expect(
            found == [
                Found(1, .unknownKey("defaultTest"), "defaults"), Found(2, .unknownKey("tasks"), "jobs"),
            ]
        )
    }

    @Test func `a key given twice names its first line`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1,
              "jobs": [{ "id": "a", "model": "acme/plain",
                "prompt": "x",
                1️⃣"prompt": "y", "checks": [{ "contains": "a", 2️⃣"contains": "b" }], "vars": { "v": { "k": 1, 3️⃣"k": 2 } },
                "system": "{{v}}" }] }
            """
        )
        #expect(
            found == [
                Found(1, .doubledKey("prompt", firstLine: 3)),
                Found(2, .doubledKey("contains", firstLine: 4)),
                Found(2, .twoChecks("contains", "contains")), Found(3, .doubledKey("k", firstLine: 4)),
            ]
        )
    }

    @Test func `a wrong type says what was expected and what was found`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "name": 1️⃣7,
              "jobs": [{ "id": "a", "model": "acme/plain", "prompt": 2️⃣["x"], "tags": 3️⃣"t", "repeat": 4️⃣"3",
                "summarize": 5️⃣true, "reasoning": 6️⃣null, "timeout": 7️⃣90 }] }
            """
        )
        #expect(
            found == [
                Found(1, .wrongType(expected: ["text"], found: "a number")),
                Found(2, .wrongType(expected: ["text"], found: "an array")),
                Found(3, .wrongType(expected: ["an array"], found: "text")),
                Found(4, .wrongType(expected: ["a whole number"], found: "text")),
                Found(5, .wrongType(expected: ["false", "an object"], found: "true or false")),
                Found(7, .wrongType(expected: ["a duration"], found: "a number")),
            ]
        )
    }

    @Test func `impossible limits are refused`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "processes": 1️⃣0, "budget": 2️⃣"-1",
              "providers": { "acme": { "concurrency": 3️⃣0, "timeouts": { "idle": 4️⃣"0s" } } },
              "jobs": [{ "id": "a", "model": "acme/plain", "prompt": 5️⃣"  ", "maxSteps": 6️⃣0, "temperature": 7️⃣2.5,
                "timeout": 8️⃣"-5s", "repeat": 9️⃣0, "stallTimeout": 🔟"soon" }] }
            """
        )
        #expect(
            found == [
                Found(1, .outOfRange("0", least: "1", most: nil)), Found(2, .invalid(.money, "-1")),
                Found(3, .outOfRange("0", least: "1", most: nil)), Found(4, .invalid(.duration, "0s")),
                Found(5, .nothingIn("prompt")), Found(6, .outOfRange("0", least: "1", most: nil)),
                Found(7, .outOfRange("2.5", least: nil, most: "2")), Found(8, .invalid(.duration, "-5s")),
                Found(9, .outOfRange("0", least: "1", most: nil)), Found(10, .invalid(.duration, "soon")),
            ]
        )
    }

    @Test func `what must be there is missed at the opening brace`() async throws {
        #expect(
            try await Bench().found("1️⃣{ }") == [
                Found(1, .missingKey("docket")), Found(1, .missingKey("jobs")),
            ]
        )
        #expect(
            try await Bench().found("{ \"docket\": 1️⃣2, \"jobs\": 2️⃣[] }") == [
                Found(1, .unknownWord("2", allowed: ["1"])), Found(2, .nothingIn("jobs")),
            ]
        )
        #expect(
            try await Bench().found(
                "{ \"docket\": 1, \"jobs\": [{ \"id\": 1️⃣\"a\" }, 2️⃣{ \"prompt\": \"x\", \"model\": \"acme/plain\" }] }"
            )
                == [
                    Found(1, .missingModel), Found(1, .missingKey("prompt")), Found(2, .missingKey("id")),
                ]
        )
    }

    @Test func `a schema for the answer that is none is refused where it is wrong`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "x",
              "output": { "type": "object", "properties": { "n": { "type": 1️⃣"int" } } } }] }
            """
        )
        let pointer = JSONPointer(["properties", "n", "type"])
        #expect(found == [Found(1, .invalidSchema(JSONSchemaError(.unknownType("int"), at: pointer)))])
    }

    @Test(arguments: [
        "initialize": "true", "sandbox": "{}", "passRate": "0.9",
        "share": "true",
        "responseCache": "true", "webfetch": "{}", "batch": "true",
    ])
    func `a key of a later version is refused as such`(key: String, value: String) async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "x", 1️⃣"\(key)": \(value) }] }
            """
        )
        #expect(found == [Found(1, .notSupportedYet(.key(key)))])
    }

    @Test func `later parts elsewhere are refused too`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, 1️⃣"mcpServers": {}, 2️⃣"shareServer": "x",
              "budget": { "run": "1", 3️⃣"purposes": {} },
              "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "x", "tools": [4️⃣"mcp:git/*", 5️⃣"webfetch"],
                "workspace": { "path": ".", 6️⃣"repository": "x", 7️⃣"setup": [] }, "checks": [{ 8️⃣"judge": "ok?" }] }] }
            """
        )
        #expect(
            found == [
                Found(1, .notSupportedYet(.key("mcpServers"))),
                Found(2, .notSupportedYet(.key("shareServer"))),
                Found(3, .notSupportedYet(.key("purposes"))), Found(4, .notSupportedYet(.tool("mcp:git/*"))),
                Found(5, .notSupportedYet(.tool("webfetch"))), Found(6, .notSupportedYet(.key("repository"))),
                Found(7, .notSupportedYet(.key("setup"))), Found(8, .notSupportedYet(.check("judge"))),
            ]
        )
    }

    @Test func `a key works once the build has what it needs`() async throws {
        var bench = try Bench()
        bench.vocabulary.features = [.passRate]
        #expect(try await bench.found(Bench.manifest("\"passRate\": 0.5")) == [])
        #expect(
            try await bench.found(Bench.manifest("\"passRate\": 1.5")).map(\.kind) == [
                .outOfRange("1.5", least: nil, most: "1")
            ]
        )
    }

    @Test func `checks are held against the kinds there are`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "checkSets": { "good": [{ "contains": "x" }] },
              "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "x", "checks": [
                { 1️⃣"contain": "x" }, { "contains": 2️⃣7 }, { "contains": "x", 3️⃣"maxCost": "1" },
                { "maxCost": 4️⃣"cheap" }, { 5️⃣"command": "true" }, { "command": "true", "exit": 0, 6️⃣"tiemout": "1s" },
                { 7️⃣"type": "contains", "value": "x" }, { "use": 8️⃣"god" }, { "use": "good" }, 9️⃣{ "not": true } ] }] }
            """
        )
        #expect(
            found == [
                Found(1, .unknownCheck(["contain"]), "contains"),
                Found(2, .wrongType(expected: ["text"], found: "a number")),
                Found(3, .twoChecks("contains", "maxCost")), Found(4, .invalid(.money, "cheap")),
                Found(5, .missingKey("exit")), Found(6, .unknownKey("tiemout"), "timeout"),
                Found(7, .unknownCheck(["contains"]), "contains"), Found(8, .unknownCheckSet("god"), "good"),
                Found(9, .unknownCheck([])),
            ]
        )
    }

    @Test func `broken JSON is one problem with its place`() async throws {
        #expect(
            try await Bench().found("{ \"docket\": 1,\n  1️⃣// no\n}") == [
                Found(1, .malformedJSON(.expected("a name in quotes"), found: "/"))
            ]
        )
        #expect(
            try await Bench().found("{ \"docket\": 1, \"jobs\": [1️⃣") == [
                Found(1, .malformedJSON(.unexpectedEnd, found: nil))
            ]
        )
    }

    @Test func `a manifest that is not there has no line`() async throws {
        let bench = try Bench()
        let problems = await bench.reader.problems(paths: [
            bench.scratch.path("none.json"), bench.scratch.path,
        ])
        #expect(problems.map(\.kind) == [.file(.notAFile), .file(.missing)])
        #expect(problems.map(\.location.line) == [nil, nil])
    }
}
