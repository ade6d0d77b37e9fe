package import Conversation

/// What a person reads of a job's end: one sentence, and one hint where there is something to do about it.
///
/// Made from the ending's facts; where a fact is missing the sentence does without it.
package struct OutcomeSentence: Hashable, Sendable {
    package var sentence: String
    package var hint: String?

    package init(_ ending: Ending) {
        let facts = Facts(ending.facts)
        sentence = Self.sentence(ending.outcome, facts)
        hint = Self.hint(ending.outcome, facts)
    }

    private static func sentence(_ outcome: Outcome, _ facts: Facts) -> String {
        switch outcome.status {
        case .passed: "It passed."
        case .failed: failed(outcome, facts)
        case .errored: errored(outcome, facts)
        case .skipped: "Nothing has changed since it last passed."
        case .stopped: stopped(outcome, facts)
        }
    }

    private static func failed(_ outcome: Outcome, _ facts: Facts) -> String {
        switch outcome {
        case .failedChecks:
            facts.checks.isEmpty
                ? "A check did not pass." : "It did not pass: \(facts.checks.joined(separator: ", "))."
        case .truncated: "The answer was cut off at the output limit\(facts.limit { " of \($0) tokens" })."
        case .filtered: "The provider's content filter cut the answer off\(facts.colonMessage)."
        case .refused: "The model refused\(facts.colonMessage)."
        case .empty: "The answer was empty."
        case .invalidOutput: "The answer does not fit the output schema\(facts.colonMessage)."
        case .stepLimit: "It was not done after \(facts.limit { "\($0) steps" } ?? "its last step")."
        case .timeLimit: "It was not done after \(facts.duration ?? "its time")."
        case .looping:
            "It called \(facts.tool ?? "the same tools")\(facts.count { " \($0) times" } ?? " again and again") with the same result."
        case .contextExhausted:
            "The conversation outgrew the model's context\(facts.limit { " of \($0) tokens" })."
        case .budgetExhausted: "The job's budget\(facts.limit { " of $\($0)" }) cannot bear another call."
        default: "It failed."
        }
    }

    private static func errored(_ outcome: Outcome, _ facts: Facts) -> String {
        let provider = facts.provider ?? "The provider"
        return switch outcome {
        case .stalled: "\(provider) sent no content for \(facts.duration ?? "too long")."
        case .rateLimited: "\(provider) asked to slow down\(facts.count { " \($0) times" } ?? " too often")."
        case .providerError:
            "\(provider) failed\(facts.status { " with status \($0)" })\(facts.colonMessage)."
        case .authentication: "\(provider) did not accept the key\(facts.colonMessage)."
        case .toolFailure: "\(facts.tool ?? "A tool") could not be started\(facts.colonMessage)."
        case .workspaceError: "The workspace could not be made ready\(facts.colonMessage)."
        case .checkError: "A check could not be made\(facts.colonMessage)."
        case .unrecorded: "No cassette holds this answer\(facts.colonMessage)."
        default: "Docket itself failed\(facts.colonMessage)."
        }
    }

    private static func stopped(_ outcome: Outcome, _ facts: Facts) -> String {
        switch outcome {
        case .cancelled: "It was cancelled."
        case .interrupted: "The run was interrupted while it was at work."
        default: "It was not started\(facts.colonMessage)."
        }
    }

    private static func hint(_ outcome: Outcome, _ facts: Facts) -> String? {
        switch outcome {
        case .succeeded, .unchanged: nil
        case .failedChecks: "`docket show` tells what each check found"
        case .truncated: "raise `maxOutputTokens`, or ask for a shorter answer"
        case .filtered, .refused: "`docket show --request` shows what was sent"
        case .empty: "`docket show` tells how the model stopped; reasoning may have used up `maxOutputTokens`"
        case .invalidOutput: "describe the form in the prompt, or loosen `output`"
        case .stepLimit: "raise `maxSteps`, or split the task"
        case .timeLimit: "raise `timeout`, or split the task"
        case .looping: "give the model what it was looking for, or raise `loopLimit`"
        case .contextExhausted: "split the task, or take a model with a longer context"
        case .budgetExhausted: "raise the job's `budget`, or lower `maxOutputTokens`"
        case .stalled: "`docket resume --errored` tries again; `stallTimeout` sets the patience"
        case .rateLimited:
            "lower the provider's `concurrency` or `requestsPerMinute`, then `docket resume --errored`"
        case .providerError: "`docket resume --errored` tries again"
        case .authentication:
            "set the provider's key (`docket doctor` tells which is missing), then `docket resume --errored`"
        case .toolFailure: "start the server by hand to see what it says"
        case .workspaceError: "see `workspace` in the manifest, then `docket resume --errored`"
        case .checkError: "mend the check, then `docket check` judges again without a call"
        case .unrecorded: "`docket run --record-missing DIR` buys what is missing"
        case .internalError: "`docket.log` in the run's folder has more; please report it"
        case .cancelled, .interrupted, .notStarted: "`docket resume` goes on"
        }
    }
}

/// Facts by the names that are agreed on, whatever kind of value carries them.
private struct Facts {
    private let object: JSONObject

    init(_ object: JSONObject) {
        self.object = object
    }

    var provider: String? { text("provider") }
    var tool: String? { text("tool").map { "`\($0)`" } }

    /// `: what was said`, or nothing; without a full stop of its own, since the sentence has one.
    var colonMessage: String {
        guard var message = text("message") ?? text("reason") else { return "" }
        while let last = message.last, last == "." || last.isWhitespace { message.removeLast() }
        return message.isEmpty ? "" : ": " + message
    }

    /// The names of checks that did not pass.
    var checks: [String] {
        switch object["checks"] {
        case .array(let names)?: names.compactMap { $0.string ?? $0["check"]?.string }
        case .string(let name)?: [name]
        default: []
        }
    }

    var duration: String? {
        object["seconds"]?.double.map { Amount.seconds(.microseconds(Int64($0 * 1_000_000))) }
    }

    func limit(_ phrase: (String) -> String) -> String? { text("limit").map(phrase) }
    func limit(_ phrase: (String) -> String) -> String { text("limit").map(phrase) ?? "" }
    func count(_ phrase: (String) -> String) -> String? { text("count").map(phrase) }
    /// Not of a response that began well and broke off.
    func status(_ phrase: (String) -> String) -> String {
        guard let status = text("status"), !status.hasPrefix("2") else { return "" }
        return phrase(status)
    }

    private func text(_ name: String) -> String? {
        switch object[name] {
        case .string(let text)? where !text.isEmpty: text
        case .number(let literal)?: literal
        default: nil
        }
    }
}
