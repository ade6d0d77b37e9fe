/// A URI or a part of one, as `$id` and `$ref` have it (RFC 3986).
struct URIReference: Hashable, Sendable {
    var scheme: String?
    var authority: String?
    var path: String
    var query: String?
    var fragment: String?

    /// Takes any text apart, as RFC 3986, appendix B, does: what is odd in it stays in the path.
    init(_ text: String) {
        var rest = text.unicodeScalars[...]
        fragment = Self.cut(&rest, after: "#")
        query = Self.cut(&rest, after: "?")
        if let colon = rest.firstIndex(of: ":"), colon > rest.startIndex,
            !rest[..<colon].contains("/")
        {
            scheme = String(rest[..<colon])
            rest = rest[rest.index(after: colon)...]
        }
        if rest.starts(with: "//".unicodeScalars) {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            authority = String(rest[..<end])
            rest = rest[end...]
        }
        path = String(rest)
    }

    /// Takes away what follows the first such mark, and the mark.
    private static func cut(
        _ text: inout Substring.UnicodeScalarView,
        after mark: Unicode.Scalar
    ) -> String? {
        guard let index = text.firstIndex(of: mark) else { return nil }
        let part = String(text[text.index(after: index)...])
        text = text[..<index]
        return part
    }

    var text: String {
        (scheme.map { $0 + ":" } ?? "") + (authority.map { "//" + $0 } ?? "") + path
            + (query.map { "?" + $0 } ?? "") + (fragment.map { "#" + $0 } ?? "")
    }

    /// The same without its fragment.
    var document: String {
        var document = self
        document.fragment = nil
        return document.text
    }

    /// The fragment with its `%20`s decoded; nothing where that gives no text.
    var decodedFragment: String? {
        guard let fragment else { return "" }
        var bytes: [UInt8] = []
        var rest = Array(fragment.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2,
                let decoded = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

// MARK: - Resolution

extension URIReference {
    /// What this means where `base` is the address of the text it stands in (RFC 3986, section 5.2.2).
    func resolved(against base: URIReference) -> URIReference {
        var target = self
        if scheme != nil { return target.withoutDots }
        target.scheme = base.scheme
        if authority != nil { return target.withoutDots }
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            target.query = query ?? base.query
            return target
        }
        if !path.hasPrefix("/") { target.path = base.folder + path }
        return target.withoutDots
    }

    /// The path up to its last slash.
    private var folder: String {
        if authority != nil, path.isEmpty { return "/" }
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[...slash])
    }

    /// RFC 3986, section 5.2.4, for paths that begin with a slash: others, such as a URN's, have no folders.
    private var withoutDots: URIReference {
        guard path.hasPrefix("/") else { return self }
        var parts: [Substring] = []
        let all = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for part in all {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        if all.last == "." || all.last == ".." { parts.append("") }
        var result = self
        result.path = "/" + parts.joined(separator: "/")
        return result
    }
}
