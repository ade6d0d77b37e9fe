import Conversation
import Tools

/// The loop itself, with what changes while it runs. `SessionLoop+Tools.swift` and `SessionLoop+Context.swift` hold
/// what happens inside a step.
struct SessionLoop {
    let session: Session
    let watchdog: Watchdog
    let past: SessionPast?
    var transcript: Transcript
    var steps: Int
    var summaries: Int
    var gauge = ContextGauge()
    var detector: LoopDetector
    /// Whether the provider's own context-length error has led to a summary since the last answer.
    var hasMadeRoom = false

    init(session: Session, watchdog: Watchdog, past: SessionPast?) {
        self.session = session
        self.watchdog = watchdog
        self.past = past
        transcript = past?.transcript ?? Transcript()
        steps = past?.steps ?? 0
        summaries = past?.summaries ?? 0
        detector = LoopDetector(limit: session.settings.limits.loopLimit)
    }

    mutating func run() async -> SessionResult {
        var ending: Ending
        do {
            ending = try await converse()
            try await closePendingCalls(because: ending)
        } catch {
            ending = Ending(.internalError, ["message": .string(error.message)])
        }
        return SessionResult(
            ending: ending,
            transcript: transcript,
            answer: transcript.lastTurn?.text ?? "",
            output: ending.outcome == .succeeded ? outputReading?.value : nil,
            steps: steps,
            summaries: summaries
        )
    }

    private mutating func converse() async throws(SessionUnrecorded) -> Ending {
        if transcript.entries.isEmpty, !session.settings.system.isEmpty {
            try await add(.system(session.settings.system))
        }
        if let ending = try await goOnWherePastEnded() { return ending }
        for prompt in session.settings.prompts.dropFirst(promptsTaken) {
            if let ending = stopped { return ending }
            let isLast = promptsTaken == session.settings.prompts.count - 1
            try await add(.user(isLast ? promptWithSchema(prompt) : prompt))
            if let ending = try await takeTurn() { return ending }
        }
        return try await satisfyOutput() ?? Ending(.succeeded)
    }

    /// Finishes the turn in which an earlier process was interrupted.
    private mutating func goOnWherePastEnded() async throws(SessionUnrecorded) -> Ending? {
        guard let past, transcript.entries.contains(where: { $0.role == "user" }) else { return nil }
        if case .assistant(let turn)? = transcript.entries.last {
            let answer = ModelAnswer(turn: turn, stop: past.lastStop ?? .endTurn, usage: .unknown)
            switch try await conclude(answer, recorded: past.results) {
            case .next: break
            case .turnDone: return nil
            case .end(let ending): return ending
            }
        }
        return try await takeTurn()
    }

    /// Steps until the model has answered the latest prompt. Nothing means that it has.
    mutating func takeTurn() async throws(SessionUnrecorded) -> Ending? {
        while true {
            if let ending = stopped { return ending }
            guard steps < session.settings.limits.maxSteps else {
                return Ending(.stepLimit, ["limit": .number(String(session.settings.limits.maxSteps))])
            }
            if let ending = try await makeRoomIfNeeded() { return ending }
            steps += 1
            var answer: ModelAnswer
            do {
                answer = try await ask()
            } catch {
                steps -= 1
                if error.kind == .contextExceeded, !hasMadeRoom {
                    hasMadeRoom = true
                    if let ending = try await makeRoom(exhausted: error) { return ending }
                    continue
                }
                return self.ending(for: error)
            }
            hasMadeRoom = false
            answer.turn = answer.turn.withDistinctCalls
            try await add(.assistant(answer.turn))
            try await observe(.stepFinished(step: steps, stop: answer.stop, usage: answer.usage))
            if steps == 1, session.settings.asksForTitle { try await askForTitle() }
            switch try await conclude(answer) {
            case .next: continue
            case .turnDone: return nil
            case .end(let ending): return ending
            }
        }
    }

    private mutating func ask() async throws(ModelError) -> ModelAnswer {
        let request = request(purpose: isRepairing ? .repair : .agent)
        let bytes = request.byteCount
        let watchdog = watchdog
        watchdog.contentCame()
        defer { watchdog.answerEnded() }
        let answer = try await session.settings.model.port.answer(request) { _ in watchdog.contentCame() }
        if let usage = answer.usage.usage { gauge.measured(promptTokens: usage.prompt, bytes: bytes) }
        return answer
    }

    // MARK: - Conclusions

    private enum Conclusion {
        case next
        case turnDone
        case end(Ending)
    }

    /// What an answer's end means. Only a model that stopped of itself, with something to show, has succeeded. Results of
    /// its tool calls that an earlier process recorded are taken as they are.
    private mutating func conclude(
        _ answer: ModelAnswer,
        recorded: [ToolResult] = []
    ) async throws(SessionUnrecorded) -> Conclusion {
        switch answer.stop {
        case .endTurn, .stopSequence, .toolUse:
            let calls = answer.turn.toolCalls
            if !calls.isEmpty {
                if let ending = try await runTools(calls, recorded: recorded) { return .end(ending) }
                return .next
            }
            let hasText = answer.turn.text.contains { !$0.isWhitespace }
            return hasText ? .turnDone : .end(Ending(.empty, ["stop": .string(answer.stop.name)]))
        case .outputLimit:
            let limit = session.settings.model.maxOutputTokens
            return .end(Ending(.truncated, ["limit": .number(String(limit))]))
        case .refused(let category):
            return .end(Ending(.refused, ["category": category.map(JSONValue.string) ?? .null]))
        case .filtered:
            return .end(Ending(.filtered))
        case .contextLimit:
            try await closePendingCalls(because: Ending(.contextExhausted))
            guard !hasMadeRoom else { return .end(Ending(.contextExhausted)) }
            hasMadeRoom = true
            if let ending = try await makeRoom(exhausted: nil) { return .end(ending) }
            return .next
        case .paused:
            return .next
        case .other(let word):
            return .end(Ending(.providerError, ["stop": .string(word)]))
        }
    }

    // MARK: - Helpers of all parts

    mutating func add(_ entry: Entry) async throws(SessionUnrecorded) {
        try await observe(.entryAdded(index: transcript.entries.count, step: steps, entry: entry))
        transcript.append(entry)
    }

    func observe(_ event: SessionEvent) async throws(SessionUnrecorded) {
        try await session.observer.received(event)
    }

    func request(purpose: CallPurpose) -> ModelRequest {
        let view = transcript.view
        let model = session.settings.model
        return ModelRequest(
            model: model.name,
            system: view.system,
            messages: view.messages,
            files: session.settings.files,
            tools: session.toolbox.definitions,
            outputSchema: enforcedSchema,
            maxOutputTokens: model.maxOutputTokens,
            temperature: model.temperature,
            reasoning: model.reasoning,
            cachesPrompt: model.cachesPrompts,
            abilities: model.abilities,
            origin: origin(purpose)
        )
    }

    func origin(_ purpose: CallPurpose) -> CallOrigin {
        let settings = session.settings
        return CallOrigin(
            job: settings.job,
            attempt: settings.attempt,
            session: settings.id,
            step: steps,
            purpose: purpose,
            depth: settings.depth
        )
    }

    /// Why the session must end here, if it must: asked before each step.
    var stopped: Ending? {
        session.stops() ?? (Task.isCancelled ? cancelled : nil)
    }

    /// Who cancelled: a limit of the session, or whoever runs it.
    var cancelled: Ending {
        let limits = session.settings.limits
        switch watchdog.expiry {
        case .timeout:
            return Ending(.timeLimit, ["seconds": .number(String(limits.timeout.components.seconds))])
        case .stall:
            return Ending(.stalled, ["seconds": .number(String(limits.stallTimeout.components.seconds))])
        case nil: return session.stops() ?? Ending(.cancelled)
        }
    }
}
