import Conversation
import Transport

/// How long a provider asks to wait: the first of its many ways to say so that gives more than nothing.
struct RetryDelay {
    let head: HTTPResponseHead?
    let body: ErrorBody
    let now: Moment

    var delay: Duration? {
        let ways = [milliseconds, secondsOrDate, detailed, told, resetDurations, resetDates, resetEpoch]
        return ways.lazy.compactMap { $0() }.first { $0 > .zero }
    }

    /// A header of the response, or one that a gateway repeats in the body; its name in lower case.
    private func header(_ name: String) -> String? {
        head?[name] ?? body.headers[name]
    }

    private func milliseconds() -> Duration? {
        header("retry-after-ms").flatMap(Double.init).flatMap { Duration(milliseconds: $0) }
    }

    private func secondsOrDate() -> Duration? {
        guard let text = header("retry-after") else { return nil }
        if let seconds = Double(text) { return Duration(milliseconds: seconds * 1_000) }
        return Moment(httpDate: text).map { $0 - now }
    }

    /// Google: `{"@type": "…RetryInfo", "retryDelay": "46s"}`.
    private func detailed() -> Duration? {
        body.retryDelay.flatMap { Duration(goText: $0[...]) }
    }

    /// `Please try again in 1m4.5s.`
    private func told() -> Duration? {
        let text = body.message.lowercased()
        for words in ["try again in ", "retry in "] {
            guard let range = text.firstRange(of: words) else { continue }
            let rest = text[range.upperBound...]
            var word = rest.prefix { !$0.isWhitespace && $0 != "," && $0 != ")" }
            if word.last == "." { word.removeLast() }
            // A bare number is followed by a word for its unit, which may be any.
            if let delay = Duration(goText: word), Double(word) == nil { return delay }
        }
        return nil
    }

    /// The buckets that are empty: `x-ratelimit-remaining-tokens: 0` with `x-ratelimit-reset-tokens: 6m0s`.
    private func resetDurations() -> Duration? {
        ["requests", "tokens"].compactMap { bucket in
            guard header("x-ratelimit-remaining-" + bucket) == "0" else { return nil }
            return header("x-ratelimit-reset-" + bucket).flatMap { Duration(goText: $0[...]) }
        }.max()
    }

    /// `anthropic-ratelimit-input-tokens-remaining: 0` with `…-reset: 2026-11-22T08:01:00Z`.
    private func resetDates() -> Duration? {
        [
            "ratelimit-requests", "ratelimit-tokens", "ratelimit-input-tokens", "ratelimit-output-tokens",
            "fast-input-tokens", "fast-output-tokens",
        ].compactMap { bucket in
            guard header("anthropic-\(bucket)-remaining") == "0" else { return nil }
            return header("anthropic-\(bucket)-reset").flatMap(Moment.init(rfc3339:)).map { $0 - now }
        }.max()
    }

    /// OpenRouter: milliseconds since 1970.
    private func resetEpoch() -> Duration? {
        guard let text = header("x-ratelimit-reset"), let number = Int64(text), number > 1_000_000_000_000,
            number < 100_000_000_000_000
        else { return nil }
        return Moment(microseconds: number * 1_000) - now
    }
}
