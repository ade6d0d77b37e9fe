/// The place of a value inside another (RFC 6901): `/items/2/price`; empty for the whole.
package struct JSONPointer: Sendable {
    /// The names and indices on the way from the whole to the value.
    package var tokens: [String]

    package init(_ tokens: [String] = []) {
        self.tokens = tokens
    }

    /// Reads a pointer; nothing where the text is none.
    package init?(_ text: String) {
        guard !text.isEmpty else {
            tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        tokens = text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            Self.replacing("~0", with: "~", in: Self.replacing("~1", with: "/", in: String($0)))
        }
    }

    package var text: String {
        tokens.map {
            "/" + Self.replacing("/", with: "~1", in: Self.replacing("~", with: "~0", in: $0))
        }.joined()
    }

    package func appending(_ tokens: String...) -> JSONPointer {
        JSONPointer(self.tokens + tokens)
    }

    private static func replacing(_ part: String, with other: String, in text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return text
        }
        var result = ""
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            if rest.starts(with: part.unicodeScalars) {
                result += other
                rest = rest.dropFirst(part.unicodeScalars.count)
            } else {
                result.unicodeScalars.append(rest.removeFirst())
            }
        }
        return result
    }
}

/// Pointers are equal where they are written with the same scalars, since names that only look alike are two
/// names.
extension JSONPointer: Hashable {
    package static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.count == right.tokens.count
            && zip(left.tokens, right.tokens).allSatisfy { ExactText($0) == ExactText($1) }
    }

    package func hash(into hasher: inout Hasher) {
        for token in tokens { hasher.combine(ExactText(token)) }
    }
}

extension JSONValue {
    /// The value at a place inside this one; nothing where there is none.
    package func value(at pointer: JSONPointer) -> JSONValue? {
        var value = self
        for token in pointer.tokens {
            switch value {
            case .object(let object):
                let name = ExactText(token)
                guard let member = object.members.first(where: { ExactText($0.key) == name }) else {
                    return nil
                }
                value = member.value
            case .array(let elements):
                guard let index = Int(token), elements.indices.contains(index), String(index) == token else {
                    return nil
                }
                value = elements[index]
            case .null, .bool, .number, .string: return nil
            }
        }
        return value
    }
}
