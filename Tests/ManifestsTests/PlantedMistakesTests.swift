import Conversation
import TestSupport
import Testing

@testable import Manifests

struct PlantedMistakesTests {
    private static let manifest = """
        {
          "docket": 1,
          "nmae": "planted",
          "budget": "five dollars",
          "providers": {
            "acme": { "concurrency": 0, "headers": { "Authorization": "Bearer abcdefghijkl" } }
          },
          "defaults": { "maxSteps": "ten" },
          "jobs": [
            { "id": "one", "model": "acme/plan", "prompt": "Say {{word}}", "data": [{ "world": "x" }] },
            { "id": "one", "model": "acme/plain", "promptFile": "missing.md" },
            { "id": "three", "model": "acme/thinker", "prompt": "x", "temperature": 0.5, "timeout": "10 minutes" },
            { "id": "four", "model": "acme/plain", "prompt": "x", "tools": ["reed"] },
            { "id": "five", "model": "acmee/plain", "prompt": "x", "assert": [], "checks": [{ "contain": "x" }] }
          ]
        }
        """

    @Test func `fifteen mistakes are fifteen problems in one pass`() async throws {
        let bench = try Bench()
        let path = try bench.scratch.write(Self.manifest, to: "m.json")
        let problems = await bench.reader.problems(paths: [path])
        let found = problems.map { problem in
            "\(problem.location.line ?? 0):\(problem.location.column) \(problem.kind)"
                .replacing("Manifests.ManifestProblem.", with: "").replacing("Conversation.", with: "")
        }
        let expected = [
            "3:3 unknownKey(\"nmae\")",
            "4:13 invalid(ValueRule.money, \"five dollars\")",
            "6:30 outOfRange(\"0\", least: Optional(\"1\"), most: nil)",
            "6:63 literalSecret",
            "8:29 wrongType(expected: [\"a whole number\"], found: \"text\")",
            "10:29 unknownModel(acme/plan)",
            "10:57 unknownVariable(\"word\")",
            "11:13 doubledID(\"one\", file: \"\(path)\", line: 10)",
            "11:57 file(FileTrouble.missing)",
            "12:77 refusesTemperature(acme/thinker)",
            "12:93 invalid(ValueRule.duration, \"10 minutes\")",
            "13:69 unknownTool(\"reed\")",
            "14:30 unknownProvider(acmee)",
            "14:60 unknownKey(\"assert\")",
            "14:87 unknownCheck([\"contain\"])",
        ]
        #expect(found == expected)
        #expect(expected.count == 15)
    }
}
