package import Conversation

/// Whether and when a failed call is tried again. The only place in the program that decides so.
///
/// Without word from the provider the pause is drawn evenly from 0 to a ceiling that doubles (full jitter), so that
/// jobs that failed together do not come back together:
///
/// | after try | ceiling |
/// |---|---|
/// | 1 | 1 s |
/// | 2 | 2 s |
/// | 3 | 4 s |
/// | 4 | 8 s |
/// | 7 and later | 60 s |
///
/// A pause that the provider asks for is kept in full, with up to a tenth added.
package struct RetryPolicy: Hashable, Sendable {
    /// Tries after the first.
    package var retries: Int
    /// The longest pause of our own.
    package var longestPause: Duration
    /// A provider that asks for more than this is not waited for.
    package var longestWait: Duration
    /// Whether pauses are kept at all: a cassette answers at once, however long its provider had asked to wait.
    package var waits = true

    package init(
        retries: Int = 5,
        longestPause: Duration = .seconds(60),
        longestWait: Duration = .seconds(3_600)
    ) {
        self.retries = retries
        self.longestPause = longestPause
        self.longestWait = longestWait
    }

    package enum Decision: Hashable, Sendable {
        case giveUp
        /// This call waits; others go on.
        case retry(after: Duration)
        /// The whole lane waits: the account is limited, not this call.
        case coolDown(Duration)
        /// No call of this lane can succeed any more.
        case stopLane
    }

    /// - Parameters:
    ///   - error: how the try ended.
    ///   - number: which try that was, from 1.
    ///   - chance: evenly from 0 up to 1.
    /// - Returns: what is to be done.
    package func decision(after error: ModelError, try number: Int, chance: Double) -> Decision {
        switch error.kind {
        case .authentication, .quotaExhausted: return .stopLane
        case .budgetExhausted, .notSent, .cancelled, .unrecorded, .stalled, .recordFailed: return .giveUp
        default: break
        }
        guard error.shouldRetry ?? error.kind.isTransient else { return .giveUp }
        guard number <= allowed(error) else { return .giveUp }
        let pause: Duration
        if let asked = error.retryAfter, asked > .zero {
            guard asked <= longestWait || !waits else { return .giveUp }
            pause = asked * (1 + 0.1 * chance)
        } else {
            pause = min(.seconds(1 << min(number - 1, 16)), longestPause) * chance
        }
        guard waits else { return .retry(after: .zero) }
        switch error.kind {
        case .rateLimited, .overloaded: return .coolDown(pause)
        default: return .retry(after: pause)
        }
    }

    /// An answer that came whole and is none, because it is empty or calls a tool in a way that nobody can read, was paid
    /// for and is the model's own: it is asked for once more and then believed.
    private func allowed(_ error: ModelError) -> Int {
        switch error.kind {
        case .empty, .unusableCall: min(1, retries)
        default: retries
        }
    }
}
