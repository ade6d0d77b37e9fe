/// The one JSON reader: a cursor over bytes that hands out members and elements as it meets them, so that a stream
/// decoder looks at each byte once and makes nothing it does not need, and knows at each instant at which byte it stands.
///
/// ```swift
/// var reader = JSONReader(bytes)
/// try reader.enterObject()
/// while let key = try reader.nextKey() {
///     switch key {
///     case "content": content = try reader.readString()
///     default: try reader.skipValue()
///     }
/// }
/// ```
package struct JSONReader {
    /// Arrays and objects inside each other; deeper text is refused before it can exhaust the stack.
    package static let depthLimit = 512

    let bytes: [UInt8]
    let end: Int
    /// The next byte to be read.
    package internal(set) var offset: Int
    private var depth = 0
    /// Whether the container just entered has yielded nothing yet, so that no comma is due.
    private var isFirst = false

    /// A reader of the part of `bytes` in `range`; of all of them where that is absent.
    package init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
        self.bytes = bytes
        offset = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
    }

    /// What kind of value comes next, judged by its first byte.
    package enum Next {
        case null, bool, number, string, array, object
    }

    package mutating func peek() throws(JSONError) -> Next {
        switch try nextByte() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw JSONError(.expected("a value"), at: offset)
        }
    }

    /// Fails unless nothing but white space is left.
    package mutating func expectEnd() throws(JSONError) {
        skipSpace()
        if offset < end { throw JSONError(.trailing, at: offset) }
    }
}

// MARK: - Containers

extension JSONReader {
    package mutating func enterObject() throws(JSONError) {
        try enter(UInt8(ascii: "{"), "\"{\"")
    }

    /// The name of the object's next member, with the cursor on its value; nothing once the object has ended.
    package mutating func nextKey() throws(JSONError) -> JSONKey? {
        guard let (content, range) = try nextName() else { return nil }
        guard content == .escaped else { return JSONKey(bytes: bytes, range: range) }
        let name = Array(try text(range, content).utf8)
        return JSONKey(bytes: name, range: 0..<name.count)
    }

    /// The same as text, with the bytes of the name, its quotes included.
    mutating func nextKeyWithRange() throws(JSONError) -> (key: String, range: Range<Int>)? {
        guard let (content, range) = try nextName() else { return nil }
        return (try text(range, content), range.lowerBound - 1..<range.upperBound + 1)
    }

    /// Passes over the next member's name and its colon, and tells where the name stands between its quotes.
    private mutating func nextName() throws(JSONError) -> (StringContent, Range<Int>)? {
        guard try advance(to: UInt8(ascii: "}"), "\",\" or \"}\"") else { return nil }
        guard try nextByte() == UInt8(ascii: "\"") else {
            throw JSONError(.expected("a name in quotes"), at: offset)
        }
        let start = offset + 1
        let content = try skipString()
        let range = start..<offset - 1
        guard try nextByte() == UInt8(ascii: ":") else { throw JSONError(.expected("\":\""), at: offset) }
        offset += 1
        return (content, range)
    }

    package mutating func enterArray() throws(JSONError) {
        try enter(UInt8(ascii: "["), "\"[\"")
    }

    /// Whether the array has another element, with the cursor on it.
    package mutating func nextElement() throws(JSONError) -> Bool {
        try advance(to: UInt8(ascii: "]"), "\",\" or \"]\"")
    }

    private mutating func enter(_ opening: UInt8, _ name: String) throws(JSONError) {
        guard try nextByte() == opening else { throw JSONError(.expected(name), at: offset) }
        guard depth < Self.depthLimit else { throw JSONError(.tooDeep, at: offset) }
        depth += 1
        offset += 1
        isFirst = true
    }

    mutating func advance(to closing: UInt8, _ name: String) throws(JSONError) -> Bool {
        let byte = try nextByte()
        if byte == closing {
            offset += 1
            depth -= 1
            isFirst = false
            return false
        }
        if isFirst {
            isFirst = false
            return true
        }
        guard byte == UInt8(ascii: ",") else { throw JSONError(.expected(name), at: offset) }
        offset += 1
        // A comma promises another member: `[1,]` is refused here rather than taken for an end.
        if try nextByte() == closing { throw JSONError(.expected("a value"), at: offset) }
        return true
    }
}

// MARK: - Bytes

extension JSONReader {
    private mutating func skipSpace() {
        while offset < end {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    mutating func nextByte() throws(JSONError) -> UInt8 {
        skipSpace()
        guard offset < end else { throw JSONError(.unexpectedEnd, at: end) }
        return bytes[offset]
    }
}
