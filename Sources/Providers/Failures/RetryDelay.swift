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

    private func milliseconds() -> Duration? {
        head?["retry-after-ms"].flatMap(Double.init).flatMap { Duration(milliseconds: $0) }
    }

    private func secondsOrDate() -> Duration? {
        guard let text = head?["retry-after"] else { return nil }
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
            guard head?["x-ratelimit-remaining-" + bucket] == "0" else { return nil }
            return head?["x-ratelimit-reset-" + bucket].flatMap { Duration(goText: $0[...]) }
        }.max()
    }

    /// `anthropic-ratelimit-input-tokens-remaining: 0` with `…-reset: 2026-11-22T08:01:00Z`.
    private func resetDates() -> Duration? {
        ["requests", "tokens", "input-tokens", "output-tokens"].compactMap { bucket in
            guard head?["anthropic-ratelimit-\(bucket)-remaining"] == "0" else { return nil }
            return head?["anthropic-ratelimit-\(bucket)-reset"].flatMap(Moment.init(rfc3339:)).map {
                $0 - now
            }
        }.max()
    }

    /// OpenRouter: milliseconds since 1970.
    private func resetEpoch() -> Duration? {
        guard let text = head?["x-ratelimit-reset"], let number = Int64(text), number > 1_000_000_000_000,
            number < 100_000_000_000_000
        else { return nil }
        return Moment(microseconds: number * 1_000) - now
    }
}

extension Duration {
    /// Nothing for what is no sensible delay.
    fileprivate init?(milliseconds: Double) {
        guard milliseconds.isFinite, abs(milliseconds) < 1e12 else { return nil }
        self = .microseconds(Int64(milliseconds * 1_000))
    }

    /// Go's text for durations (https://pkg.go.dev/time#ParseDuration), with Groq's `d` for days, and a plain number for
    /// seconds: one or more of a number and a unit.
    ///
    /// | text | seconds |
    /// |---|---|
    /// | `120ms` | 0.12 |
    /// | `7.66s` | 7.66 |
    /// | `6m0s` | 360 |
    /// | `10h17m5.7s` | 37025.7 |
    /// | `20` | 20 |
    init?(goText text: Substring) {
        if let seconds = Double(text) {
            self.init(milliseconds: seconds * 1_000)
            return
        }
        var rest = text
        var milliseconds = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest[number.endIndex...]
            let unit = rest.prefix { !$0.isNumber }
            rest = rest[unit.endIndex...]
            guard let value = Double(number), let scale = Self.scale(of: unit) else { return nil }
            milliseconds += value * scale
        }
        guard !text.isEmpty else { return nil }
        self.init(milliseconds: milliseconds)
    }

    private static func scale(of unit: Substring) -> Double? {
        switch unit {
        case "ns": 0.000_001
        case "us", "µs": 0.001
        case "ms": 1
        case "s": 1_000
        case "m": 60_000
        case "h": 3_600_000
        case "d": 86_400_000
        default: nil
        }
    }
}
