import Catalog
import Conversation
import Records
import Testing

@testable import Reports

@Suite struct TextTests {
    @Test(arguments: [
        ("0", "$0.00"), ("0.0000004", "$0.000000"), ("0.000041", "$0.000041"), ("0.0099999", "$0.010000"),
        ("0.0123", "$0.0123"), ("0.99999", "$1.0000"), ("1", "$1.00"), ("12.345", "$12.34"),
        ("1234.5", "$1234.50"),
    ])
    func `money shows as many places as it needs`(decimal: String, expected: String) throws {
        #expect(Amount.dollars(try #require(Money(decimal: decimal))) == expected)
    }

    @Test(arguments: [
        (0, "0"), (9_999, "9999"), (10_000, "10.0k"), (12_345, "12.3k"), (1_234_567, "1.23M"),
        (2_000_000_000, "2.00G"),
    ])
    func `tokens are short`(count: Int, expected: String) {
        #expect(Amount.tokens(count) == expected)
    }

    @Test(arguments: [
        (0, "0.00 s"), (310, "0.31 s"), (12_340, "12.3 s"), (185_000, "3m 05s"), (7_800_000, "2h 10m"),
    ])
    func `durations are short`(milliseconds: Int, expected: String) {
        #expect(Amount.seconds(.milliseconds(milliseconds)) == expected)
    }

    static let durations: [(Duration, String)] = [
        (Duration.zero, "0"), (.milliseconds(1_920), "1.92"), (.microseconds(1), "0.000001"),
        (.seconds(60), "60"),
        (.milliseconds(-1_500), "-1.5"),
    ]

    @Test(arguments: durations)
    func `seconds in JSON are exact`(duration: Duration, expected: String) {
        #expect(JSONWriter.seconds(duration) == expected)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "'\tx"),
        ("\r\nx", "\"'\r\nx\""),
        ("", ""), ("ü,", "\"ü,\""),
    ])
    func `fields of a CSV are quoted, and no formula`(text: String, expected: String) {
        var row = CSVRow()
        row.text(text)
        #expect(String(decoding: row.bytes, as: UTF8.self) == expected)
    }

    @Test func `long names keep both ends`() {
        #expect(TextTable.shortened("abcdefghij", to: 10) == "abcdefghij")
        #expect(TextTable.shortened("abcdefghijk", to: 10) == "abcde…hijk")
    }

    @Test(arguments: Outcome.allCases)
    func `every outcome has a sentence with and without its facts`(outcome: Outcome) {
        let facts: JSONObject = JSONObject([
            .init(key: "limit", value: 12), .init(key: "message", value: "it said so.\n"),
            .init(key: "status", value: 503), .init(key: "provider", value: "local"),
            .init(key: "tool", value: "bash"), .init(key: "count", value: 8),
            .init(key: "checks", value: ["contains", ["check": "json"]]),
            .init(key: "seconds", value: .number("90.5")),
        ])
        for ending in [Ending(outcome), Ending(outcome, facts: facts)] {
            let sentence = OutcomeSentence(ending)
            #expect(sentence.sentence.hasSuffix(".") && !sentence.sentence.hasSuffix(".."))
            #expect(!sentence.sentence.contains("Optional"))
            #expect((sentence.hint == nil) == [.succeeded, .unchanged].contains(outcome))
        }
    }

    static let sentences: [(Ending, String)] = [
        (
            Ending(.failedChecks, ["checks": ["contains", ["check": "json"]]]),
            "It did not pass: contains, json."
        ),
        (Ending(.stepLimit, ["limit": 100]), "It was not done after 100 steps."),
        (Ending(.timeLimit, ["seconds": 1800]), "It was not done after 30m 00s."),
        (Ending(.looping, ["tool": "bash", "count": 8]), "It called `bash` 8 times with the same result."),
        (
            Ending(.providerError, ["provider": "local", "status": 503, "message": "no capacity."]),
            "local failed with status 503: no capacity."
        ),
        (Ending(.budgetExhausted, ["limit": "0.50"]), "The job's budget of $0.50 cannot bear another call."),
        (Ending(.truncated, ["limit": 1000]), "The answer was cut off at the output limit of 1000 tokens."),
        (Ending(.notStarted, ["reason": "deadline"]), "It was not started: deadline."),
    ]

    @Test(arguments: sentences)
    func `a sentence is made of the facts there are`(ending: Ending, expected: String) {
        #expect(OutcomeSentence(ending).sentence == expected)
    }

    @Test func `text of models cannot steer a terminal or a page`() {
        #expect("a\u{1B}[2J\r\nb\u{9B}".oneLine == "a\u{FFFD}[2J  b\u{FFFD}")
        #expect("a\u{1B}[2J\n\tüb\u{9B}".printable == "a\u{FFFD}[2J\n\tüb\u{FFFD}")
        #expect(Markdown.escaped("<b>*x* | `y`") == "\\<b\\>\\*x\\* \\| \\`y\\`")
        #expect(Markdown.code("a`b") == "``a`b``")
        #expect(Markdown.code("`a") == "`` `a ``")
    }
}
