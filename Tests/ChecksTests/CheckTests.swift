import Catalog
import Conversation
import Foundation
import TestSupport
import Testing
import Tools

@testable import Checks

struct CheckTests {
    private let scratch: Scratch
    private let subject: CheckSubject

    init() throws {
        scratch = try Scratch()
        try scratch.write("rules", to: "work/AGENTS.md")
        subject = CheckSubject(
            answer: "Hello, World\nsecond line\n",
            workspace: Workspace(root: scratch.path("work")),
            changedFiles: ["AGENTS.md", "src/a.swift"],
            cost: Money(decimal: "0.0150"),
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        )
    }

    private func judge(_ json: JSONValue, _ subject: CheckSubject? = nil) async throws -> String {
        let result = try await Check(json).evaluate(subject ?? self.subject)
        return result.verdict.rawValue + (result.detail.map { ": " + $0 } ?? "")
    }

    private func answering(_ text: String) -> CheckSubject {
        var subject = subject
        subject.answer = text
        return subject
    }

    @Test(
        arguments: [
            (["equals": "Hello, World\nsecond line"], "passed"),
            (["equals": " hello, world\nSECOND line ", "ignoreCase": true], "passed"),
            (
                ["equals": "Hello, World\nother line\nthird"],
                "failed: first difference in line 2: expected `other line`, got `second line`"
            ),
            (["equals": "x", "not": true], "passed"), (["contains": "World"], "passed"),
            (["contains": ["Hello", "line"]], "passed"),
            (
                ["contains": ["Hello", "world", "x"]],
                "failed: expected the answer to contain `world`, `x`, got `Hello, World⏎second line`"
            ),
            (["contains": "WORLD", "ignoreCase": true], "passed"),
            (
                ["contains": "World", "not": true],
                "failed: expected it not to be so: the answer contains `World`"
            ),
            (["regex": #"^Hello.*\n\w+ line$"#], "passed"),
            (["regex": "hello", "ignoreCase": true], "passed"),
            (["regex": #"\d"#], #"failed: expected a match of `\d`, got `Hello, World⏎second line`"#),
            (["json": true], "failed: expected JSON and nothing else, got at byte 0: `Hello, World⏎second`"),
            (["json": true, "not": true], "passed"), (["fileExists": "AGENTS.md"], "passed"),
            (["fileExists": "gone/x"], "failed: expected `gone/x` to exist, and it does not"),
            (
                ["fileExists": "../x"],
                "error: `../x` is outside the workspace; paths are relative to its root, `.`"
            ),
            (["fileChanged": "src/**"], "passed"), (["fileChanged": "*.md"], "passed"),
            (
                ["fileChanged": "docs/*"],
                "failed: expected a change of `docs/*`, got changes of `AGENTS.md`, `src/a.swift`"
            ),
            (
                ["fileChanged": "src/**", "not": true],
                "failed: expected it not to be so: `src/a.swift` changed"
            ),
            (["maxCost": "0.015"], "passed"), (["maxCost": .number("0.02")], "passed"),
            (["maxCost": "0.01"], "failed: expected at most 0.01 dollars, got 0.015"),
            (["command": "grep -q rules AGENTS.md"], "passed"),
            (["command": "exit 3", "exitCode": 3], "passed"),
            (
                ["command": "echo why >&2; exit 3"],
                "failed: expected `echo why >&2; exit 3` to exit with code 0, got 3; it printed `why`"
            ),
            (["command": "false", "not": true], "passed"),
            (
                ["command": "sleep 1000", "timeout": "100ms"],
                "failed: expected `sleep 1000` to end within 0.1 seconds, and it did not; it printed nothing"
            ),
        ] as [(JSONValue, String)]
    )
    func `a check says what it expected and what it got`(json: JSONValue, expected: String) async throws {
        #expect(try await judge(json) == expected)
    }

    @Test(arguments: [
        (#"{"a": 1}"#, true), ("  [1, 2]\n", true), ("```json\n{\"a\": 1}\n```", true),
        ("```\n1\n```\n", true),
        ("Here:\n```json\n{}\n```", false), ("```json\n{}\n```\nDone", false), ("```swift\n1\n```", false),
        ("{'a': 1}", false), ("", false), ("``````", false), ("{} {}", false),
    ])
    func `an answer is JSON bare or in one fenced block`(answer: String, expected: Bool) async throws {
        let result = try await Check(["json": true]).evaluate(answering(answer))
        #expect(result.isPassed == expected)
    }

    @Test func `what cannot be judged is an error, whichever way it is asked`() async throws {
        let bare = CheckSubject(answer: "x")
        for json in [
            ["maxCost": "1"], ["fileExists": "x"], ["fileChanged": "x"], ["command": "true"],
            ["maxCost": "1", "not": true],
        ] as [JSONValue] {
            #expect(try await judge(json, bare).hasPrefix("error: "))
        }
        var poor = subject
        poor.environment = ["PATH": "/nonexistent"]
        #expect(try await judge(["command": "true"], poor).hasPrefix("error: `true` could not be run"))
        let slow = answering(String(repeating: "a", count: 60) + "b")
        #expect(try await judge(["regex": "(a+)+$"], slow) == "error: `(a+)+$` took too long to search for")
    }

    @Test func `a command sees no more of the environment than it is given`() async throws {
        #expect(try await judge(["command": "[ -z \"$HOME\" ]"]) == "passed")
    }

    @Test func `results carry the kind and the author's name`() async throws {
        let result = try await Check(["contains": "Hello", "name": "greets"]).evaluate(subject)
        #expect(result == CheckResult(check: "contains", name: "greets", verdict: .passed))
    }

    @Test(
        arguments: [
            ([:], .kind, ""), (["containz": "x"], .kind, "containz"),
            (["contains": "x", "regex": "x"], .kind, "contains"),
            (["contains": 3], .value, "contains"), (["contains": []], .value, "contains"),
            (["contains": ["x", 1]], .value, "contains"), (["regex": "("], .pattern, "regex"),
            (["json": false], .value, "json"), (["maxCost": "much"], .value, "maxCost"),
            (["command": "x", "timeout": "5"], .value, "timeout"),
            (["equals": "x", "timeout": "5s"], .unknownKey, "timeout"),
            (["json": true, "ignoreCase": true], .unknownKey, "ignoreCase"),
            (["equals": "x", "not": "yes"], .value, "not"),
        ] as [(JSONValue, CheckError.Reason, String)]
    )
    func `what is no check is refused`(json: JSONValue, reason: CheckError.Reason, key: String) {
        #expect(throws: CheckError(reason, key: key)) { try Check(json) }
    }

    @Test func `each kind's example is a check of that kind`() throws {
        for kind in Check.vocabulary {
            #expect(try Check(JSONValue(parsing: kind.example)).kind == kind.name)
        }
    }
}
