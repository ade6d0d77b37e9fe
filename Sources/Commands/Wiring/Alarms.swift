import Conversation
import Foundation
import Synchronization

/// Wakes sleepers at their deadlines, all by one timer.
///
/// The library's own sleep leaves a timer behind when it is cancelled, until its deadline: a run of many short jobs,
/// each with a watchdog that sleeps for minutes, would hold one for every job there was.
final class Alarms: Sendable {
    private typealias Sleeper = (deadline: Duration, continuation: CheckedContinuation<Bool, Never>)

    private struct State {
        var sleepers: [Int: Sleeper] = [:]
        /// Those cancelled before they lay down.
        var cancelled: Set<Int> = []
        var lastID = 0
        /// The time for which the timer is set; it goes off whether anyone still waits for it or not.
        var armed: Duration?
    }

    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let queue = DispatchQueue(label: "docket.alarms")
    private let state = Mutex(State())

    /// - Parameter start: from which deadlines are counted.
    init(start: ContinuousClock.Instant) {
        self.start = start
    }

    /// How many sleep now.
    var sleepers: Int {
        state.withLock { $0.sleepers.count }
    }

    func sleep(until deadline: Duration) async throws(CancellationError) {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let isWoken = await withTaskCancellationHandler {
            await withCheckedContinuation { lieDown(id, until: deadline, $0) }
        } onCancel: {
            cancel(id)
        }
        // Cancelled just as it woke: nobody will ask for this mark again.
        _ = state.withLock { $0.cancelled.remove(id) }
        if !isWoken { throw CancellationError() }
    }

    private func lieDown(
        _ id: Int,
        until deadline: Duration,
        _ continuation: CheckedContinuation<Bool, Never>
    ) {
        let isCancelled = state.withLock { state in
            if state.cancelled.remove(id) != nil { return true }
            state.sleepers[id] = (deadline, continuation)
            if state.armed.map({ deadline < $0 }) ?? true { arm(&state, for: deadline) }
            return false
        }
        if isCancelled { continuation.resume(returning: false) }
    }

    private func cancel(_ id: Int) {
        let sleeper: Sleeper? = state.withLock { state in
            let sleeper = state.sleepers.removeValue(forKey: id)
            if sleeper == nil { state.cancelled.insert(id) }
            return sleeper
        }
        sleeper?.continuation.resume(returning: false)
    }

    private func arm(_ state: inout State, for deadline: Duration) {
        state.armed = deadline
        let wait = max((deadline - elapsed).microseconds, 0)
        queue.asyncAfter(deadline: .now() + .microseconds(Int(clamping: wait + 1))) { self.ring() }
    }

    private func ring() {
        let due = state.withLock { state in
            let now = elapsed
            let due = state.sleepers.filter { $0.value.deadline <= now }
            for id in due.keys { state.sleepers[id] = nil }
            // An earlier setting of the timer may go off late: the present one stands.
            if state.armed.map({ $0 <= now }) ?? true {
                state.armed = nil
                if let next = state.sleepers.values.map(\.deadline).min() { arm(&state, for: next) }
            }
            return due.values
        }
        for sleeper in due { sleeper.continuation.resume(returning: true) }
    }

    private var elapsed: Duration {
        start.duration(to: clock.now)
    }
}
