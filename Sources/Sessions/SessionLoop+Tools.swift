import Conversation
import Synchronization
import Tools

extension SessionLoop {
    /// Runs the calls of a step and adds their results as one entry. Nothing means that the model may go on.
    ///
    /// Results that an earlier process had recorded before it was interrupted are taken as they are. A call without one
    /// that can write is not run a second time.
    mutating func runTools(
        _ calls: [ToolCall],
        recorded: [ToolResult]
    ) async throws(SessionUnrecorded) -> Ending? {
        var known: [String: ToolResult] = [:]
        for result in recorded { known[result.call] = result }
        if past != nil, steps == past?.steps {
            for call in calls where known[call.id] == nil && session.toolbox.canWrite(call.name) {
                known[call.id] = Self.result(
                    of: call,
                    "This call was interrupted when the program restarted. It may have taken effect in part: "
                        + "look before you repeat it."
                )
            }
        }
        let fresh = calls.filter { known[$0.id] == nil }
        for result in try await run(fresh) { known[result.call] = result }
        let results = calls.map { known[$0.id] ?? Self.result(of: $0, "This call was not carried out.") }
        try await add(.results(results))
        for (call, result) in zip(calls, results) {
            if let period = detector.noticed(call, gave: result.text) {
                return Ending(
                    .looping,
                    [
                        "tool": .string(call.name), "period": .number(String(period)),
                        "count": .number(String(session.settings.limits.loopLimit)),
                    ]
                )
            }
        }
        return stopped
    }

    private func run(_ calls: [ToolCall]) async throws(SessionUnrecorded) -> [ToolResult] {
        guard !calls.isEmpty else { return [] }
        let observer = session.observer
        let step = steps
        // The toolbox cannot fail; an event that could not be recorded is thrown once it is done.
        let unrecorded = FirstFailure()
        let results = await session.toolbox.run(calls) { start in
            await unrecorded.catching { () async throws(SessionUnrecorded) in
                try await observer.received(.toolStarted(step: step, start))
            }
        } finished: { report in
            await unrecorded.catching { () async throws(SessionUnrecorded) in
                try await observer.received(.toolFinished(step: step, report))
            }
        }
        if let failure = unrecorded.failure { throw failure }
        return results
    }

    /// Gives every call that is left without a result one that names the cause, so that the history stays whole.
    mutating func closePendingCalls(because ending: Ending) async throws(SessionUnrecorded) {
        // An interrupted session may go on: its calls are closed then, or run.
        guard ending.outcome != .interrupted else { return }
        let pending = transcript.pendingCalls
        guard !pending.isEmpty else { return }
        let results = pending.map {
            Self.result(
                of: $0,
                "This call was not carried out: the session ended (\(ending.outcome.rawValue))."
            )
        }
        try await add(.results(results))
    }

    private static func result(of call: ToolCall, _ text: String) -> ToolResult {
        ToolResult(call: call.id, name: call.name, text: text, isError: true)
    }
}

/// The first of several concurrent events that could not be recorded.
private final class FirstFailure: Sendable {
    private let state = Mutex<SessionUnrecorded?>(nil)

    var failure: SessionUnrecorded? {
        state.withLock { $0 }
    }

    func catching(_ body: () async throws(SessionUnrecorded) -> Void) async {
        do {
            try await body()
        } catch {
            state.withLock { $0 = $0 ?? error }
        }
    }
}
