import Conversation
import Testing

struct JSONNodeTests {
    private static let text = #"""
        {
          "name" : "é",
          "list": [ 1.50, {"deep":null} ],
          "name": false
        }
        """#

    private func source(_ range: Range<Int>) -> String {
        String(decoding: Array(Self.text.utf8)[range], as: UTF8.self)
    }

    @Test func `every value and name knows the bytes that it came from`() throws {
        let node = try JSONNode(parsing: Array(Self.text.utf8))
        guard case .object(let members) = node.content else {
            Issue.record("no object")
            return
        }
        #expect(source(node.range) == Self.text)
        #expect(members.map { source($0.keyRange) } == [#""name""#, #""list""#, #""name""#])
        #expect(members.map { source($0.value.range) } == [#""é""#, #"[ 1.50, {"deep":null} ]"#, "false"])
        guard case .array(let elements) = members[1].value.content else {
            Issue.record("no array")
            return
        }
        #expect(elements.map { source($0.range) } == ["1.50", #"{"deep":null}"#])
        #expect(elements[1]["deep"].map { source($0.range) } == "null")
    }

    @Test func `a name that comes twice is kept twice, and the first one is found`() throws {
        let node = try JSONNode(parsing: Array(Self.text.utf8))
        #expect(node["name"]?.value == "é")
        #expect(node.value.object?.members.map(\.key) == ["name", "list", "name"])
        #expect(node["other"] == nil)
        #expect(node["list"]?["x"] == nil)
    }
}
