/// What a key looks like when someone has written it where only its name belongs.
enum SecretText {
    private static let prefixes = [
        "sk-", "sk_", "xai-", "gsk_", "AIza", "ghp_", "gho_", "github_pat_", "glpat-", "hf_", "xoxb-", "AKIA",
        "pplx-", "r8_", "eyJ",
    ]

    /// Whether some part of the text is most likely a key.
    static func isLikely(in text: String) -> Bool {
        runs(of: text).contains { isLikelyKey(text[$0]) }
    }

    /// The text with each likely key replaced by as many asterisks.
    static func blottedOut(_ text: String) -> String {
        var result = ""
        var rest = text.startIndex
        for run in runs(of: text) where isLikelyKey(text[run]) {
            result += text[rest..<run.lowerBound]
            result += String(repeating: "*", count: text.distance(from: run.lowerBound, to: run.upperBound))
            rest = run.upperBound
        }
        return result + text[rest...]
    }

    /// A known prefix with something long enough behind it, or a long run that mixes letters and digits as
    /// words do not.
    private static func isLikelyKey(_ run: Substring) -> Bool {
        if run.count >= 16, prefixes.contains(where: { run.hasPrefix($0) }) { return true }
        guard run.count >= 32 else { return false }
        let digits = run.utf8.count { (48...57).contains($0) }
        let upper = run.utf8.count { (65...90).contains($0) }
        let lower = run.utf8.count { (97...122).contains($0) }
        return digits >= 4 && lower + upper >= 4 && !run.contains("-") && (upper >= 4 || digits >= 8)
    }

    /// The stretches of letters, digits, `_` and `-`.
    private static func runs(of text: String) -> [Range<String.Index>] {
        var runs: [Range<String.Index>] = []
        var start: String.Index?
        for index in text.indices {
            let character = text[index]
            let belongs =
                character.isASCII
                && (character.isLetter || character.isNumber || character == "_" || character == "-")
            switch (belongs, start) {
            case (true, nil): start = index
            case (false, let begin?):
                runs.append(begin..<index)
                start = nil
            default: break
            }
        }
        if let start { runs.append(start..<text.endIndex) }
        return runs
    }
}
