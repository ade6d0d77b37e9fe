/// Turns an ECMA-262 regular expression into one that ICU, the engine of Foundation, takes to mean the same.
///
/// The two differ in what `\d`, `\w`, `\s`, `\b`, `.` and `$` mean, in classes (`[a[b&&c]` is four
/// characters, a letter between them), and in what they refuse. Everything that is not a letter or a digit is
/// written by its number, so that nothing in the result means more to ICU than it does here.
struct PatternTranslation {
    struct Failure: Error, Hashable {
        var reason: String
    }

    /// Longer patterns are refused.
    static let lengthLimit = 10_000

    static let digit = "0-9"
    static let word = "A-Za-z0-9_"
    /// ECMA-262, WhiteSpace and LineTerminator.
    static let space = #"\x{9}-\x{D}\x{FEFF}\x{2028}\x{2029}\p{Zs}"#
    private static let lineEnd = #"\x{A}\x{D}\x{2028}\x{2029}"#
    private static let boundary = "(?:(?<=[\(word)])(?![\(word)])|(?<![\(word)])(?=[\(word)]))"
    private static let noBoundary = "(?:(?<=[\(word)])(?=[\(word)])|(?<![\(word)])(?![\(word)]))"

    var rest: ArraySlice<Unicode.Scalar>
    var result = ""
    /// Groups are given plain names, since ICU takes fewer.
    var groupNames: [String: String] = [:]
    /// Groups that have begun and not ended.
    private var openGroups = 0
    /// Whether a quantifier may come next.
    private var isQuantifiable = false

    static func translate(_ pattern: String) throws(Failure) -> String {
        var translation = PatternTranslation(rest: Array(pattern.unicodeScalars)[...])
        guard translation.rest.count <= lengthLimit else {
            throw Failure(reason: "it has more than \(lengthLimit) characters")
        }
        while let scalar = translation.rest.popFirst() { try translation.translate(scalar) }
        guard translation.openGroups == 0 else { throw Failure(reason: "a `(` has no `)`") }
        return translation.result
    }

    private init(rest: ArraySlice<Unicode.Scalar>) {
        self.rest = rest
    }

    private mutating func translate(_ scalar: Unicode.Scalar) throws(Failure) {
        switch scalar {
        case "*", "+", "?": try quantifier(String(scalar))
        case "{":
            guard let interval = takeInterval() else { return emit(Self.literal("{")) }
            try quantifier(interval)
        case "\\":
            emit(try escape())
        case "[":
            emit(try classTranslation())
        case "(":
            openGroups += 1
            try group()
        case ")":
            guard openGroups > 0 else { throw Failure(reason: "a `)` has no `(`") }
            openGroups -= 1
            emit(")")
        case "|": emit("|", isQuantifiable: false)
        case "^": emit("\\A", isQuantifiable: false)
        case "$": emit("\\z", isQuantifiable: false)
        case ".": emit("[^\(Self.lineEnd)]")
        default: emit(Self.literal(scalar))
        }
    }

    private mutating func emit(_ text: String, isQuantifiable: Bool = true) {
        result += text
        self.isQuantifiable = isQuantifiable
    }

    /// A scalar that stands for itself.
    static func literal(_ scalar: Unicode.Scalar) -> String {
        let isPlain = scalar.properties.isAlphabetic || "0"..."9" ~= scalar
        return isPlain ? String(scalar) : "\\x{\(String(scalar.value, radix: 16))}"
    }

    mutating func take(_ prefix: String) -> Bool {
        guard rest.starts(with: prefix.unicodeScalars) else { return false }
        rest = rest.dropFirst(prefix.unicodeScalars.count)
        return true
    }
}

// MARK: - Quantifiers and groups

extension PatternTranslation {
    private mutating func quantifier(_ text: String) throws(Failure) {
        guard isQuantifiable else { throw Failure(reason: "nothing stands before `\(text)` to be repeated") }
        emit(text + (take("?") ? "?" : ""), isQuantifiable: false)
    }

    /// `3}`, `3,}` or `3,5}`; nothing is taken where it is none of them, since the brace then stands for
    /// itself.
    private mutating func takeInterval() -> String? {
        guard let end = rest.firstIndex(of: "}") else { return nil }
        let parts = rest[..<end].split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let isNumber = parts.map { part in part.allSatisfy { "0"..."9" ~= $0 } && part.count <= 9 }
        guard !isNumber.contains(false), let first = parts.first, !first.isEmpty else { return nil }
        defer { rest = rest[(end + 1)...] }
        return "{" + parts.map { String(String.UnicodeScalarView($0)) }.joined(separator: ",") + "}"
    }

    private mutating func group() throws(Failure) {
        isQuantifiable = false
        guard take("?") else {
            result += "("
            return
        }
        for opening in [":", "=", "!", "<=", "<!"] where take(opening) {
            result += "(?" + opening
            return
        }
        guard take("<"), let name = takeName() else {
            throw Failure(reason: "after `(?` comes `:`, `=`, `!`, `<=`, `<!` or `<name>`")
        }
        guard groupNames[name] == nil else { throw Failure(reason: "two groups are named `\(name)`") }
        groupNames[name] = "g\(groupNames.count)"
        result += "(?<\(groupNames[name] ?? "")>"
    }

    /// A group's name up to its `>`, with the cursor behind it.
    mutating func takeName() -> String? {
        guard let end = rest.firstIndex(of: ">"), end > rest.startIndex else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(String.UnicodeScalarView(rest[..<end]))
    }
}

// MARK: - Escapes outside of classes

extension PatternTranslation {
    /// What follows a backslash.
    private mutating func escape() throws(Failure) -> String {
        guard let scalar = rest.first else { throw Failure(reason: "it ends in a backslash") }
        switch scalar {
        case "b":
            rest.removeFirst()
            return Self.boundary
        case "B":
            rest.removeFirst()
            return Self.noBoundary
        case "1"..."9":
            let digits = rest.prefix { "0"..."9" ~= $0 }
            rest = rest.dropFirst(digits.count)
            return "(?:\\" + String(String.UnicodeScalarView(digits)) + ")"
        case "k":
            rest.removeFirst()
            guard take("<"), let name = takeName(), let known = groupNames[name] else {
                throw Failure(reason: "`\\k` needs the name of a group before it, as in `\\k<name>`")
            }
            return "\\k<\(known)>"
        default:
            switch try classEscape() {
            case .scalar(let scalar): return Self.literal(scalar)
            case .set(let set): return "[\(set)]"
            }
        }
    }
}
