import Conversation

/// How many requests and tokens a minute may begin, spread so that no more than one second's worth goes at once.
///
/// Two buckets that refill steadily and hold four fifths of a second's share (one request at least). They fill three
/// hundredths slower than the limit: requests that bunch up on their way are still within what the provider counts. A
/// request larger than the bucket goes when the bucket is full and leaves it in debt.
package struct RateWindow: Sendable {
    private struct Bucket {
        /// Units a second.
        var rate: Double
        var level: Double

        init(perMinute: Int) {
            rate = Double(perMinute) / 60 * 0.97
            level = max(1, rate * 0.8)
        }

        var capacity: Double {
            max(1, rate * 0.8)
        }

        mutating func refill(over seconds: Double) {
            level = min(capacity, level + seconds * rate)
        }

        /// Seconds until `amount` may be taken.
        func wait(for amount: Double) -> Double {
            let needed = min(amount, capacity)
            // A trillionth of slack: refills are sums of fractions.
            return level + 1e-12 >= needed ? 0 : (needed - level) / rate
        }
    }

    private var requests: Bucket?
    private var tokens: Bucket?
    private var filledAt: Duration

    /// - Parameters:
    ///   - requestsPerMinute: no limit where absent.
    ///   - tokensPerMinute: input tokens as estimated before sending; no limit where absent.
    ///   - now: the clock's elapsed time.
    package init(requestsPerMinute: Int?, tokensPerMinute: Int?, now: Duration) {
        requests = requestsPerMinute.map(Bucket.init)
        tokens = tokensPerMinute.map(Bucket.init)
        filledAt = now
    }

    /// Takes one request of so many tokens, or says how long to wait before asking again.
    package mutating func take(tokens count: Int, now: Duration) -> Duration? {
        let passed = (now - filledAt).seconds
        if passed > 0 {
            requests?.refill(over: passed)
            tokens?.refill(over: passed)
            filledAt = now
        }
        let wait = max(requests?.wait(for: 1) ?? 0, tokens?.wait(for: Double(count)) ?? 0)
        guard wait <= 0 else {
            // Rounded up to a microsecond, so that whoever waits does not come back just too early.
            return .microseconds(Int64((wait * 1_000_000).rounded(.up)))
        }
        requests?.level -= 1
        tokens?.level -= Double(count)
        return nil
    }
}
