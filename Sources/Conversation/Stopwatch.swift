import Synchronization

/// How long a session has worked. It stands while the session waits for a permit, a cool-down or a budget: whoever
/// makes it wait pauses it, so that a crowded provider costs nobody their time limit.
package final class Stopwatch: Sendable {
    private struct State {
        var worked: Duration = .zero
        var runningSince: Duration?
        var pauses = 0
    }

    private let time: any Timekeeper
    private let state: Mutex<State>

    /// Starts at once, from what an earlier process has worked on the same attempt.
    package init(time: any Timekeeper, worked: Duration = .zero) {
        self.time = time
        state = Mutex(State(worked: worked, runningSince: time.elapsed))
    }

    /// The time worked so far.
    package var worked: Duration {
        state.withLock { state in
            guard let since = state.runningSince else { return state.worked }
            return state.worked + (time.elapsed - since)
        }
    }

    /// Stops counting until as many calls of `resume()` have come.
    package func pause() {
        state.withLock { state in
            state.pauses += 1
            guard let since = state.runningSince else { return }
            state.worked += time.elapsed - since
            state.runningSince = nil
        }
    }

    package func resume() {
        state.withLock { state in
            state.pauses -= 1
            if state.pauses == 0 { state.runningSince = time.elapsed }
        }
    }
}
