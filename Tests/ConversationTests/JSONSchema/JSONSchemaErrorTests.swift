import Conversation
import Testing

/// Schemas that cannot be checked against, and what is said of them.
struct JSONSchemaErrorTests {
    private static let malformed: [(String, String, JSONSchemaError.Kind)] = [
        ("3", "", .noSchema(found: "a number")),
        (#"{"properties": {"a/b": "string"}}"#, "/properties/a~1b", .noSchema(found: "a string")),
        (#"{"$defs": {"unused": []}}"#, "/$defs/unused", .noSchema(found: "an array")),
        (#"{"items": {"type": "int"}}"#, "/items/type", .unknownType("int")),
        (
            #"{"type": []}"#, "/type",
            .wrongValue(expected: "the name of a type, or an array of such names", found: "[]")
        ),
        (
            #"{"minLength": -1}"#, "/minLength",
            .wrongValue(expected: "a whole number from 0 up", found: "-1")
        ),
        (#"{"minimum": "1"}"#, "/minimum", .wrongValue(expected: "a number", found: #""1""#)),
        (
            #"{"exclusiveMinimum": true}"#, "/exclusiveMinimum",
            .wrongValue(expected: "a number", found: "true")
        ),
        (
            #"{"multipleOf": 0}"#, "/multipleOf",
            .wrongValue(expected: "a number greater than 0 with at most 18 digits", found: "0")
        ),
        (#"{"required": "a"}"#, "/required", .wrongValue(expected: "an array of names", found: #""a""#)),
        (#"{"required": [1]}"#, "/required", .wrongValue(expected: "an array of names", found: "an array")),
        (#"{"enum": {}}"#, "/enum", .wrongValue(expected: "an array of values", found: "{}")),
        (#"{"allOf": []}"#, "/allOf", .wrongValue(expected: "an array of schemas", found: "[]")),
        (#"{"properties": []}"#, "/properties", .wrongValue(expected: "an object", found: "[]")),
        (#"{"uniqueItems": 1}"#, "/uniqueItems", .wrongValue(expected: "true or false", found: "1")),
        (
            #"{"dependentRequired": {"a": "b"}}"#, "/dependentRequired/a",
            .wrongValue(expected: "an array of names", found: #""b""#)
        ),
        (#"{"pattern": "a("}"#, "/pattern", .invalidPattern(reason: "a `(` has no `)`")),
        (#"{"pattern": "a\\Z"}"#, "/pattern", .invalidPattern(reason: #"`\Z` has no meaning in ECMA-262"#)),
        (
            #"{"patternProperties": {"[": true}}"#, "/patternProperties/[",
            .invalidPattern(reason: "a `[` has no `]`")
        ),
        (##"{"$ref": "#/$defs/a"}"##, "/$ref", .danglingReference("#/$defs/a")),
        (##"{"items": {"$ref": "#name"}}"##, "/items/$ref", .danglingReference("#name")),
        (#"{"$ref": 1}"#, "/$ref", .wrongValue(expected: "a string", found: "1")),
        (#"{"$ref": "https://example.com/a"}"#, "/$ref", .remoteReference("https://example.com/a")),
        (#"{"$id": "https://example.com/a", "$ref": "b"}"#, "/$ref", .remoteReference("b")),
        (##"{"$ref": "#"}"##, "", .endlessReference),
        (
            ##"{"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}}"##,
            "/$defs/b/not", .endlessReference
        ),
        (
            #"{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}"#, "/$defs/b/$anchor",
            .repeatedName("x")
        ),
        (
            #"{"$defs": {"a": {"$id": "urn:x"}, "b": {"$id": "urn:x"}}}"#, "/$defs/b/$id",
            .repeatedName("urn:x")
        ),
    ]

    @Test(arguments: malformed) func `a schema's error names the part that is wrong`(
        schema: String,
        pointer: String,
        kind: JSONSchemaError.Kind
    ) throws {
        let json = try JSONValue(parsing: schema)
        let place = try #require(JSONPointer(pointer))
        #expect(throws: JSONSchemaError(kind, at: place)) { try JSONSchema(json) }
    }

    @Test func `an error says what is wrong and what to do`() {
        let error = #expect(throws: JSONSchemaError.self) {
            try JSONSchema(["properties": ["a": ["type": "text"]]])
        }
        #expect(error?.text == #"/properties/a/type: "text" is no type"#)
        #expect(
            error?.hint
                == "the types are `null`, `boolean`, `integer`, `number`, `string`, `array`, `object`"
        )
        #expect(JSONSchemaError(.tooDeep, at: JSONPointer()).text == "the schema has more than 256 levels")
    }

    @Test func `equal schemas are equal`() throws {
        #expect(try JSONSchema(["type": "string"]) == JSONSchema(["type": "string"]))
        #expect(try JSONSchema(["type": "string"]) != JSONSchema(["type": "null"]))
        #expect(try Set([JSONSchema(true), JSONSchema(true), JSONSchema([:])]).count == 2)
    }
}
