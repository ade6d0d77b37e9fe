// Classes (`[a-z]`) and the escapes that may stand in them.
extension PatternTranslation {
    /// What one atom of a class stands for.
    enum ClassAtom {
        case scalar(Unicode.Scalar)
        /// Several, as they are written inside a class.
        case set(String)
    }

    /// A class, with the cursor behind its opening bracket.
    mutating func classTranslation() throws(Failure) -> String {
        let isNegated = take("^")
        var content = ""
        while let scalar = rest.popFirst() {
            if scalar == "]" {
                if content.isEmpty { return isNegated ? #"[\x{0}-\x{10FFFF}]"# : "(?!)" }
                return (isNegated ? "[^" : "[") + content + "]"
            }
            content += try classRange(from: scalar)
        }
        throw Failure(reason: "a `[` has no `]`")
    }

    private mutating func classRange(from scalar: Unicode.Scalar) throws(Failure) -> String {
        let first = try atom(scalar)
        guard rest.first == "-", rest.dropFirst().first != "]", rest.count > 1 else {
            return Self.text(of: first)
        }
        rest.removeFirst()
        guard let next = rest.popFirst() else { return "" }
        let last = try atom(next)
        guard case .scalar(let low) = first, case .scalar(let high) = last else {
            // `[\w-.]`: no range, so the dash stands for itself.
            return Self.text(of: first) + Self.literal("-") + Self.text(of: last)
        }
        guard low <= high else {
            throw Failure(reason: "the range \(Excerpt.quoted("\(low)-\(high)")) runs backwards")
        }
        return Self.literal(low) + "-" + Self.literal(high)
    }

    private mutating func atom(_ scalar: Unicode.Scalar) throws(Failure) -> ClassAtom {
        guard scalar == "\\" else { return .scalar(scalar) }
        if take("b") { return .scalar("\u{8}") }
        return try classEscape()
    }

    private static func text(of atom: ClassAtom) -> String {
        switch atom {
        case .scalar(let scalar): literal(scalar)
        case .set(let set): set
        }
    }

    /// An escape that means the same in a class and outside, with the cursor behind its backslash.
    mutating func classEscape() throws(Failure) -> ClassAtom {
        guard let scalar = rest.popFirst() else { throw Failure(reason: "it ends in a backslash") }
        switch scalar {
        case "d": return .set(Self.digit)
        case "D": return .set("[^\(Self.digit)]")
        case "w": return .set(Self.word)
        case "W": return .set("[^\(Self.word)]")
        case "s": return .set(Self.space)
        case "S": return .set("[^\(Self.space)]")
        case "t": return .scalar("\t")
        case "n": return .scalar("\n")
        case "v": return .scalar("\u{B}")
        case "f": return .scalar("\u{C}")
        case "r": return .scalar("\r")
        case "0": return .scalar("\0")
        case "p", "P": return .set(try property(scalar))
        case "c":
            guard let letter = rest.popFirst(), letter.isASCII, letter.properties.isAlphabetic else {
                throw Failure(reason: "after `\\c` comes a letter")
            }
            return .scalar(Unicode.Scalar(UInt8(letter.value & 31)))
        case "x":
            guard let number = takeHexadecimal(2), let scalar = Unicode.Scalar(number) else {
                throw Failure(reason: "after `\\x` come two hex digits")
            }
            return .scalar(scalar)
        case "u": return .scalar(try unicodeEscape())
        default:
            guard !scalar.properties.isAlphabetic, !("0"..."9" ~= scalar) else {
                throw Failure(reason: "`\\\(scalar)` has no meaning in ECMA-262")
            }
            return .scalar(scalar)
        }
    }

    /// `{L}` or `{Script=Greek}`; ICU knows the same names.
    private mutating func property(_ letter: Unicode.Scalar) throws(Failure) -> String {
        guard take("{"), let end = rest.firstIndex(of: "}"), end > rest.startIndex,
            rest[..<end].allSatisfy({
                $0.isASCII && $0.properties.isAlphabetic || "0"..."9" ~= $0
                    || "_=".unicodeScalars.contains($0)
            })
        else { throw Failure(reason: "after `\\\(letter)` comes a property, as in `\\p{L}`") }
        defer { rest = rest[(end + 1)...] }
        return "\\\(letter){" + String(String.UnicodeScalarView(rest[..<end])) + "}"
    }

    private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
        let failure = Failure(reason: "after `\\u` come four hex digits, or a character's number in braces")
        if take("{") {
            guard let end = rest.firstIndex(of: "}"), end - rest.startIndex <= 6,
                let number = takeHexadecimal(end - rest.startIndex), take("}"),
                let scalar = Unicode.Scalar(number)
            else { throw failure }
            return scalar
        }
        guard let first = takeHexadecimal(4) else { throw failure }
        if 0xD800..<0xDC00 ~= first, take("\\u"), let second = takeHexadecimal(4),
            0xDC00..<0xE000 ~= second,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        {
            return scalar
        }
        guard let scalar = Unicode.Scalar(first) else {
            throw Failure(reason: "half of a surrogate pair matches no text")
        }
        return scalar
    }

    private mutating func takeHexadecimal(_ count: Int) -> UInt32? {
        let digits = rest.prefix(count)
        guard count > 0, digits.count == count, digits.allSatisfy(\.properties.isASCIIHexDigit) else {
            return nil
        }
        rest = rest.dropFirst(count)
        return UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
    }
}
