import Conversation

/// What the heads of responses have told of the account's windows, carried on between them: what was sent since is
/// taken off, and each window refills evenly until the time at which the provider says it is full.
struct LearnedWindow: Sendable {
    /// How far the lane had come when a request was let through, this one included.
    struct Mark: Hashable, Sendable {
        var requests = 0
        var tokens = 0
    }

    private struct Bucket {
        var limit: Double
        var level: Double
        /// Units a second.
        var rate: Double
        var filledAt: Duration

        mutating func refill(now: Duration) {
            level = min(limit, level + (now - filledAt).seconds * rate)
            filledAt = now
        }

        /// Seconds until `amount` is there. What is larger than the whole window waits until that is full.
        func wait(for amount: Double) -> Double {
            let needed = min(amount, limit)
            return level + 1e-9 >= needed ? 0 : (needed - level) / rate
        }
    }

    /// All that the lane let through.
    private(set) var sent = Mark()
    private var buckets: [RateLimit.Unit: Bucket] = [:]
    /// The newest request whose response was read: what an earlier one's says is out of date.
    private var newest = 0

    /// Reads what the response to a request says.
    mutating func learn(_ limits: [RateLimit], of mark: Mark, now: Duration) {
        guard !limits.isEmpty, mark.requests > newest else { return }
        newest = mark.requests
        for told in limits where told.limit > 0 {
            let missing = Double(told.limit - told.remaining)
            var rate = buckets[told.unit]?.rate ?? Double(told.limit) / 60
            if let refill = told.refill, refill > .zero, missing > 0 { rate = missing / refill.seconds }
            // What went out after that request may not be counted yet.
            let since =
                switch told.unit {
                case .requests: sent.requests - mark.requests
                case .tokens: sent.tokens - mark.tokens
                case .outputTokens: 0
                }
            buckets[told.unit] = Bucket(
                limit: Double(told.limit),
                level: Double(told.remaining - since),
                rate: rate,
                filledAt: now
            )
        }
    }

    /// How long a request of so many tokens must wait to be within all windows; nothing if it may go now.
    mutating func wait(tokens: Int, now: Duration) -> Duration? {
        guard !buckets.isEmpty else { return nil }
        var wait = 0.0
        for unit in [RateLimit.Unit.requests, .tokens, .outputTokens] where buckets[unit] != nil {
            buckets[unit]?.refill(now: now)
            let amount = unit == .tokens ? Double(tokens) : 1
            wait = max(wait, buckets[unit]?.wait(for: amount) ?? 0)
        }
        return wait > 0 ? .microseconds(Int64((wait * 1_000_000).rounded(.up))) : nil
    }

    /// A request goes out.
    ///
    /// - Returns: how far the lane has come with it.
    mutating func take(tokens: Int) -> Mark {
        sent.requests += 1
        sent.tokens += tokens
        buckets[.requests]?.level -= 1
        buckets[.tokens]?.level -= Double(tokens)
        return sent
    }
}
