package import Conversation
import Synchronization

/// A clock that stands still until a test moves it. Sleepers wake in the order of their deadlines.
package final class ManualTimekeeper: Timekeeper {
    private struct Sleeper {
        var deadline: Duration
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var elapsed: Duration = .zero
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var next = 0
        /// Tests that wait until so many sleep.
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let start: Moment
    private let state = Mutex(State())
    /// Whether a sleep ends at once, moving the clock to its deadline.
    private let jumps: Bool

    /// A clock that begins at `start`; one that jumps lets time pass by itself as soon as somebody sleeps.
    package init(start: Moment = Moment(microseconds: 1_795_331_703_000_000), jumps: Bool = false) {
        self.start = start
        self.jumps = jumps
    }

    package var moment: Moment {
        start + elapsed
    }

    package var elapsed: Duration {
        state.withLock { $0.elapsed }
    }

    package func sleep(until deadline: Duration) async throws(CancellationError) {
        if jumps {
            state.withLock { $0.elapsed = max($0.elapsed, deadline) }
            await Task.yield()
            if Task.isCancelled { throw CancellationError() }
            return
        }
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        do {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    park(id, until: deadline, continuation)
                }
            } onCancel: {
                cancel(id)
            }
        } catch {
            throw CancellationError()
        }
    }

    /// Moves the clock and wakes whoever's deadline has come.
    package func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.elapsed += duration
            let due = state.sleepers.filter { $0.value.deadline <= state.elapsed }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Returns once at least so many tasks sleep.
    package func sleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private enum Parking {
        case parked([CheckedContinuation<Void, Never>])
        case due
        case cancelled
    }

    private func park(
        _ id: Int,
        until deadline: Duration,
        _ continuation: CheckedContinuation<Void, any Error>
    ) {
        let parking: Parking = state.withLock { state in
            if state.cancelled.remove(id) != nil { return .cancelled }
            if deadline <= state.elapsed { return .due }
            state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
            let count = state.sleepers.count
            let met = state.watchers.filter { $0.count <= count }.map(\.continuation)
            state.watchers.removeAll { $0.count <= count }
            return .parked(met)
        }
        switch parking {
        case .parked(let watchers): for watcher in watchers { watcher.resume() }
        case .due: continuation.resume()
        case .cancelled: continuation.resume(throwing: CancellationError())
        }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state in
            let sleeper = state.sleepers.removeValue(forKey: id)
            if sleeper == nil { state.cancelled.insert(id) }
            return sleeper
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
