/// The types that the keyword `type` knows.
enum JSONType: String, CaseIterable, Sendable {
    case null, boolean, integer, number, string, array, object

    /// Whether a value is of this type; `1.0` is an integer.
    func includes(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.null, .null), (.boolean, .bool), (.number, .number), (.string, .string), (.array, .array),
            (.object, .object):
            true
        case (.integer, .number(let literal)): ExactNumber(literal)?.isWhole ?? false
        default: false
        }
    }

    /// `a number`, as it stands in a sentence.
    var phrase: String {
        switch self {
        case .null: "null"
        case .integer, .array, .object: "an \(rawValue)"
        case .boolean, .number, .string: "a \(rawValue)"
        }
    }

    /// What a value is, in the words of schemas.
    static func phrase(of value: JSONValue) -> String {
        switch value {
        case .null: JSONType.null.phrase
        case .bool: JSONType.boolean.phrase
        case .number: JSONType.number.phrase
        case .string: JSONType.string.phrase
        case .array: JSONType.array.phrase
        case .object: JSONType.object.phrase
        }
    }
}
