/// The small languages that manifest values are written in.
package enum TextForms {
    /// `250ms`, `90s`, `10m`, `2h`, `1h30m`: whole numbers with units, the larger first.
    package static func duration(_ text: String) -> Duration? {
        let units: [(name: String, milliseconds: Int64)] = [
            ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
        ]
        var rest = text[...]
        var total: Int64 = 0
        var nextUnit = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int64(digits), number < 1_000_000_000 else { return nil }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isLetter }
            guard let unit = units.firstIndex(where: { $0.name == name }), unit >= nextUnit else {
                return nil
            }
            rest = rest.dropFirst(name.count)
            total += number * units[unit].milliseconds
            nextUnit = unit + 1
        }
        return nextUnit == 0 ? nil : .milliseconds(total)
    }

    /// `2%`, `0.5%`: the part of a hundred, as a part of one.
    static func percentage(_ text: String) -> Double? {
        guard text.hasSuffix("%") else { return nil }
        let digits = text.dropLast()
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let number = Double(digits), number <= 100
        else { return nil }
        return number / 100
    }

    /// A name of a provider, an axis, a variable, a check set: letters, digits, `_`, `-` and `.`.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.count <= 64
            && text.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == ".")
            }
    }

    /// The name of a variable of the environment.
    static func isEnvironmentName(_ text: String) -> Bool {
        guard let first = text.first, first.isASCII, first.isLetter || first == "_" else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    /// A job's ID before `[`, `:` and `#` are put behind it: those would be ambiguous in it, and control
    /// characters in a report.
    static func isJobID(_ text: String) -> Bool {
        isPlain(text, limit: 200) && !text.contains { "[]#".contains($0) }
    }

    static func isLabel(_ text: String) -> Bool {
        isPlain(text, limit: 100) && !text.contains { "[]#,=".contains($0) }
    }

    /// An address that a request can be sent to.
    static func isURL(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else {
            return false
        }
        let rest = text.dropFirst(scheme.count)
        return !rest.isEmpty && rest.first != "/" && !text.contains { $0.isWhitespace }
    }

    private static func isPlain(_ text: String, limit: Int) -> Bool {
        !text.isEmpty && text.count <= limit && text.first?.isWhitespace == false
            && text.last?.isWhitespace == false
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
