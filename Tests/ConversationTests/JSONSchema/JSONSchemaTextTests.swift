import Conversation
import Testing

/// Text is counted and compared by scalars; patterns mean what ECMA-262 says.
struct JSONSchemaTextTests {
    @Test func `length counts scalars, not what a reader sees as one`() throws {
        let schema = try JSONSchema(["maxLength": 1])
        #expect(schema.problems(of: "😀", limit: 1) == [])
        #expect(schema.problems(of: "\u{E9}", limit: 1) == [])
        #expect(schema.problems(of: "e\u{301}", limit: 1).count == 1)
        #expect(schema.problems(of: "👨‍👩‍👧", limit: 1).count == 1)
    }

    @Test func `text that only looks alike is not equal`() throws {
        #expect(try JSONSchema(["const": "\u{E9}"]).problems(of: "e\u{301}", limit: 1).count == 1)
        #expect(try JSONSchema(["required": ["\u{E9}"]]).problems(of: ["e\u{301}": 1], limit: 1).count == 1)
        let schema = try JSONSchema(["properties": ["\u{E9}": false, "e\u{301}": true]])
        #expect(schema.problems(of: ["e\u{301}": 1], limit: 1) == [])
        #expect(schema.problems(of: ["\u{E9}": 1], limit: 1).count == 1)
    }

    @Test(arguments: [
        ("a", "cat", true), ("^a", "cat", false), ("^a$", "a\n", false), ("^a.b$", "a\u{85}b", true),
        ("^a.b$", "a\u{2028}b", false), (#"^\d$"#, "٣", false), (#"^\w$"#, "é", false), (#"^\W$"#, "é", true),
        (#"^\s$"#, "\u{FEFF}", true), (#"^\s$"#, "\u{85}", false), (#"^[\s\S]$"#, "\u{85}", true),
        (#"\bé"#, "aé", true), (#"\bé"#, " é", false), (#"^\p{L}+$"#, "éß", true),
        (#"^\p{Script=Greek}$"#, "λ", true),
        ("^.$", "😀", true), (#"^[\ud83d\ude00]$"#, "😀", true), (#"^\u{1F600}$"#, "😀", true),
        (#"^\cJ\x41\u0042\/\-\.$"#, "\nAB/-.", true), (#"^[\b]$"#, "\u{8}", true), (#"^\0$"#, "\0", true),
        ("^[a[b&&c]$", "&", true), ("^[a[b&&c]$", "[", true), ("^[a[b&&c]$", "d", false),
        ("^[^]$", "\n", true),
        ("[]", "a", false), ("^[a-]$", "-", true), (#"^[\w-.]$"#, "-", true), (#"^[^\d\s]$"#, "x", true),
        (#"^[^\d\s]$"#, "1", false), (#"^[^\D]$"#, "1", true), ("^a{2}$", "aa", true),
        ("^a{,2}$", "a{,2}", true),
        ("^a{2,}?$", "aaa", true), ("^{}$", "{}", true), ("^(?:a|b)+?$", "abab", true),
        ("^a b#c$", "a b#c", true),
        (#"^(?<the_name>a)\k<the_name>$"#, "aa", true), (#"^(a)(b)\2\1$"#, "abba", true),
        ("(?<!a)b", "ab", false),
        ("(?<=a)b", "ab", true), ("^(?=a)(?!ab)", "ac", true), ("^é$", "e\u{301}", false), ("", "", true),
    ])
    func `patterns mean what ECMA-262 says`(pattern: String, text: String, isMatch: Bool) throws {
        let schema = try JSONSchema(["pattern": .string(pattern)])
        #expect(schema.problems(of: .string(text), limit: 1).isEmpty == isMatch)
    }

    @Test(arguments: [
        "(", ")", "a)(b", "[", "[b-a]", "*", "a**", "a*+", "a{2}{3}", "(?i)a", "(?P<n>a)", "(?>a)", "a\\",
        #"\z"#,
        #"\k<n>"#,
        #"\1"#, #"\u12"#, #"\xg1"#, #"\ud800"#, #"\p{Nonsense}"#, #"\pL"#, "(?<n>a)(?<n>b)", "a{3,2}",
        #"\u{110000}"#,
        String(repeating: "a", count: 10_001),
    ])
    func `what is no pattern is refused with the schema`(pattern: String) throws {
        let asValue = #expect(throws: JSONSchemaError.self) {
            try JSONSchema(["pattern": .string(pattern)])
        }
        #expect(asValue?.pointer == JSONPointer(["pattern"]))
        let asName = #expect(throws: JSONSchemaError.self) {
            let schemas = JSONObject([JSONObject.Member(key: pattern, value: true)])
            _ = try JSONSchema(["patternProperties": .object(schemas)])
        }
        #expect(asName?.pointer == JSONPointer(["patternProperties", pattern]))
    }

    @Test(arguments: ["^(a+)+$", "^(a|a)*$", "^(a*)*b", "(.*)*,"])
    func `a pattern that takes for ever is given up, and the value does not pass`(pattern: String) throws {
        let value = JSONValue.string(String(repeating: "a", count: 40) + "!")
        for schema: JSONValue in [
            ["pattern": .string(pattern)], ["not": ["pattern": .string(pattern)]],
            ["anyOf": [["pattern": .string(pattern)], ["type": "string"]]],
        ] {
            let problems = try JSONSchema(schema).problems(of: value, limit: 1)
            let sentence = "takes too much work to be matched with \(pattern)"
            #expect(problems == [JSONSchemaProblem(at: JSONPointer(), keyword: "", sentence: sentence)])
        }
    }

    @Test func `long text takes no more than its length`() throws {
        let schema = try JSONSchema(["pattern": "^([a-z]|[0-9])*$", "maxLength": 2_000_000])
        #expect(schema.problems(of: .string(String(repeating: "a1", count: 5_000)), limit: 1) == [])
        // Each character is a new start for the search.
        let searching = try JSONSchema(["pattern": "(a*|c)b$"])
        let text = String(repeating: "a1", count: 50_000)
        #expect(searching.problems(of: .string(text), limit: 1).map(\.keyword) == ["pattern"])
        #expect(searching.problems(of: .string(text + "b"), limit: 1) == [])
    }
}
