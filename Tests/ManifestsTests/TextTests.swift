import Conversation
import Testing

@testable import Manifests

/// Places, durations, nearest words, and what looks like a key.
struct TextTests {
    @Test func `columns count characters, tabs as one, and lines end in either way`() {
        let text = SourceText(path: "m.json", bytes: Array("\u{FEFF}ab\r\n\té👍🏽x\n".utf8))
        let x = text.bytes.firstIndex(of: UInt8(ascii: "x")) ?? 0
        #expect(
            text.location(of: x..<x + 1)
                == ManifestProblem.Location(
                    file: "m.json",
                    line: 2,
                    column: 4,
                    length: 1,
                    excerpt: "\té👍🏽x",
                    excerptColumn: 3
                )
        )
        #expect(
            text.location(of: 0..<x)
                == ManifestProblem.Location(
                    file: "m.json",
                    line: 1,
                    column: 1,
                    length: 2,
                    excerpt: "ab",
                    excerptColumn: 0
                )
        )
        #expect(text.location(of: text.bytes.count..<text.bytes.count + 1).line == 3)
    }

    @Test func `of a long line the part around the place is shown, without keys`() {
        let line = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
        let location = SourceText(path: "m", bytes: Array(line.utf8)).location(of: 500..<501)
        #expect(location.column == 501)
        #expect(location.excerptColumn == 80)
        #expect(location.excerpt.count == 161)
        let secret = "{ \"k\": \"sk-abcdefghijklmnop1234\" }"
        let shown = SourceText(path: "m", bytes: Array(secret.utf8)).location(of: 7..<8).excerpt
        #expect(shown == "{ \"k\": \"***********************\" }")
    }

    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("90s", .seconds(90)), ("10m", .seconds(600)),
        ("2h", .seconds(7200)),
        ("1h30m", .seconds(5400)), ("1m500ms", .milliseconds(60_500)), ("0s", .zero),
    ])
    func `durations are whole numbers with units`(text: String, duration: Duration) {
        #expect(TextForms.duration(text) == duration)
    }

    @Test(arguments: ["", "10", "s", "1.5s", "-1s", "1s1h", "10 m", "1d", "99999999999h", "1s1s"])
    func `what is no duration is none`(text: String) {
        #expect(TextForms.duration(text) == nil)
    }

    @Test(arguments: [
        ("promt", "prompt"), ("tmeout", "timeout"), ("Model", "model"), ("zzz", nil), ("modle", "model"),
        ("x", nil),
    ])
    func `the nearest word is near`(word: String, nearest: String?) {
        #expect(NearestWord.to(word, in: ["model", "models", "prompt", "prompts", "timeout"]) == nearest)
    }

    @Test func `swapped neighbors are one edit`() {
        #expect(NearestWord.distance(Array("abcd".utf8), Array("acbd".utf8)) == 1)
        #expect(NearestWord.distance(Array("kitten".utf8), Array("sitting".utf8)) == 3)
        #expect(NearestWord.distance([], Array("abc".utf8)) == 3)
    }

    @Test(arguments: [
        "sk-proj-abcdefghij0123", "Bearer ghp_0123456789abcdefghij", "AIzaSyA0123456789abcdefghij",
        "https://x.example/?key=0123456789ABCDEFGHIJabcdefghij012345",
    ])
    func `keys are recognized`(text: String) {
        #expect(SecretText.isLikely(in: text))
    }

    @Test(arguments: [
        "ACME_API_KEY", "application/json", "https://api.example/v1",
        "a-rather-long-name-of-something-with-no-secret-1",
        "sk-short", "2023-06-01", "structured-outputs-2025-11-13",
    ])
    func `plain text is no key`(text: String) {
        #expect(!SecretText.isLikely(in: text))
    }

    @Test(arguments: [("2%", 0.02), ("0.5%", 0.005), ("100%", 1.0)])
    func `percentages are parts of one`(text: String, part: Double) {
        #expect(TextForms.percentage(text) == part)
    }

    @Test func `tolerance counts jobs or parts of all`() {
        #expect(Acceptance.Tolerance.jobs(2).admits(2, of: 100))
        #expect(!Acceptance.Tolerance.jobs(2).admits(3, of: 100))
        #expect(Acceptance.Tolerance.part(0.02).admits(2, of: 100))
        #expect(!Acceptance.Tolerance.part(0.02).admits(3, of: 100))
    }
}
