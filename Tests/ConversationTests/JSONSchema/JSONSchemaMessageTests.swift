import Conversation
import Testing

/// What a person or a model is told of a value that does not fit.
struct JSONSchemaMessageTests {
    @Test(arguments: [
        (#"{"type": "number"}"#, #""3""#, "the value must be a number, is a string"),
        (#"{"type": ["string", "null"]}"#, "3", "the value must be a string or null, is a number"),
        (#"{"type": "integer"}"#, "1.5", "the value must be an integer, is 1.5"),
        (#"{"type": "integer"}"#, "null", "the value must be an integer, is null"),
        (#"{"enum": ["a", 1, null]}"#, #""b""#, #"the value must be one of "a", 1, null; is "b""#),
        (#"{"enum": ["a"]}"#, "{}", #"the value must be "a"; is {}"#),
        (#"{"const": {"a": 1}}"#, "[1]", #"the value must be {"a":1}; is an array"#),
        (#"{"minimum": 0.10}"#, "-5", "the value must be at least 0.10, is -5"),
        (#"{"maximum": 1e3}"#, "1001", "the value must be at most 1e3, is 1001"),
        (#"{"exclusiveMinimum": 0}"#, "0", "the value must be greater than 0, is 0"),
        (#"{"exclusiveMaximum": 1}"#, "1.0", "the value must be less than 1, is 1.0"),
        (#"{"multipleOf": 0.01}"#, "1.005", "the value must be a multiple of 0.01, is 1.005"),
        (#"{"minLength": 1}"#, #""""#, "the value must have at least 1 character, has 0"),
        (#"{"maxItems": 2}"#, "[1,2,3]", "the value must have at most 2 elements, has 3"),
        (#"{"minProperties": 1}"#, "{}", "the value must have at least 1 member, has 0"),
        (#"{"pattern": "^[a-z]+$"}"#, #""A""#, #"the value must match the pattern ^[a-z]+$, is "A""#),
        (#"{"required": ["a", "b"]}"#, #"{"b": 1}"#, #"the value lacks the member "a""#),
        (#"{"required": ["a", "b"]}"#, "{}", #"the value lacks the members "a", "b""#),
        (
            #"{"dependentRequired": {"card": ["address"]}}"#, #"{"card": 1}"#,
            #"the value lacks the member "address", since it has "card""#
        ),
        (
            #"{"propertyNames": {"maxLength": 1}}"#, #"{"ab": 1}"#,
            #"the value has the name "ab", which must have at most 1 character, has 2"#
        ),
        (
            #"{"properties": {"a": true}, "additionalProperties": false}"#, #"{"b": 1}"#,
            #"the value must not have the member "b"; allowed are "a""#
        ),
        (#"{"properties": {"a": false}}"#, #"{"a": 1}"#, "/a: must not be present"),
        ("false", "1", "the value must not be present"),
        (
            #"{"prefixItems": [true], "items": false}"#, "[1, 2]",
            "the value must have at most 1 element, has 2"
        ),
        (
            #"{"contains": {"type": "string"}}"#, "[1]",
            #"the value must have at least 1 element that satisfies {"type":"string"}, has 0"#
        ),
        (
            #"{"contains": true, "maxContains": 2}"#, "[1, 2, 3]",
            "the value must have at most 2 elements that satisfy true, has 3"
        ),
        (
            #"{"uniqueItems": true}"#, "[1, 2, 1.0]",
            "the value must have no equal elements; those at 0 and 2 are equal"
        ),
        (#"{"not": {"type": "null"}}"#, "null", #"the value must not satisfy {"type":"null"}"#),
        (#"{"unevaluatedProperties": false}"#, #"{"a": 1}"#, #"the value must not have the member "a""#),
        (#"{"unevaluatedItems": false}"#, "[1]", "the value must not have an element at 0"),
    ])
    func `each keyword says what it wants and what it got`(
        schema: String,
        value: String,
        text: String
    ) throws {
        let schema = try JSONSchema(JSONValue(parsing: schema))
        #expect(schema.problems(of: try JSONValue(parsing: value), limit: 9).map(\.text) == [text])
    }

    @Test(arguments: [
        (
            #"{"anyOf": [{"type": "string"}, {"type": "null"}]}"#, "3",
            "the value must be null or a string, is a number"
        ),
        (
            #"{"oneOf": [{"const": "a"}, {"const": "b"}]}"#, #""c""#,
            #"the value must satisfy one of 2 alternatives: must be "a"; is "c"; or must be "b"; is "c""#
        ),
        (
            #"{"oneOf": [{"minimum": 1}, {"minimum": 2}, {"minimum": 9}]}"#, "5",
            "the value must satisfy exactly one of 3 alternatives, satisfies numbers 1 and 2"
        ),
        (
            """
            {"anyOf": [
                {"properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}}},
                {"properties": {"kind": {"const": "square"}, "side": {"type": "number"}}}
            ]}
            """, #"{"kind": "square", "side": "2"}"#,
            "the value must satisfy one of 2 alternatives; the nearest is number 2: "
                + "/side: must be a number, is a string"
        ),
    ])
    func `of alternatives the nearest is told about`(schema: String, value: String, text: String) throws {
        let schema = try JSONSchema(JSONValue(parsing: schema))
        #expect(schema.problems(of: try JSONValue(parsing: value), limit: 9).map(\.text) == [text])
    }

    @Test func `a problem has its place, its keyword and its sentence`() throws {
        let schema = try JSONSchema(
            [
                "properties": [
                    "items": ["items": ["properties": ["price": ["type": "number"]], "required": ["name"]]]
                ],
                "required": ["total"],
            ]
        )
        let value: JSONValue = ["items": [["name": "a"], ["name": "b"], ["price": "3"]]]
        #expect(
            schema.problems(of: value, limit: 9) == [
                JSONSchemaProblem(
                    at: JSONPointer(),
                    keyword: "required",
                    sentence: #"lacks the member "total""#
                ),
                JSONSchemaProblem(
                    at: JSONPointer(["items", "2"]),
                    keyword: "required",
                    sentence: #"lacks the member "name""#
                ),
                JSONSchemaProblem(
                    at: JSONPointer(["items", "2", "price"]),
                    keyword: "type",
                    sentence: "must be a number, is a string"
                ),
            ]
        )
        #expect(schema.problems(of: value, limit: 2).count == 2)
        #expect(schema.problems(of: value, limit: 0).count == 1)
        #expect(schema.problems(of: ["items": [], "total": 1], limit: 9) == [])
    }

    @Test func `sentences stay short and cannot write to a terminal`() throws {
        let long = String(repeating: "x", count: 100_000)
        let schema = try JSONSchema(["additionalProperties": ["enum": [.string(long + "y"), "a"]]])
        let value = JSONValue.object([long: .string(long), "\u{1B}[2J\u{9B}/~": 1])
        let problems = schema.problems(of: value, limit: 9)
        #expect(problems.count == 2)
        #expect(problems.allSatisfy { $0.text.count < 900 })
        #expect(problems.last?.pointer == JSONPointer(["\u{1B}[2J\u{9B}/~"]))
        #expect(problems.last?.text.hasPrefix(#"/\u001b[2J\u009b~1~0: must be one of "xxxx"#) == true)
    }

    @Test(arguments: [
        ("", []), ("/", [""]), ("/a/0", ["a", "0"]), ("/~01", ["~1"]), ("/a~1b//", ["a/b", "", ""]),
        ("/e\u{301}", ["e\u{301}"]), ("/\u{301}", ["\u{301}"]),
    ])
    func `a pointer is read as it is written`(text: String, tokens: [String]) {
        #expect(JSONPointer(text) == JSONPointer(tokens))
        #expect(JSONPointer(tokens).text == text)
        #expect(JSONPointer("x" + text) == nil)
    }
}
