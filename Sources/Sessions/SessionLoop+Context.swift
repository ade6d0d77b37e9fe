import Conversation

extension SessionLoop {
    /// Summarizes the conversation where the next request would fill more of the window than it may.
    mutating func makeRoomIfNeeded() async throws(SessionUnrecorded) -> Ending? {
        guard let room, let settings = session.settings.summaries else { return nil }
        guard transcript.entries.contains(where: { $0.role == "assistant" }) else { return nil }
        let request = request(purpose: .agent)
        guard Double(gauge.tokens(ofBytes: request.byteCount)) > settings.threshold * Double(room) else {
            return nil
        }
        return try await makeRoom(exhausted: nil)
    }

    /// Summarizes, at most three tries in a row. Nothing once the view has shrunk enough; else how the session ends.
    ///
    /// - Parameter error: the provider's own complaint, where that is why.
    /// - Returns: how the session ends, if it must.
    /// - Throws: what could not be recorded.
    mutating func makeRoom(exhausted error: ModelError?) async throws(SessionUnrecorded) -> Ending? {
        var facts: JSONObject = ["steps": .number(String(steps))]
        if let message = error?.message, !message.isEmpty { facts["message"] = .string(message) }
        // Before the first answer there is nothing to summarize: what is too long is the task itself.
        guard let settings = session.settings.summaries,
            transcript.entries.contains(where: { $0.role == "assistant" })
        else { return Ending(.contextExhausted, facts: facts) }
        for attempt in 1...Summarizer.triesInARow {
            if let ending = stopped { return ending }
            let summarizer = Summarizer(settings: settings, model: session.settings.model, gauge: gauge)
            watchdog.contentCame()
            let result = await summarizer.summarize(transcript, attempt: attempt, origin: origin(.summary))
            watchdog.answerEnded()
            switch result {
            case .summarized(let entry, let before, let after):
                try await add(entry)
                summaries += 1
                // The model no longer knows what it has called: doing so again is no loop.
                detector = LoopDetector(limit: session.settings.limits.loopLimit)
                try await observe(.summarized(step: steps, before: before, after: after))
                return nil
            case .useless:
                continue
            case .failed(let error) where error.kind == .contextExceeded:
                continue
            case .failed(let error):
                return ending(for: error)
            }
        }
        return Ending(.contextExhausted, facts: facts)
    }

    /// What the window leaves for a request; nothing where nobody knows its size.
    private var room: Int? {
        let model = session.settings.model
        return model.context.map { ContextGauge.room(context: $0, maxOutputTokens: model.maxOutputTokens) }
    }
}
