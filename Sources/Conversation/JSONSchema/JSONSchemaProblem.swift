/// One way in which a value does not satisfy its schema, told so that a person or a model can put it right.
package struct JSONSchemaProblem: Hashable, Sendable {
    /// The part that is wrong, inside the value.
    package var pointer: JSONPointer
    /// The keyword that is not satisfied; `false` where the schema allows nothing, empty where a bound of the
    /// check itself was met.
    package var keyword: String
    /// What is wrong, beginning with a verb: `must be a number, is a string`. Never longer than a few lines,
    /// and without control characters.
    package var sentence: String

    package init(at pointer: JSONPointer, keyword: String, sentence: String) {
        self.pointer = pointer
        self.keyword = keyword
        self.sentence = Excerpt.capped(sentence, at: 600)
    }

    /// Place and sentence in one line: `/items/2/price: must be a number, is a string`.
    package var text: String {
        "\(Excerpt.place(pointer, else: "the value")) \(sentence)"
    }
}

/// Parts of schemas and values as they are shown in sentences: short, and harmless to a terminal.
enum Excerpt {
    /// A pointer at the start of a sentence, or other words where it points at the whole.
    static func place(_ pointer: JSONPointer, else whole: String) -> String {
        pointer.tokens.isEmpty ? whole : capped(pointer.text, at: 200) + ":"
    }

    /// Text as JSON writes it, in quotes.
    static func quoted(_ text: String) -> String {
        capped(JSONValue.string(String(text.unicodeScalars.prefix(100))).text, at: 60)
    }

    /// A value in a few words: itself where it is short, else what kind it is.
    static func of(_ value: JSONValue) -> String {
        switch value {
        case .null, .bool: value.text
        case .number(let literal): capped(literal, at: 60)
        case .string(let text): quoted(text)
        case .array(let elements): elements.isEmpty ? "[]" : "an array"
        case .object(let object): object.members.isEmpty ? "{}" : "an object"
        }
    }

    /// Names or values with commas between them, the first ten.
    static func list(_ items: some Collection<String>) -> String {
        let rest = items.count - 10
        return items.prefix(10).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    /// At most so many characters, with control characters escaped.
    static func capped(_ text: String, at limit: Int) -> String {
        let isHarmless = text.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
        if isHarmless, text.utf8.count <= limit { return text }
        var result = ""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            guard count < limit else { return result + "…" }
            if scalar.properties.generalCategory == .control {
                result += "\\u" + Digest.hexadecimal(UInt64(scalar.value), digits: 4)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
