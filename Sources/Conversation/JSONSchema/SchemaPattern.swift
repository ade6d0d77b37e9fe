import Foundation

/// A `pattern`, or a name of `patternProperties`: an ECMA-262 regular expression that may match anywhere in a
/// text.
struct SchemaPattern: Sendable {
    enum Answer: Hashable, Sendable {
        case found
        case absent
        /// The engine would need more work than was granted, or more memory than it has.
        case tooHard
    }

    /// The pattern as it was written.
    let text: String
    private let expression: NSRegularExpression

    init(_ text: String, at place: JSONPointer) throws(JSONSchemaError) {
        self.text = text
        let translated: String
        do throws(PatternTranslation.Failure) {
            translated = try PatternTranslation.translate(text)
        } catch {
            throw JSONSchemaError(.invalidPattern(reason: error.reason), at: place)
        }
        // The search for a start is part of the expression: left to the engine, it would send a report from
        // every character, which could not be told from those that count its work.
        let searching = #"[\x{0}-\x{10FFFF}]*?(?:\#(translated))"#
        guard let expression = try? NSRegularExpression(pattern: searching) else {
            throw JSONSchemaError(.invalidPattern(reason: "it does not fit together"), at: place)
        }
        self.expression = expression
    }

    /// Whether some part of the text matches.
    ///
    /// A pattern such as `(a+)+b` takes time that doubles with each letter. The engine reports after every so
    /// many steps, and each report costs one unit of `work`; no clock is read, so the answer is the same on
    /// every machine.
    func search(_ subject: String, work: inout Int) -> Answer {
        var answer = Answer.absent
        var left = work
        expression.enumerateMatches(
            in: subject,
            options: [.anchored, .reportProgress, .reportCompletion],
            range: NSRange(location: 0, length: subject.utf16.count)
        ) { match, flags, stop in
            if match != nil {
                answer = .found
            } else if flags.contains(.internalError) {
                answer = .tooHard
            } else if flags.contains(.progress) {
                left -= 1
                if left <= 0 { answer = .tooHard }
            }
            if answer != .absent { stop.pointee = true }
        }
        work = left
        return answer
    }
}
