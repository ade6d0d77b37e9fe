import Conversation
import Runs
import UnixSignals

/// Turns the system's signals into a run's early end: the first Ctrl-C drains, the second cancels; SIGTERM drains for
/// ten seconds and then cancels.
struct Signals: Sendable {
    /// How long a terminated run may drain.
    private static let grace = Duration.seconds(10)

    let control: RunControl
    let time: SystemTimekeeper
    let say: @Sendable (String) -> Void

    /// Watches until the task is cancelled.
    ///
    /// - Returns: how the process was asked to end, if it was.
    func watch() async -> Exit? {
        var asked: Exit?
        await withTaskGroup(of: Void.self) { group in
            for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                asked = asked ?? (signal == .sigterm ? .terminated : .interrupted)
                if control.state == .running {
                    control.drain()
                    say("draining: what is in flight ends, nothing new starts; again to cancel")
                    if signal == .sigterm {
                        let deadline = time.elapsed + Self.grace
                        group.addTask { [control, time] in
                            guard (try? await time.sleep(until: deadline)) != nil else { return }
                            control.cancel()
                        }
                    }
                } else {
                    control.cancel()
                    say("cancelling")
                }
            }
            group.cancelAll()
        }
        return asked
    }
}
