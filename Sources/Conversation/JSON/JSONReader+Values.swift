extension JSONReader {
    package mutating func readValue() throws(JSONError) -> JSONValue {
        switch try peek() {
        case .null:
            try readLiteral("null")
            return .null
        case .bool: return .bool(try readBool())
        case .number: return .number(try readNumber())
        case .string: return .string(try readString())
        case .array:
            var elements: [JSONValue] = []
            try enterArray()
            while try nextElement() { elements.append(try readValue()) }
            return .array(elements)
        case .object:
            var object = JSONObject()
            try enterObject()
            while let (key, _) = try nextKeyWithRange() {
                object.members.append(JSONObject.Member(key: key, value: try readValue()))
            }
            return .object(object)
        }
    }

    /// Passes over the next value, checking its shape, and tells where it stood.
    @discardableResult
    package mutating func skipValue() throws(JSONError) -> Range<Int> {
        let next = try peek()
        let start = offset
        switch next {
        case .null: try readLiteral("null")
        case .bool: _ = try readBool()
        case .number: try skipNumber()
        case .string: try skipString()
        case .array:
            try enterArray()
            while try nextElement() { try skipValue() }
        case .object:
            try enterObject()
            while try advance(to: UInt8(ascii: "}"), "\",\" or \"}\"") {
                guard try nextByte() == UInt8(ascii: "\"") else {
                    throw JSONError(.expected("a name in quotes"), at: offset)
                }
                try skipString()
                guard try nextByte() == UInt8(ascii: ":") else {
                    throw JSONError(.expected("\":\""), at: offset)
                }
                offset += 1
                try skipValue()
            }
        }
        return start..<offset
    }

    /// The next value's own text, as it was written.
    package mutating func readRaw() throws(JSONError) -> String {
        String(decoding: bytes[try skipValue()], as: UTF8.self)
    }

    package mutating func readBool() throws(JSONError) -> Bool {
        if try nextByte() == UInt8(ascii: "t") {
            try readLiteral("true")
            return true
        }
        try readLiteral("false")
        return false
    }

    /// A number's literal.
    package mutating func readNumber() throws(JSONError) -> String {
        _ = try nextByte()
        let start = offset
        try skipNumber()
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// A string; nothing where `null` stands.
    package mutating func readOptionalString() throws(JSONError) -> String? {
        if try readNull() { return nil }
        return try readString()
    }

    /// A whole number; nothing where anything else stands, which is passed over.
    package mutating func readOptionalInteger() throws(JSONError) -> Int? {
        guard try peek() == .number else {
            try skipValue()
            return nil
        }
        return JSONValue.number(try readNumber()).integer
    }

    /// Passes over a `null` and says whether there was one.
    package mutating func readNull() throws(JSONError) -> Bool {
        guard try nextByte() == UInt8(ascii: "n") else { return false }
        try readLiteral("null")
        return true
    }

    private mutating func readLiteral(_ literal: StaticString) throws(JSONError) {
        let length = literal.utf8CodeUnitCount
        guard offset + length <= end else { throw JSONError(.unexpectedEnd, at: end) }
        for index in 0..<length where bytes[offset + index] != literal.utf8Start[index] {
            throw JSONError(.expected("a value"), at: offset)
        }
        offset += length
    }

    /// RFC 8259, section 6: `[ "-" ] int [ frac ] [ exp ]`, where `int` has no leading zero.
    private mutating func skipNumber() throws(JSONError) {
        let start = offset
        if offset < end, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let leading = offset
        guard skipDigits() > 0 else { throw JSONError(.invalidNumber, at: start) }
        if offset - leading > 1, bytes[leading] == UInt8(ascii: "0") {
            throw JSONError(.invalidNumber, at: start)
        }
        if offset < end, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            guard skipDigits() > 0 else { throw JSONError(.invalidNumber, at: start) }
        }
        if offset < end, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < end, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
                offset += 1
            }
            guard skipDigits() > 0 else { throw JSONError(.invalidNumber, at: start) }
        }
    }

    private mutating func skipDigits() -> Int {
        let start = offset
        while offset < end, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
        return offset - start
    }
}
