import Conversation
import Foundation
import Testing

/// Whatever schema and value say, a check ends, and what could not be checked does not pass.
struct JSONSchemaBoundsTests {
    private static func nested(_ levels: Int) -> JSONValue {
        (0..<levels).reduce(JSONValue.number("1")) { value, _ in JSONValue.array([value]) }
    }

    /// What the body answers on a thread with as little stack as those have on which tasks run on a Mac; with
    /// more where the compiler does not optimize.
    private static func onSmallStack(
        _ body: @escaping @Sendable () -> [JSONSchemaProblem]
    ) async -> [JSONSchemaProblem] {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            #if DEBUG
                thread.stackSize = 3 << 20
            #else
                thread.stackSize = 512 << 10
            #endif
            thread.start()
        }
    }

    @Test(arguments: [
        (##"{"items": {"$ref": "#"}}"##, true),
        (##"{"prefixItems": [{"allOf": [{"$ref": "#"}]}]}"##, false),
        (##"{"anyOf": [{"type": "string"}, {"items": {"$ref": "#"}}]}"##, false),
        (##"{"oneOf": [{"type": "string"}, {"items": {"$ref": "#"}}]}"##, false),
        (##"{"not": {"not": {"items": {"$ref": "#"}}}}"##, false),
        (##"{"if": {"contains": {"$ref": "#"}}, "then": {"items": {"$ref": "#"}}}"##, false),
        (##"{"unevaluatedItems": {"$ref": "#"}}"##, true),
        (##"{"contains": {"$ref": "#"}}"##, true),
        (##"{"dependentSchemas": {"a": {"properties": {"a": {"$ref": "#"}}}}}"##, false),
        (##"{"patternProperties": {".": {"$ref": "#"}}}"##, true),
    ])
    func `the deepest value ends in a verdict, not in a crash`(text: String, isWithin: Bool) async throws {
        let schema = try JSONSchema(JSONValue(parsing: text))
        let value = (0..<JSONSchema.nestingLimit).reduce(JSONValue.number("1")) { value, _ in
            text.contains("roperties") ? .object(["a": value]) : .array([value])
        }
        let problems = await Self.onSmallStack { schema.problems(of: value, limit: 3) }
        let sentence = "is too deep: the schema goes more than 300 levels down to it"
        #expect(problems.map(\.sentence) == (isWithin ? [] : [sentence]))
    }

    @Test func `a value with more levels than are checked does not pass`() throws {
        let schema = try JSONSchema(true)
        #expect(schema.problems(of: Self.nested(JSONSchema.nestingLimit), limit: 1) == [])
        #expect(
            schema.problems(of: Self.nested(JSONSchema.nestingLimit + 1), limit: 1).map(\.text)
                == ["the value must not have more than 256 levels of arrays and objects"]
        )
    }

    @Test func `a schema with too many levels is refused`() throws {
        #expect(try JSONSchema(["const": Self.nested(255)]).problems(of: 1, limit: 1).count == 1)
        #expect(throws: JSONSchemaError(.tooDeep, at: JSONPointer())) {
            try JSONSchema(["const": Self.nested(256)])
        }
    }

    /// Definitions that lead from one to the next, the last to a type.
    private static func chain(_ count: Int, _ link: (JSONValue) -> JSONValue) -> JSONValue {
        var definitions = JSONObject()
        for index in 0..<count {
            let next: JSONValue = ["$ref": .string("#/$defs/\(index + 1)")]
            definitions.members.append(JSONObject.Member(key: String(index), value: link(next)))
        }
        definitions.members.append(JSONObject.Member(key: String(count), value: ["type": "string"]))
        return ["$defs": .object(definitions), "$ref": "#/$defs/0"]
    }

    @Test func `a long chain of references costs no depth`() throws {
        let schema = try JSONSchema(Self.chain(1_000) { $0 })
        #expect(schema.problems(of: "a", limit: 1) == [])
        #expect(schema.problems(of: 1, limit: 1).map(\.keyword) == ["type"])
    }

    @Test func `a schema that doubles its work with each step is given up`() throws {
        let schema = try JSONSchema(Self.chain(60) { ["allOf": [$0, $0]] })
        #expect(
            schema.problems(of: "a", limit: 1).map(\.text)
                == ["the value takes too much work to be checked against this schema"]
        )
    }

    @Test func `what was found before a check was given up is told as well`() throws {
        let schema = try JSONSchema(
            ["required": ["a"], "not": ["properties": ["b": ["pattern": "^(a+)+$"]]]]
        )
        let value: JSONValue = ["b": .string(String(repeating: "a", count: 40) + "!")]
        let abandoned = "/b: takes too much work to be matched with ^(a+)+$"
        #expect(
            schema.problems(of: value, limit: 2).map(\.text)
                == [#"the value lacks the member "a""#, abandoned]
        )
        #expect(schema.problems(of: value, limit: 1).map(\.keyword) == ["required"])
    }

    @Test func `a large answer is checked whole`() throws {
        let schema = try JSONSchema(
            [
                "items": [
                    "properties": ["id": ["type": "integer"], "name": ["type": "string", "pattern": "^n"]],
                    "required": ["id", "name"], "additionalProperties": false,
                ], "uniqueItems": true,
            ]
        )
        var rows = (0..<5_000).map { JSONValue.object(["id": .number(String($0)), "name": "n"]) }
        #expect(schema.problems(of: .array(rows), limit: 1) == [])
        rows.append(["id": "5000", "name": "n"])
        #expect(
            schema.problems(of: .array(rows), limit: 9).map(\.text) == [
                "/5000/id: must be an integer, is a string"
            ]
        )
    }
}
