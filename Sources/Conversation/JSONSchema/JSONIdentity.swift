/// What two JSON values have in common where JSON Schema calls them equal: `1` and `1.0` are, the order of
/// members does not matter, and text is compared scalar by scalar.
enum JSONIdentity: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(ExactNumber)
    /// A number's text that is no number, as only a value made by hand can hold.
    case literal(String)
    case string(ExactText)
    case array([JSONIdentity])
    case object([ExactText: JSONIdentity])

    init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let literal): self = ExactNumber(literal).map { .number($0) } ?? .literal(literal)
        case .string(let text): self = .string(ExactText(text))
        case .array(let elements): self = .array(elements.map { JSONIdentity($0) })
        case .object(let object):
            let members = object.members.map { (ExactText($0.key), JSONIdentity($0.value)) }
            self = .object(Dictionary(members) { first, _ in first })
        }
    }
}

/// Text that equals only what is written with the same scalars: to `String`, `é` is equal to `e` and an
/// accent.
struct ExactText: Hashable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        // No byte of UTF-8 is this one, so it ends the text.
        hasher.combine(UInt8.max)
    }
}
