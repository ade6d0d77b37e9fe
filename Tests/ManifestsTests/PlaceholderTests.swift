import Conversation
import Testing

@testable import Manifests

struct PlaceholderTests {
    private let values: [String: JSONValue] = [
        "name": "Ada", "count": 3, "list": ["a", 1], "braces": "{{name}}", "a-b.c": "dashed", "größe": "L",
        "none": nil,
    ]

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("Hi {{name}}!", "Hi Ada!"), ("{{ name }}", "Ada"), ("{{count}}", "3"),
        ("{{list}}", "[\"a\",1]"), ("{{braces}}", "{{name}}"), ("{{{{name}}", "{{name}}"),
        ("{{{{{{name}}", "{{Ada"), ("{{name}}{{name}}", "AdaAda"), ("{ {name} }", "{ {name} }"), ("}}", "}}"),
        ("{{a-b.c}} {{größe}}", "dashed L"), ("{{none}}", "null"), ("{{unknown}}", "{{unknown}}"), ("{", "{"),
    ])
    func `values go in once`(text: String, result: String) throws {
        #expect(try PlaceholderText.expand(text) { values[$0] } == result)
    }

    @Test(arguments: [
        ("{{", 0), ("ab {{name", 3), ("{{}}", 0), ("{{a b}}", 0), ("{{name}} {{/if}}", 9), ("{{{", 0),
    ])
    func `braces that close nothing are malformed`(text: String, offset: Int) {
        #expect(throws: PlaceholderText.Malformed(offset: offset)) {
            try PlaceholderText.expand(text) { values[$0] }
        }
    }

    @Test func `members' names are never expanded`() throws {
        let value: JSONValue = ["{{name}}": ["{{name}}", 1, true, ["x": "{{count}}"]]]
        #expect(
            value.expanded { values[$0] } == ["{{name}}": ["Ada", 1, true, ["x": "3"]]]
        )
    }
}
