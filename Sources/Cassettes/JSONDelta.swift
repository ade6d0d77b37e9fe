import Conversation

/// Writes a request's body as what differs from the one before it: of an agent's fifty requests each holds all of the
/// one before, and a file of whole ones could neither be read nor kept.
///
/// `{"$same": true}` in place of a member stands for the former body's; `{"$same": 12}` at an array's start for its
/// first twelve elements. Texts of several lines are `{"$lines": […]}`.
enum JSONDelta {
    private static let same = "$same"
    private static let lines = "$lines"

    static func encode(_ body: JSONValue, after previous: JSONValue?) -> JSONValue {
        guard let object = body.object, let previous = previous?.object else { return split(body) }
        return .object(
            object.members.map { member in
                guard let former = previous[member.key] else { return (member.key, split(member.value)) }
                return (member.key, encode(member: member.value, after: former))
            }
        )
    }

    private static func encode(member value: JSONValue, after former: JSONValue) -> JSONValue {
        if value == former, value.isLarge { return [same: true] }
        if let elements = value.array {
            let count = zip(elements, former.array ?? []).prefix { $0 == $1 }.count
            guard count > 0 else { return split(value) }
            return .array([[same: .number(String(count))]] + elements[count...].map(split))
        }
        return split(value)
    }

    static func decode(_ json: JSONValue, after previous: JSONValue?) -> JSONValue {
        guard let object = json.object, object[lines] == nil else { return join(json) }
        return .object(
            object.members.map { member in
                (member.key, decode(member: member.value, after: previous?[member.key]))
            }
        )
    }

    private static func decode(member value: JSONValue, after former: JSONValue?) -> JSONValue {
        if value[same]?.bool == true { return former ?? .null }
        guard let elements = value.array, let count = elements.first?[same]?.integer else {
            return join(value)
        }
        return .array(Array((former?.array ?? []).prefix(count)) + elements.dropFirst().map(join))
    }

    /// Takes texts of several lines apart.
    private static func split(_ json: JSONValue) -> JSONValue {
        switch json {
        case .string(let text) where text.utf8.contains(UInt8(ascii: "\n")):
            let pieces = text.split(separator: "\n", omittingEmptySubsequences: false)
            return [lines: .array(pieces.map { .string(String($0)) })]
        case .array(let elements): return .array(elements.map(split))
        case .object(let object): return .object(object.members.map { ($0.key, split($0.value)) })
        case .null, .bool, .number, .string: return json
        }
    }

    private static func join(_ json: JSONValue) -> JSONValue {
        switch json {
        case .array(let elements): return .array(elements.map(join))
        case .object(let object):
            if object.members.count == 1, let pieces = object[lines]?.array {
                return .string(pieces.compactMap(\.string).joined(separator: "\n"))
            }
            return .object(object.members.map { ($0.key, join($0.value)) })
        case .null, .bool, .number, .string: return json
        }
    }
}

extension JSONValue {
    /// Whether it is worth a mark in its place; a name or a number is shorter than the mark.
    fileprivate var isLarge: Bool {
        switch self {
        case .object(let object): !object.members.isEmpty
        case .array(let elements): !elements.isEmpty
        case .string(let text): text.utf8.count > 80
        case .null, .bool, .number: false
        }
    }
}
