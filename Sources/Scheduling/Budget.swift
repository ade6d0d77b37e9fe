package import Catalog
package import Conversation
import Synchronization

/// A promise of how much is spent at most.
///
/// The worst case of each call is reserved before it is sent and released when its cost is known. A call whose usage
/// stays unknown stays reserved. What does not fit beside what is reserved waits for that to be released; what would
/// not fit even then is not sent.
package final class Budget: Sendable {
    private struct Inner {
        var state: BudgetState
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var lastWaiter = 0
        /// Counts the releases, so that whoever asked before one does not wait for the next.
        var releases = 0
    }

    /// Whose promise this is.
    package let scope: BudgetScope
    private let inner: Mutex<Inner>

    /// - Parameters:
    ///   - scope: whose promise it is.
    ///   - limit: what may be spent at most.
    ///   - spent: what earlier calls of the same run or job have cost.
    ///   - held: what earlier calls of unknown usage may have cost.
    package init(scope: BudgetScope, limit: Money, spent: Money = .zero, held: Money = .zero) {
        self.scope = scope
        inner = Mutex(Inner(state: BudgetState(limit: limit, spent: spent, held: held)))
    }

    /// What reports tell of the budget.
    package struct Figures: Hashable, Sendable {
        package var limit: Money
        package var spent: Money
        /// Reserved for calls whose usage never became known.
        package var held: Money
        /// The most that was reserved and held at once.
        package var reservedAtMost: Money
    }

    package var figures: Figures {
        inner.withLock {
            let state = $0.state
            return Figures(
                limit: state.limit,
                spent: state.spent,
                held: state.held,
                reservedAtMost: state.reservedAtMost
            )
        }
    }

    /// What came of asking.
    package enum Answer: Equatable {
        case reserved
        /// Not now: ask again after `released(since:)` with this number.
        case wait(Int)
        case exhausted
    }

    package func reserve(_ worstCase: Money) -> Answer {
        inner.withLock { inner in
            switch inner.state.reserve(worstCase) {
            case .reserved: .reserved
            case .wait: .wait(inner.releases)
            case .exhausted: .exhausted
            }
        }
    }

    /// Gives a reservation back and takes what the call cost in its place; where nobody knows what it cost, the
    /// reservation stays for good.
    package func settle(_ worstCase: Money, cost: Money?) {
        let waiters = inner.withLock { inner in
            inner.state.settle(worstCase, cost: cost)
            inner.releases += 1
            defer { inner.waiters = [:] }
            return Array(inner.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns once a reservation has been given back since that number was told, or the task is cancelled.
    package func released(since number: Int) async {
        let id = inner.withLock { inner in
            inner.lastWaiter += 1
            return inner.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = inner.withLock { inner in
                    if inner.releases != number || Task.isCancelled { return true }
                    inner.waiters[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            inner.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }
}

/// The arithmetic of a budget.
struct BudgetState {
    enum Reply {
        case reserved, wait, exhausted
    }

    let limit: Money
    private(set) var spent: Money
    private(set) var held: Money
    private(set) var reserved: Money = .zero
    private(set) var reservedAtMost: Money

    init(limit: Money, spent: Money, held: Money) {
        self.limit = limit
        self.spent = spent
        self.held = held
        reservedAtMost = held
    }

    mutating func reserve(_ worstCase: Money) -> Reply {
        // Even if every call in flight turned out to be free.
        guard spent + held + worstCase <= limit else { return .exhausted }
        guard spent + held + reserved + worstCase <= limit else { return .wait }
        reserved += worstCase
        reservedAtMost = max(reservedAtMost, held + reserved)
        return .reserved
    }

    mutating func settle(_ worstCase: Money, cost: Money?) {
        reserved -= worstCase
        if let cost { spent += cost } else { held += worstCase }
    }
}
