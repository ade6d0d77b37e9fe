import Foundation

/// A regular expression (ICU syntax) whose search can be stopped: some patterns would take years on some texts.
package struct LinePattern: Sendable {
    package enum Answer: Hashable, Sendable {
        case found
        case absent
        /// The deadline came, or the task was cancelled, before it could be told.
        case tooSlow
    }

    private let expression: NSRegularExpression

    /// Nothing where the pattern is not valid.
    package init?(_ pattern: String, ignoresCase: Bool = false) {
        guard
            let expression = try? NSRegularExpression(
                pattern: pattern,
                options: ignoresCase ? [.caseInsensitive] : []
            )
        else { return nil }
        self.expression = expression
    }

    /// Whether the text has a match anywhere.
    package func search(_ text: String, until deadline: ContinuousClock.Instant) -> Answer {
        var answer = Answer.absent
        expression.enumerateMatches(
            in: text,
            options: .reportProgress,
            range: NSRange(location: 0, length: text.utf16.count)
        ) { match, flags, stop in
            if match != nil {
                answer = .found
            } else if flags.contains(.progress), ContinuousClock.now >= deadline || Task.isCancelled {
                answer = .tooSlow
            }
            if answer != .absent { stop.pointee = true }
        }
        return answer
    }
}
