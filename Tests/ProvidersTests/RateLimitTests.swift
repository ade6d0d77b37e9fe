import Conversation
import Testing
import Transport

@testable import Providers

@Suite struct RateLimitTests {
    private let now = Moment(microseconds: 1_795_334_400_000_000)

    private func limits(_ headers: [(name: String, value: String)]) -> [RateLimit] {
        HTTPResponseHead(status: 200, headers: headers).rateLimits(now: now)
    }

    @Test func `resets in Go's durations`() {
        let told = limits([
            ("x-ratelimit-limit-requests", "5000"), ("x-ratelimit-remaining-requests", "4999"),
            ("x-ratelimit-reset-requests", "12ms"), ("X-RateLimit-Limit-Tokens", "160000"),
            ("X-RateLimit-Remaining-Tokens", "0"), ("X-RateLimit-Reset-Tokens", "6m0s"),
        ])
        #expect(
            told == [
                RateLimit(unit: .requests, limit: 5_000, remaining: 4_999, refill: .milliseconds(12)),
                RateLimit(unit: .tokens, limit: 160_000, remaining: 0, refill: .seconds(360)),
            ]
        )
    }

    @Test func `resets as dates`() {
        let date = "\(now.iso8601.prefix(11))08:01:30Z"
        let told = limits([
            ("anthropic-ratelimit-requests-limit", "50"), ("anthropic-ratelimit-requests-remaining", "49"),
            ("anthropic-ratelimit-requests-reset", date),
            ("anthropic-ratelimit-input-tokens-limit", "40000"),
            ("anthropic-ratelimit-input-tokens-remaining", "39000"),
            ("anthropic-ratelimit-output-tokens-limit", "8000"),
            ("anthropic-ratelimit-output-tokens-remaining", "0"),
        ])
        #expect(told.map(\.unit) == [.requests, .tokens, .outputTokens])
        #expect(told[0].refill == Moment(rfc3339: date).map { $0 - now })
        #expect(told[0].refill != nil)
        #expect(told[1] == RateLimit(unit: .tokens, limit: 40_000, remaining: 39_000))
    }

    @Test func `what is no number, or only half of it, says nothing`() {
        #expect(
            limits([
                ("x-ratelimit-limit-requests", "many"), ("x-ratelimit-remaining-requests", "1"),
                ("x-ratelimit-remaining-tokens", "7"),
            ]).isEmpty
        )
    }
}
