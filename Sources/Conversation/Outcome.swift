/// How a job ended.
package enum Outcome: String, CaseIterable, Hashable, Sendable, Codable {
    case succeeded
    case failedChecks, truncated, filtered, refused, empty, invalidOutput, stepLimit, timeLimit, looping
    case contextExhausted, budgetExhausted
    case stalled, rateLimited, providerError, authentication, toolFailure, workspaceError, checkError
    case unrecorded, internalError
    case unchanged
    case cancelled, interrupted, notStarted

    /// What that means for the run.
    package var status: Status {
        switch self {
        case .succeeded: .passed
        case .failedChecks, .truncated, .filtered, .refused, .empty, .invalidOutput, .stepLimit, .timeLimit,
            .looping, .contextExhausted, .budgetExhausted:
            .failed
        case .stalled, .rateLimited, .providerError, .authentication, .toolFailure, .workspaceError,
            .checkError,
            .unrecorded, .internalError:
            .errored
        case .unchanged: .skipped
        case .cancelled, .interrupted, .notStarted: .stopped
        }
    }
}

/// What an outcome means: pass rates divide by passed and failed alone.
package enum Status: String, CaseIterable, Hashable, Sendable, Codable {
    case passed
    /// The model fell short.
    case failed
    /// It could not be judged.
    case errored
    case skipped
    case stopped
}

/// An outcome with the facts that led to it, from which sentences for people are made.
package struct Ending: Hashable, Sendable {
    package var outcome: Outcome
    /// Named facts: `limit`, `tool`, `provider`, `message`, `status`, … Never prose made here.
    package var facts: JSONObject

    package init(_ outcome: Outcome, facts: JSONObject = JSONObject()) {
        self.outcome = outcome
        self.facts = facts
    }

    package init(_ outcome: Outcome, _ facts: KeyValuePairs<String, JSONValue>) {
        self.init(outcome, facts: JSONObject(facts.map { JSONObject.Member(key: $0.key, value: $0.value) }))
    }
}
