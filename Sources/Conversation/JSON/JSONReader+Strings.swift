extension JSONReader {
    package mutating func readString() throws(JSONError) -> String {
        guard try nextByte() == UInt8(ascii: "\"") else {
            throw JSONError(.expected("text in quotes"), at: offset)
        }
        let start = offset + 1
        let content = try skipString()
        return try text(start..<offset - 1, content)
    }

    /// The text of a string that was passed over.
    func text(_ range: Range<Int>, _ content: StringContent) throws(JSONError) -> String {
        let slice = bytes[range]
        // Most text of a stream is a few letters; checking it as Unicode would cost more than all else.
        if content == .ascii { return String(decoding: slice, as: UTF8.self) }
        let text = String(validating: content == .escaped ? try unescape(slice)[...] : slice, as: UTF8.self)
        guard let text else { throw JSONError(.invalidText, at: range.lowerBound) }
        return text
    }

    /// What a string's bytes are, as far as reading it matters.
    enum StringContent {
        case ascii
        case unicode
        /// With escapes, whatever else.
        case escaped
    }

    /// Passes over a string, with the cursor on its opening quote. What its escapes say is not looked at.
    @discardableResult
    mutating func skipString() throws(JSONError) -> StringContent {
        var hasEscape = false
        var union: UInt8 = 0
        var index = offset + 1
        while index < end {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                offset = index + 1
                return hasEscape ? .escaped : union < 0x80 ? .ascii : .unicode
            case UInt8(ascii: "\\"):
                hasEscape = true
                index += 2
            case 0..<0x20: throw JSONError(.invalidText, at: index)
            default:
                union |= byte
                index += 1
            }
        }
        throw JSONError(.unexpectedEnd, at: end)
    }

    private func unescape(_ content: ArraySlice<UInt8>) throws(JSONError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var index = content.startIndex
        while index < content.endIndex {
            let byte = content[index]
            index += 1
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            let escape = content[index]
            index += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(escape)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"): index = try unescapeUnicode(content, at: index, into: &result)
            default: throw JSONError(.invalidEscape, at: index - 2)
            }
        }
        return result
    }

    /// RFC 8259, section 7: characters beyond the basic plane are two escapes, a high and a low surrogate. A surrogate
    /// that stands alone has no UTF-8 form and becomes U+FFFD, as models do send such halves.
    private func unescapeUnicode(
        _ content: ArraySlice<UInt8>,
        at start: Int,
        into result: inout [UInt8]
    ) throws(JSONError) -> Int {
        guard let first = hexadecimal(content, at: start) else {
            throw JSONError(.invalidEscape, at: start - 2)
        }
        var index = start + 4
        var scalar = Unicode.Scalar(first)
        if 0xD800..<0xDC00 ~= first, index + 6 <= content.endIndex, content[index] == UInt8(ascii: "\\"),
            content[index + 1] == UInt8(ascii: "u"), let second = hexadecimal(content, at: index + 2),
            0xDC00..<0xE000 ~= second
        {
            scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            index += 6
        }
        result.append(contentsOf: UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
        return index
    }

    private func hexadecimal(_ content: ArraySlice<UInt8>, at start: Int) -> UInt32? {
        guard start + 4 <= content.endIndex else { return nil }
        var number: UInt32 = 0
        for byte in content[start..<start + 4] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            number = number << 4 | UInt32(digit)
        }
        return number
    }
}
