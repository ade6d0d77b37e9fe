import Conversation
import Synchronization

/// Watches a session's two clocks: the time it has worked, and the time since content last came while an answer is
/// awaited. One task a session; nothing is done per piece of content but a clock read.
final class Watchdog: Sendable {
    enum Expiry: Hashable {
        case timeout
        case stall
    }

    private struct State {
        /// When content last came, in work time; nothing while no answer is awaited.
        var lastContent: Duration?
        var expiry: Expiry?
    }

    private let limits: SessionLimits
    private let stopwatch: Stopwatch
    private let time: any Timekeeper
    private let state = Mutex(State())

    init(limits: SessionLimits, stopwatch: Stopwatch, time: any Timekeeper) {
        self.limits = limits
        self.stopwatch = stopwatch
        self.time = time
    }

    /// Why the session was ended, if it was.
    var expiry: Expiry? {
        state.withLock { $0.expiry }
    }

    /// An answer is awaited from now on, or content of it has come.
    func contentCame() {
        let worked = stopwatch.worked
        state.withLock { $0.lastContent = worked }
    }

    /// No answer is awaited any more.
    func answerEnded() {
        state.withLock { $0.lastContent = nil }
    }

    /// Returns once a limit has passed, or the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            let worked = stopwatch.worked
            let remaining = state.withLock { state -> Duration in
                let untilTimeout = limits.timeout - worked
                let untilStall = state.lastContent.map { limits.stallTimeout - (worked - $0) }
                if untilTimeout <= .zero {
                    state.expiry = .timeout
                } else if let untilStall, untilStall <= .zero {
                    state.expiry = .stall
                }
                // A stall can only begin when content is awaited, which may be any time from now.
                return min(untilTimeout, untilStall ?? limits.stallTimeout)
            }
            if expiry != nil { return }
            // The stopwatch may stand: then the time that remains does not shrink, and looking again too soon is idle.
            let pause = max(remaining, .milliseconds(50))
            do { try await time.sleep(until: time.elapsed + pause) } catch { return }
        }
    }
}
