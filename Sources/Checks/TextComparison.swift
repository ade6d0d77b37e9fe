import Conversation
import Foundation
import Tools

/// An answer's text beside what was expected of it.
struct TextComparison {
    /// How long one regular expression may search.
    private static let timeLimit = Duration.seconds(5)

    let answer: String
    let ignoresCase: Bool

    func equals(_ expected: String) -> Finding {
        let got = answer.trimmingCharacters(in: .whitespacesAndNewlines)
        let wanted = expected.trimmingCharacters(in: .whitespacesAndNewlines)
        return folded(got) == folded(wanted)
            ? .holds("the answer is \(Self.quoted(wanted))") : .fails(difference(wanted, got))
    }

    func contains(_ parts: [String]) -> Finding {
        let text = folded(answer)
        let missing = parts.filter { !text.contains(folded($0)) }
        if missing.isEmpty {
            return .holds("the answer contains \(parts.map(Self.quoted).joined(separator: ", "))")
        }
        let wanted = missing.map(Self.quoted).joined(separator: ", ")
        return .fails("expected the answer to contain \(wanted), got \(Self.quoted(answer))")
    }

    func matches(_ pattern: String) -> Finding {
        guard let expression = LinePattern(pattern, ignoresCase: ignoresCase) else {
            return .error("`\(pattern)` is not a regular expression")
        }
        switch expression.search(answer, until: .now + Self.timeLimit) {
        case .found: return .holds("the answer has a match of `\(pattern)`")
        case .absent: return .fails("expected a match of `\(pattern)`, got \(Self.quoted(answer))")
        case .tooSlow: return .error("`\(pattern)` took too long to search for")
        }
    }

    func isJSON() -> Finding {
        let text = Self.unfenced(answer.trimmingCharacters(in: .whitespacesAndNewlines))
        do {
            _ = try JSONValue(parsing: text)
            return .holds("the answer is JSON")
        } catch {
            let bytes = Array(text.utf8)
            let place = min(error.offset, bytes.count)
            let around = String(
                decoding: bytes[max(0, place - 20)..<min(bytes.count, place + 20)],
                as: UTF8.self
            )
            return .fails("expected JSON and nothing else, got at byte \(place): \(Self.quoted(around))")
        }
    }

    // MARK: - Words

    /// What is in a fenced block that makes up the whole text; models fence what they were asked to give bare.
    private static func unfenced(_ text: String) -> String {
        guard text.hasPrefix("```"), text.hasSuffix("```"), text.count >= 6,
            let firstEnd = text.firstIndex(where: \.isNewline)
        else { return text }
        let language = text[..<firstEnd].dropFirst(3).trimmingCharacters(in: .whitespaces).lowercased()
        let end = text.index(text.endIndex, offsetBy: -3)
        guard language.isEmpty || language == "json", firstEnd < end else { return text }
        return String(text[text.index(after: firstEnd)..<end])
    }

    private func folded(_ text: String) -> String {
        ignoresCase ? text.lowercased() : text
    }

    /// The first line that differs, both ways.
    private func difference(_ wanted: String, _ got: String) -> String {
        let left = wanted.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let right = got.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard left.count > 1 || right.count > 1 else {
            return "expected \(Self.quoted(wanted)), got \(Self.quoted(got))"
        }
        let line = zip(left, right).prefix { folded($0) == folded($1) }.count
        let expected = line < left.count ? Self.quoted(left[line]) : "no such line"
        let found = line < right.count ? Self.quoted(right[line]) : "no such line"
        return "first difference in line \(line + 1): expected \(expected), got \(found)"
    }

    /// The beginning, short enough for a table, on one line.
    static func quoted(_ text: String) -> String {
        let line = onOneLine(text)
        return line.isEmpty ? "nothing" : "`" + (line.count > 200 ? line.prefix(200) + "…" : line) + "`"
    }

    /// The end: where a command says what went wrong.
    static func quotedEnd(_ text: String) -> String {
        let line = onOneLine(text)
        return line.isEmpty ? "nothing" : "`" + (line.count > 400 ? "…" + line.suffix(400) : line) + "`"
    }

    private static func onOneLine(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines).replacingOccurrences(of: "\n", with: "⏎")
    }
}
