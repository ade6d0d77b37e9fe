package import Conversation
package import Tools

/// One conversation, from its first message to its end: call, record, run the step's tools, check the limits, go on.
///
/// It holds no state between runs and knows no store, no provider and no price; all that happens is told to its
/// observer, which has it on disk before the session goes on.
package struct Session: Sendable {
    let settings: SessionSettings
    let toolbox: Toolbox
    let observer: any SessionObserver
    let stopwatch: Stopwatch
    let time: any Timekeeper
    let stops: @Sendable () -> Ending?

    /// - Parameters:
    ///   - settings: what the session is told.
    ///   - toolbox: the tools that its model may call.
    ///   - observer: has each event on disk before it returns.
    ///   - stopwatch: stands while the session waits for others; the time limit is read from it.
    ///   - time: for the watchdog.
    ///   - stops: asked before each step and after a cancellation: why the session shall end, if it shall.
    package init(
        settings: SessionSettings,
        toolbox: Toolbox,
        observer: any SessionObserver,
        stopwatch: Stopwatch,
        time: any Timekeeper,
        stops: @escaping @Sendable () -> Ending? = { nil }
    ) {
        self.settings = settings
        self.toolbox = toolbox
        self.observer = observer
        self.stopwatch = stopwatch
        self.time = time
        self.stops = stops
    }

    /// Runs to the end, whatever it is. Returns only when no tool of it runs any more.
    ///
    /// - Parameter past: where an earlier process left off; nothing to begin anew.
    /// - Returns: how it ended.
    package func run(resuming past: SessionPast? = nil) async -> SessionResult {
        let watchdog = Watchdog(limits: settings.limits, stopwatch: stopwatch, time: time)
        return await withTaskGroup(of: SessionResult?.self) { group in
            group.addTask {
                var loop = SessionLoop(session: self, watchdog: watchdog, past: past)
                return await loop.run()
            }
            group.addTask {
                await watchdog.watch()
                return nil
            }
            // Whichever ends first ends the other: an expired limit cancels the loop, which then says how it ended.
            var result: SessionResult?
            for await ended in group {
                group.cancelAll()
                if let ended { result = ended }
            }
            return result
                ?? SessionResult(
                    ending: Ending(.internalError),
                    transcript: Transcript(),
                    answer: "",
                    steps: 0,
                    summaries: 0
                )
        }
    }
}

/// What an earlier process recorded of a session that it did not finish.
package struct SessionPast: Sendable {
    package var transcript: Transcript
    /// Steps whose answer was recorded.
    package var steps: Int
    package var summaries: Int
    /// Results of the last step's calls that were recorded before the step was whole.
    package var results: [ToolResult]
    /// Why the last recorded answer ended.
    package var lastStop: StopReason?

    package init(
        transcript: Transcript,
        steps: Int,
        summaries: Int,
        results: [ToolResult],
        lastStop: StopReason?
    ) {
        self.transcript = transcript
        self.steps = steps
        self.summaries = summaries
        self.results = results
        self.lastStop = lastStop
    }
}
