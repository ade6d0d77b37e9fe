import Catalog
package import Conversation
import Tools

/// One assertion on what a job left behind.
package struct Check: Hashable, Sendable {
    enum Assertion: Hashable, Sendable {
        case equals(String)
        case contains([String])
        case regex(String)
        case json
        case fileExists(String)
        case fileChanged(String)
        case command(String, exitCode: Int, timeout: Duration)
        case maxCost(Money)
    }

    /// The key of its kind: `contains`.
    package let kind: String
    /// What its author calls it.
    package let name: String?
    package let isNegated: Bool
    let ignoresCase: Bool
    let assertion: Assertion

    /// Reads a check as a manifest has it, placeholders filled in.
    package init(_ json: JSONValue) throws(CheckError) {
        let members = json.object?.members ?? []
        let kinds = Self.vocabulary.filter { kind in members.contains { $0.key == kind.name } }
        guard let kind = kinds.first, kinds.count == 1 else {
            throw CheckError(.kind, key: members.first?.key ?? "")
        }
        let keys = [kind.name] + (kind.keys + Self.commonKeys).map(\.name)
        for member in members where !keys.contains(member.key) {
            throw CheckError(.unknownKey, key: member.key)
        }
        let fields = Fields(json: json)
        self.kind = kind.name
        name = try fields.optional("name", \.string)
        isNegated = try fields.optional("not", \.bool) ?? false
        ignoresCase = try fields.optional("ignoreCase", \.bool) ?? false
        assertion = try Self.assertion(kind.name, fields, ignoresCase: ignoresCase)
    }

    private static func assertion(
        _ kind: String,
        _ fields: Fields,
        ignoresCase: Bool
    ) throws(CheckError) -> Assertion {
        switch kind {
        case "equals": return .equals(try fields.required(kind, \.string))
        case "contains": return .contains(try fields.required(kind, \.texts))
        case "regex":
            let pattern = try fields.required(kind, \.string)
            guard LinePattern(pattern, ignoresCase: ignoresCase) != nil else {
                throw CheckError(.pattern, key: kind)
            }
            return .regex(pattern)
        case "json":
            // `false` could mean «is not JSON» or «does not matter»: `not` says the one, leaving it out the other.
            guard try fields.required(kind, \.bool) else { throw CheckError(.value, key: kind) }
            return .json
        case "fileExists": return .fileExists(try fields.required(kind, \.string))
        case "fileChanged": return .fileChanged(try fields.required(kind, \.string))
        case "command":
            return .command(
                try fields.required(kind, \.string),
                exitCode: try fields.optional("exitCode", \.integer) ?? 0,
                timeout: try fields.optional("timeout", \.duration) ?? .seconds(120)
            )
        default: return .maxCost(try fields.required(kind, \.money))
        }
    }
}

/// Why a JSON value is not a check.
package struct CheckError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// It names no kind of check, or two.
        case kind
        case unknownKey
        /// The value is of the wrong type, or means nothing.
        case value
        /// The value is not a regular expression.
        case pattern
    }

    package var reason: Reason
    package var key: String

    init(_ reason: Reason, key: String) {
        self.reason = reason
        self.key = key
    }
}

/// The members of a check.
private struct Fields {
    let json: JSONValue

    func required<Value>(
        _ key: String,
        _ read: (JSONValue) -> Value?
    ) throws(CheckError) -> Value {
        guard let value = json[key].flatMap(read) else { throw CheckError(.value, key: key) }
        return value
    }

    func optional<Value>(
        _ key: String,
        _ read: (JSONValue) -> Value?
    ) throws(CheckError) -> Value? {
        guard json[key] != nil else { return nil }
        return try required(key, read)
    }
}

extension JSONValue {
    /// One text, or at least one.
    fileprivate var texts: [String]? {
        if let string { return [string] }
        guard let array, !array.isEmpty else { return nil }
        let texts = array.compactMap(\.string)
        return texts.count == array.count ? texts : nil
    }

    fileprivate var money: Money? {
        switch self {
        case .string(let text), .number(let text): Money(decimal: text)
        case .null, .bool, .array, .object: nil
        }
    }

    /// `250ms`, `90s`, `10m`, `1h`
    fileprivate var duration: Duration? {
        guard let string else { return nil }
        let digits = string.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), count < 1_000_000_000 else { return nil }
        switch string.dropFirst(digits.count) {
        case "ms": return .milliseconds(count)
        case "s": return .seconds(count)
        case "m": return .seconds(count * 60)
        case "h": return .seconds(count * 3_600)
        default: return nil
        }
    }
}
