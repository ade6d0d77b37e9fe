import Conversation
import Transport

extension HTTPResponseHead {
    /// What the head says of the account's windows; empty for most servers.
    ///
    /// | headers | unit of the reset |
    /// |---|---|
    /// | `x-ratelimit-{limit,remaining,reset}-{requests,tokens}` (OpenAI and many after it) | Go's duration |
    /// | `anthropic-ratelimit-{requests,input-tokens,output-tokens}-{limit,remaining,reset}` | a date (RFC 3339) |
    ///
    /// Both tell when the window is full again, not when the next request fits.
    func rateLimits(now: Moment) -> [RateLimit] {
        var limits: [RateLimit] = []
        for (unit, name) in [(RateLimit.Unit.requests, "requests"), (.tokens, "tokens")] {
            guard let remaining = count("x-ratelimit-remaining-" + name),
                let limit = count("x-ratelimit-limit-" + name)
            else { continue }
            let refill = self["x-ratelimit-reset-" + name].flatMap { Duration(goText: $0[...]) }
            limits.append(RateLimit(unit: unit, limit: limit, remaining: remaining, refill: refill))
        }
        for (unit, name) in [
            (RateLimit.Unit.requests, "requests"), (.tokens, "input-tokens"),
            (.outputTokens, "output-tokens"),
        ] {
            guard let remaining = count("anthropic-ratelimit-\(name)-remaining"),
                let limit = count("anthropic-ratelimit-\(name)-limit")
            else { continue }
            let refill = self["anthropic-ratelimit-\(name)-reset"].flatMap(Moment.init(rfc3339:)).map {
                $0 - now
            }
            limits.append(RateLimit(unit: unit, limit: limit, remaining: remaining, refill: refill))
        }
        return limits
    }

    /// A whole number that is not negative.
    private func count(_ name: String) -> Int? {
        self[name].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
}
