/// A JSON value that keeps what other models of JSON lose: the order of an object's members and a number's literal.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number as it was written: money and large integers never pass through a `Double`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// The members of a JSON object in the order in which they were written.
package struct JSONObject: Hashable, Sendable {
    /// One name and its value.
    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSONValue

        package init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    package var members: [Member]

    package init(_ members: [Member] = []) {
        self.members = members
    }

    /// The first member of that name. Setting nothing takes it away; setting a new one puts it last.
    package subscript(_ key: String) -> JSONValue? {
        get {
            members.first { $0.key == key }?.value
        }
        set {
            let index = members.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member(key: $0.0, value: $0.1) })
    }
}

// MARK: - Reading

extension JSONValue {
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// A number that is whole and fits, however it is written (`3`, `3.0`, `3e0`).
    package var integer: Int? {
        guard case .number(let literal) = self else { return nil }
        if let number = Int(literal) { return number }
        guard let number = Double(literal), number.rounded() == number, abs(number) < 0x1p53 else {
            return nil
        }
        return Int(number)
    }

    package var double: Double? {
        if case .number(let literal) = self { Double(literal) } else { nil }
    }

    package var isNull: Bool {
        self == .null
    }

    /// A member of an object; nothing where this is no object or has none of that name.
    package subscript(_ key: String) -> JSONValue? {
        object?[key]
    }

    /// What a person calls this kind of value: `text`, `a number`, `an object`.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "text"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

// MARK: - Text

extension JSONValue {
    /// Reads one whole JSON text.
    package init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.readValue()
        try reader.expectEnd()
    }

    /// The shortest JSON text of this value, in the members' own order.
    package var text: String {
        var writer = JSONWriter()
        writer.value(self)
        return writer.text
    }

    /// The text with members sorted by name: equal values have equal canonical text.
    package var canonicalText: String {
        var writer = JSONWriter()
        writer.value(sorted)
        return writer.text
    }

    private var sorted: JSONValue {
        switch self {
        case .array(let elements):
            .array(elements.map(\.sorted))
        case .object(let object):
            .object(
                JSONObject(
                    object.members
                        .map { JSONObject.Member(key: $0.key, value: $0.value.sorted) }
                        .sorted { $0.key < $1.key }
                )
            )
        case .null, .bool, .number, .string:
            self
        }
    }
}

/// Encoded as its JSON text in one string, so that Foundation's coders keep order and literals.
extension JSONValue: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        try self.init(parsing: text)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

// MARK: - Literals

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) {
        self = .string(value)
    }

    package init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    package init(integerLiteral value: Int) {
        self = .number(String(value))
    }

    package init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }

    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member(key: $0.0, value: $0.1) }))
    }

    package init(nilLiteral: ()) {
        self = .null
    }
}
