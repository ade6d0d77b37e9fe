import Conversation

extension SessionLoop {
    /// What a call that gave no answer means for the session.
    func ending(for error: ModelError) -> Ending {
        var facts: JSONObject = ["kind": .string(error.kind.name)]
        if !error.message.isEmpty { facts["message"] = .string(error.message) }
        if let status = error.response.status { facts["status"] = .number(String(status)) }
        switch error.kind {
        case .rateLimited:
            return Ending(.rateLimited, facts: facts)
        case .quotaExhausted, .overloaded, .serverError, .network, .streamCut, .connectTimeout,
            .firstByteTimeout,
            .idleTimeout, .notFound, .rejected, .malformed, .unusableCall:
            return Ending(.providerError, facts: facts)
        case .stalled:
            return Ending(.stalled, facts: facts)
        case .authentication:
            return Ending(.authentication, facts: facts)
        case .contextExceeded:
            return Ending(.contextExhausted, facts: facts)
        case .filtered:
            return Ending(.filtered, facts: facts)
        case .empty:
            return Ending(.empty, facts: facts)
        case .unrecorded:
            return Ending(.unrecorded, facts: facts)
        case .budgetExhausted(let scope):
            facts["scope"] = .string(scope.rawValue)
            // The job's own budget is the model's affair; a wider one stops jobs that may go on another day.
            guard scope != .job else { return Ending(.budgetExhausted, facts: facts) }
            return Ending(steps == 0 ? .notStarted : .interrupted, facts: facts)
        case .notSent:
            return session.stops() ?? Ending(.interrupted, facts: facts)
        case .cancelled:
            return cancelled
        case .recordFailed:
            return Ending(.internalError, facts: facts)
        }
    }
}
