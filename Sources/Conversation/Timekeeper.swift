/// Where time comes from: the machine's clocks in `Commands`, a clock moved by hand in tests.
package protocol Timekeeper: Sendable {
    /// The time of day, for records.
    var moment: Moment { get }

    /// The time since some fixed start, which no correction of the time of day moves: for durations and deadlines.
    var elapsed: Duration { get }

    /// Returns once `elapsed` has reached the deadline, or throws when the task is cancelled.
    func sleep(until deadline: Duration) async throws(CancellationError)
}
