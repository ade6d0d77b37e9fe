/// Whether text is dressed for a terminal. Nothing is told by color alone.
package struct TextStyle: Hashable, Sendable {
    package var hasColor: Bool

    package init(hasColor: Bool = false) {
        self.hasColor = hasColor
    }

    package static let plain = TextStyle()

    func strong(_ text: String) -> String { dressed(text, "1") }
    func faint(_ text: String) -> String { dressed(text, "2") }
    func good(_ text: String) -> String { dressed(text, "32") }
    func bad(_ text: String) -> String { dressed(text, "31") }
    func doubtful(_ text: String) -> String { dressed(text, "33") }

    private func dressed(_ text: String, _ code: String) -> String {
        hasColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// Text of a model, a tool or a manifest as one line that cannot steer a terminal: control characters, line ends
    /// among them, become spaces or symbols.
    var oneLine: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0x09, 0x0A, 0x0D: " "
                    case 0..<0x20, 0x7F..<0xA0: "\u{FFFD}"
                    default: scalar
                    }
                }
            )
        )
    }

    /// The same for text of many lines: line ends and tabs stay.
    var printable: String {
        guard utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F || $0 == 0xC2 })
        else {
            return self
        }
        return String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0x09, 0x0A: scalar
                    case 0x0D: " "
                    case 0..<0x20, 0x7F..<0xA0: "\u{FFFD}"
                    default: scalar
                    }
                }
            )
        )
    }
}

enum Markdown {
    /// Text in which nothing is taken for Markdown or HTML.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.oneLine {
            if "\\`*_{}[]<>#|!&".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// Text as code, whatever backticks are in it.
    static func code(_ text: String) -> String {
        var longest = 0
        var current = 0
        for character in text {
            current = character == "`" ? current + 1 : 0
            longest = max(longest, current)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let padding = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
        return fence + padding + text.oneLine + padding + fence
    }
}
