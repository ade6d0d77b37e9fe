import Conversation
import Foundation

/// The machine's clocks.
struct SystemTimekeeper: Timekeeper {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let alarms: Alarms

    init() {
        start = clock.now
        alarms = Alarms(start: start)
    }

    var moment: Moment {
        Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }

    var elapsed: Duration {
        start.duration(to: clock.now)
    }

    func sleep(until deadline: Duration) async throws(CancellationError) {
        try await alarms.sleep(until: deadline)
    }
}
