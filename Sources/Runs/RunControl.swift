package import Conversation
import Scheduling
import Synchronization

/// The handle by which a run is ended early: drained first (nothing new starts, what is in flight ends), then cancelled
/// (what is in flight is cut off).
package final class RunControl: Sendable {
    package enum State: Int, Sendable, Comparable {
        case running, draining, cancelled

        package static func < (left: State, right: State) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    private struct Inner {
        var state = State.running
        var reason: Ending?
        var gates: [Gate] = []
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let inner = Mutex(Inner())

    package init() {}

    package var state: State {
        inner.withLock { $0.state }
    }

    /// Why sessions shall end before their next step, if they shall.
    package var ending: Ending? {
        inner.withLock { $0.state == .running ? nil : $0.reason ?? Ending(.interrupted) }
    }

    /// No job and no step starts any more; calls and tools in flight end.
    package func drain(_ reason: Ending = Ending(.interrupted)) {
        advance(to: .draining, reason)
    }

    /// Calls and tools in flight are cut off as well.
    package func cancel(_ reason: Ending = Ending(.interrupted)) {
        advance(to: .cancelled, reason)
    }

    /// Gates that a drain closes.
    func watch(_ gates: [Gate]) {
        let isOver = inner.withLock { inner in
            inner.gates += gates
            return inner.state != .running
        }
        if isOver { for gate in gates { gate.stop(ModelError(.notSent)) } }
    }

    /// Returns once the run is cancelled, or the task is.
    func cancelled() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = inner.withLock { inner in
                    if inner.state == .cancelled || Task.isCancelled { return true }
                    inner.waiters.append(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            wake()
        }
    }

    private func advance(to state: State, _ reason: Ending) {
        let gates: [Gate] = inner.withLock { inner in
            guard state > inner.state else { return [] }
            inner.state = state
            inner.reason = inner.reason ?? reason
            return inner.gates
        }
        for gate in gates { gate.stop(ModelError(.notSent)) }
        if state == .cancelled { wake() }
    }

    private func wake() {
        let waiters = inner.withLock { inner in
            defer { inner.waiters = [] }
            return inner.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
