import Conversation

/// Text with `{{name}}` in it. `{{{{` stands for `{{`; whatever goes in is not looked through again.
struct PlaceholderText {
    enum Piece: Equatable {
        case text(String)
        case variable(String)
    }

    /// `{{` with no name and `}}` behind it.
    struct Malformed: Error, Equatable {
        /// The byte of the text at which it begins.
        var offset: Int
    }

    static func hasBraces(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "{"), previous == byte { return true }
            previous = byte
        }
        return false
    }

    /// The text taken apart, in order.
    static func pieces(of text: String) throws(Malformed) -> [Piece] {
        let (pieces, malformed) = scan(text)
        if let malformed { throw malformed }
        return pieces
    }

    /// The names that the text asks for, as often as it does.
    static func names(in text: String) -> [String] {
        guard hasBraces(text) else { return [] }
        return scan(text).pieces.compactMap { if case .variable(let name) = $0 { name } else { nil } }
    }

    /// The pieces, and the first braces that name nothing, which count as text.
    private static func scan(_ text: String) -> (pieces: [Piece], malformed: Malformed?) {
        guard hasBraces(text) else { return (text.isEmpty ? [] : [.text(text)], nil) }
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var malformed: Malformed?
        var plain: [UInt8] = []
        var index = 0
        func endText() {
            if !plain.isEmpty { pieces.append(.text(String(decoding: plain, as: UTF8.self))) }
            plain.removeAll()
        }
        while index < bytes.count {
            if !isOpening(bytes, index) {
                plain.append(bytes[index])
                index += 1
            } else if isOpening(bytes, index + 2) {
                plain += Array("{{".utf8)
                index += 4
            } else if let (name, end) = name(in: bytes, from: index + 2) {
                endText()
                pieces.append(.variable(name))
                index = end
            } else {
                malformed = malformed ?? Malformed(offset: index)
                plain += Array("{{".utf8)
                index += 2
            }
        }
        endText()
        return (pieces, malformed)
    }

    /// The text with values put in; a name without a value stays as it is written, with its braces.
    static func expand(_ text: String, _ value: (String) -> JSONValue?) throws(Malformed) -> String {
        guard hasBraces(text) else { return text }
        var result = ""
        for piece in try pieces(of: text) {
            switch piece {
            case .text(let text): result += text
            case .variable(let name): result += value(name)?.insertedText ?? "{{\(name)}}"
            }
        }
        return result
    }

    private static func isOpening(_ bytes: [UInt8], _ index: Int) -> Bool {
        index + 1 < bytes.count && bytes[index] == UInt8(ascii: "{") && bytes[index + 1] == UInt8(ascii: "{")
    }

    /// A name, with blanks around it, up to `}}`; and the byte behind that.
    private static func name(in bytes: [UInt8], from start: Int) -> (String, end: Int)? {
        var index = start
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
        let first = index
        while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
        let last = index
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
        guard last > first, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "}"),
            bytes[index + 1] == UInt8(ascii: "}")
        else { return nil }
        return (String(decoding: bytes[first..<last], as: UTF8.self), index + 2)
    }

    /// Letters of any script, so that a column may have the name its file gives it; digits, `_`, `-` and `.`.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            0x80...:
            true
        default: false
        }
    }
}

extension JSONValue {
    /// What a value becomes inside a text: text as it is, all else as JSON.
    var insertedText: String {
        string ?? text
    }

    /// The value with every string in it expanded; names of members stay, and so does a string with malformed
    /// braces, which reading has complained of.
    func expanded(_ value: (String) -> JSONValue?) -> JSONValue {
        switch self {
        case .null, .bool, .number: self
        case .string(let text): .string((try? PlaceholderText.expand(text, value)) ?? text)
        case .array(let elements): .array(elements.map { $0.expanded(value) })
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map {
                        JSONObject.Member(key: $0.key, value: $0.value.expanded(value))
                    }
                )
            )
        }
    }
}
