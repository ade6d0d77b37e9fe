import Conversation
import Testing

/// References, recursion, and the spellings of older drafts.
struct JSONSchemaReferenceTests {
    private static let tree = """
        {"$ref": "#/$defs/node", "$defs": {"node": {
            "type": "object", "required": ["name"], "additionalProperties": false,
            "properties": {"name": {"type": "string"},
                "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}}
        """

    @Test func `a schema may refer to itself further down`() throws {
        let schema = try JSONSchema(JSONValue(parsing: Self.tree))
        let value: JSONValue = [
            "name": "a", "children": [["name": "b"], ["name": "c", "children": [["nam": 1]]]],
        ]
        #expect(
            schema.problems(of: value, limit: 9).map(\.text) == [
                #"/children/1/children/0: lacks the member "name""#,
                #"/children/1/children/0: must not have the member "nam"; allowed are "name", "children""#,
            ]
        )
    }

    @Test(arguments: [
        ##"{"$ref": "#/$defs/a%20b~1c", "$defs": {"a b/c": {"type": "string"}}}"##,
        ##"{"$ref": "#here", "$defs": {"a": {"$anchor": "here", "type": "string"}}}"##,
        ##"{"$ref": "#here", "definitions": {"a": {"$id": "#here", "type": "string"}}}"##,
        ##"{"$dynamicRef": "#here", "$defs": {"a": {"$dynamicAnchor": "here", "type": "string"}}}"##,
        #"{"$id": "https://a.example/x/y", "$ref": "../z", "$defs": {"z": {"$id": "/z", "type": "string"}}}"#,
        ##"{"$ref": "item#/$defs/t", "$defs": {"i": {"$id": "item", "$defs": {"t": {"type": "string"}}}}}"##,
        ##"{"$ref": "#/strings", "strings": {"type": "string"}}"##,
        #"{"$ref": "urn:x:1", "$defs": {"i": {"$id": "urn:x:1", "type": "string"}}}"#,
    ])
    func `references within the schema work in every form`(schema: String) throws {
        let schema = try JSONSchema(JSONValue(parsing: schema))
        #expect(schema.problems(of: "a", limit: 1) == [])
        #expect(schema.problems(of: 1, limit: 1).map(\.keyword) == ["type"])
    }

    @Test(arguments: [
        (
            #"{"items": [{"type": "string"}], "additionalItems": {"type": "null"}}"#, #"["a", null]"#,
            #"["a", 1]"#
        ),
        (#"{"items": [{"type": "string"}], "additionalItems": false}"#, #"["a"]"#, #"["a", 1]"#),
        (#"{"items": [], "additionalItems": false}"#, "[]", "[1]"),
        (#"{"items": {"type": "null"}, "additionalItems": false}"#, "[null, null]", "[1]"),
        (#"{"dependencies": {"a": ["b"]}}"#, #"{"a": 1, "b": 1}"#, #"{"a": 1}"#),
        (#"{"dependencies": {"a": {"required": ["b"]}}}"#, #"{"b": 1}"#, #"{"a": 1}"#),
        (#"{"dependencies": {"a": false}}"#, "{}", #"{"a": 1}"#),
        (##"{"$ref": "#/definitions/a", "definitions": {"a": {"type": "null"}}}"##, "null", "1"),
    ])
    func `spellings of draft-07 are understood`(schema: String, good: String, bad: String) throws {
        let schema = try JSONSchema(JSONValue(parsing: schema))
        #expect(schema.problems(of: try JSONValue(parsing: good), limit: 1) == [])
        #expect(schema.problems(of: try JSONValue(parsing: bad), limit: 1).count == 1)
    }

    @Test func `a name that comes twice is checked twice`() throws {
        let schema = try JSONSchema(["properties": ["a": ["type": "string"]]])
        let value = try JSONValue(parsing: #"{"a": "x", "a": 1}"#)
        #expect(schema.problems(of: value, limit: 9).map(\.text) == ["/a: must be a string, is a number"])
    }

    @Test func `format and unknown keywords say nothing`() throws {
        let schema = try JSONSchema(["format": "email", "example": 3, "x-order": [1], "minlength": 10])
        #expect(schema.problems(of: "a", limit: 1) == [])
    }
}
