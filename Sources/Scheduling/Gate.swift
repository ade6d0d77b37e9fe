package import Conversation
import Synchronization

/// The gate of one provider's account. Every request of any purpose passes it, in the order in which requests came.
package final class Gate: Sendable {
    private enum Waiter {
        /// Between two questions.
        case awake
        /// Called before it had lain down.
        case called
        case asleep(CheckedContinuation<Void, Never>)
    }

    private struct Inner {
        var state: GateState
        var waiters: [GateState.Ticket: Waiter] = [:]
        var lastTicket = 0
    }

    /// Requests in flight, at most.
    package let width: Int
    private let inner: Mutex<Inner>
    private let learns: Bool
    private let time: any Timekeeper

    /// - Parameters:
    ///   - width: requests in flight, at most.
    ///   - requestsPerMinute: how many may begin; no limit where absent.
    ///   - tokensPerMinute: how many input tokens may be sent; no limit where absent.
    ///   - learns: whether it keeps to the windows that responses tell of.
    ///   - time: for cool-downs and windows.
    package init(
        width: Int,
        requestsPerMinute: Int? = nil,
        tokensPerMinute: Int? = nil,
        learns: Bool = true,
        time: any Timekeeper
    ) {
        self.learns = learns
        self.time = time
        self.width = width
        let window = RateWindow(
            requestsPerMinute: requestsPerMinute,
            tokensPerMinute: tokensPerMinute,
            now: time.elapsed
        )
        inner = Mutex(Inner(state: GateState(width: AdaptiveWidth(most: width), window: window)))
    }

    /// Waits for a permit. Whoever got one must `leave` with it.
    ///
    /// - Parameter tokens: about how many input tokens will be sent.
    /// - Returns: the permit.
    /// - Throws: why nothing is sent here any more, or `.cancelled`.
    package func enter(tokens: Int) async throws(ModelError) -> Permit {
        let ticket = inner.withLock { inner in
            inner.lastTicket += 1
            inner.waiters[inner.lastTicket] = .awake
            return inner.lastTicket
        }
        while true {
            if Task.isCancelled {
                giveUp(ticket)
                throw ModelError(.cancelled)
            }
            switch inner.withLock({ $0.state.ask(ticket, tokens: tokens, now: time.elapsed) }) {
            case .granted(let permit, let next):
                wake([next])
                forget(ticket)
                return permit
            case .wait:
                await sleep(ticket)
            case .sleep(let deadline):
                await sleep(ticket, until: deadline)
            case .refused(let error):
                forget(ticket)
                throw error
            }
        }
    }

    /// The provider took the request: its answer begins. Told for permits that ask for it.
    package func taken(_ permit: Permit) {
        wake([inner.withLock { $0.state.take(permit) }])
    }

    /// Gives the permit back.
    ///
    /// - Parameters:
    ///   - permit: as `enter` gave it.
    ///   - result: what became of the request.
    ///   - limits: what the response's head told of the account's windows.
    /// - Returns: whether the width was cut for it, which happens once for all requests that are refused together.
    @discardableResult
    package func leave(_ permit: Permit, _ result: Permit.Result, limits: [RateLimit] = []) -> Bool {
        let (next, isEpisode) = inner.withLock {
            $0.state.release(permit, result, limits: learns ? limits : [], now: time.elapsed)
        }
        wake([next])
        return isEpisode
    }

    /// Nobody sends for a while: the provider said so.
    package func coolDown(for pause: Duration) {
        inner.withLock { $0.state.coolDown(for: pause, now: time.elapsed) }
    }

    /// Nobody sends any more: whoever waits and whoever comes is told why.
    ///
    /// - Returns: whether the gate was open until now.
    @discardableResult
    package func stop(_ error: ModelError) -> Bool {
        let (wasOpen, tickets) = inner.withLock { inner in
            (inner.state.stopped == nil, inner.state.stop(error))
        }
        wake(tickets)
        return wasOpen
    }

    /// Why nothing is sent any more.
    package var stopped: ModelError? {
        inner.withLock { $0.state.stopped }
    }

    /// What reports tell of the gate.
    package struct Figures: Hashable, Sendable {
        /// The most requests that were in flight at once.
        package var maxInFlight: Int
        /// Requests that may be in flight now: at most the gate's width.
        package var width: Int
        /// Requests that were let through.
        package var requests: Int
        /// How often the provider asked for a pause.
        package var coolDowns: Int
        /// How long cool-downs held the lane back.
        package var coolDown: Duration
        package var inFlight: Int
    }

    package var figures: Figures {
        inner.withLock {
            Figures(
                maxInFlight: $0.state.maxInFlight,
                width: $0.state.width.current,
                requests: $0.state.granted,
                coolDowns: $0.state.coolDowns,
                coolDown: $0.state.cooledDown,
                inFlight: $0.state.inFlight
            )
        }
    }
}

// MARK: - Waiting

extension Gate {
    /// Returns when woken, or at once if that has happened already or the task is cancelled.
    private func sleep(_ ticket: GateState.Ticket) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isCalled = inner.withLock { inner in
                    if case .awake = inner.waiters[ticket], !Task.isCancelled {
                        inner.waiters[ticket] = .asleep(continuation)
                        return false
                    }
                    inner.waiters[ticket] = .awake
                    return true
                }
                if isCalled { continuation.resume() }
            }
        } onCancel: {
            wake([ticket])
        }
    }

    private func sleep(_ ticket: GateState.Ticket, until deadline: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [time] in try? await time.sleep(until: deadline) }
            group.addTask { await self.sleep(ticket) }
            await group.next()
            group.cancelAll()
        }
    }

    private func wake(_ tickets: [GateState.Ticket?]) {
        for case let ticket? in tickets {
            let continuation: CheckedContinuation<Void, Never>? = inner.withLock { inner in
                switch inner.waiters[ticket] {
                case .asleep(let continuation):
                    inner.waiters[ticket] = .awake
                    return continuation
                case .awake, .called:
                    inner.waiters[ticket] = .called
                    return nil
                case nil:
                    return nil
                }
            }
            continuation?.resume()
        }
    }

    private func giveUp(_ ticket: GateState.Ticket) {
        wake([inner.withLock { $0.state.leave(ticket) }])
        forget(ticket)
    }

    private func forget(_ ticket: GateState.Ticket) {
        inner.withLock { $0.waiters[ticket] = nil }
    }
}
