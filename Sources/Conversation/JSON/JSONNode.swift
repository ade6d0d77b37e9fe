/// A JSON value that remembers where it stood, for whoever must point at it: every problem of a manifest names a line
/// and a column.
package struct JSONNode: Sendable {
    package indirect enum Content: Sendable {
        case null
        case bool(Bool)
        /// A number's literal.
        case number(String)
        case string(String)
        case array([JSONNode])
        case object([Member])
    }

    /// A member of an object. The same name may come twice: it is for the reader of the tree to complain.
    package struct Member: Sendable {
        package var key: String
        /// The bytes of the name, its quotes included.
        package var keyRange: Range<Int>
        package var value: JSONNode
    }

    package var content: Content
    /// The bytes of the value, counted from the start of the text.
    package var range: Range<Int>

    package init(_ content: Content, range: Range<Int>) {
        self.content = content
        self.range = range
    }

    /// Reads one whole JSON text.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.readNode()
        try reader.expectEnd()
    }

    /// The value without its positions.
    package var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .number(let literal): .number(literal)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members):
            .object(JSONObject(members.map { JSONObject.Member(key: $0.key, value: $0.value.value) }))
        }
    }

    /// The first member of that name, where this is an object.
    package subscript(_ key: String) -> JSONNode? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }
}

extension JSONReader {
    /// The next value with the positions of all that is in it.
    package mutating func readNode() throws(JSONError) -> JSONNode {
        let next = try peek()
        let start = offset
        let content: JSONNode.Content
        switch next {
        case .null:
            _ = try readNull()
            content = .null
        case .bool: content = .bool(try readBool())
        case .number: content = .number(try readNumber())
        case .string: content = .string(try readString())
        case .array:
            var elements: [JSONNode] = []
            try enterArray()
            while try nextElement() { elements.append(try readNode()) }
            content = .array(elements)
        case .object:
            var members: [JSONNode.Member] = []
            try enterObject()
            while let (key, keyRange) = try nextKeyWithRange() {
                members.append(JSONNode.Member(key: key, keyRange: keyRange, value: try readNode()))
            }
            content = .object(members)
        }
        return JSONNode(content, range: start..<offset)
    }
}
