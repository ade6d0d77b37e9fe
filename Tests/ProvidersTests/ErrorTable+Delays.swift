import Conversation

/// Every way in which providers say how long to wait, the first that gives more than nothing winning. The time
/// of day is 2026-11-22T08:00:00Z.
extension ErrorTable {
    static let delays: [ErrorRow] = [
        // Headers.
        limit("milliseconds", ["retry-after-ms": "1500"], .milliseconds(1_500)),
        limit(
            "milliseconds, before seconds",
            ["retry-after-ms": "1500", "retry-after": "20"],
            .milliseconds(1_500)
        ),
        limit("seconds", ["retry-after": "20"], .seconds(20)),
        limit("parts of a second", ["retry-after": "0.75"], .milliseconds(750)),
        limit("a date", ["retry-after": "Sun, 22 Nov 2026 08:01:30 GMT"], .seconds(90)),
        limit("more than the vendors' own libraries wait", ["retry-after": "150"], .seconds(150)),
        limit("an hour", ["retry-after": "3600"], .seconds(3_600)),
        limit("more than an hour", ["retry-after": "3601"], .seconds(3_601), .no),
        // Those that say nothing: our own pause.
        limit("nothing at all", [:], nil),
        limit("zero", ["retry-after": "0"], nil),
        limit("less than zero", ["retry-after": "-3"], nil),
        limit("less than zero milliseconds", ["retry-after-ms": "-3"], nil),
        limit("no number", ["retry-after-ms": "nan", "retry-after": "inf"], nil),
        limit("no date", ["retry-after": "soon"], nil),
        limit("a date that is past", ["retry-after": "Sun, 22 Nov 2026 07:01:30 GMT"], nil),
        limit("zero milliseconds, then seconds", ["retry-after-ms": "0", "retry-after": "20"], .seconds(20)),
        // Windows.
        limit("a window of tokens", reset("tokens", "6m0s"), .seconds(360)),
        limit("a window of requests", reset("requests", "120ms"), .milliseconds(120)),
        limit("a window that has room", reset("tokens", "6m0s", remaining: "5"), nil),
        limit("a window that is full already", reset("tokens", "0s"), nil),
        limit("the later of two windows", reset("tokens", "1s").and(reset("requests", "120ms")), .seconds(1)),
        limit("seconds, before a window", reset("tokens", "6m0s").and(["retry-after": "2"]), .seconds(2)),
        limit("a date of input tokens", date("ratelimit-input-tokens", "08:01:00Z"), .seconds(60)),
        limit("a date of output tokens", date("ratelimit-output-tokens", "08:01:00Z"), .seconds(60)),
        limit("a date of tokens", date("ratelimit-tokens", "08:00:01.500Z"), .milliseconds(1_500)),
        limit("a date of requests", date("ratelimit-requests", "10:01:00+02:00"), .seconds(60)),
        limit("a date of fast input", date("fast-input-tokens", "08:01:00Z"), .seconds(60)),
        limit("a date of fast output", date("fast-output-tokens", "08:01:00Z"), .seconds(60)),
        limit("a date of a window, past", date("ratelimit-tokens", "07:01:00Z"), nil),
        limit("a date with room", date("ratelimit-tokens", "08:01:00Z", remaining: "1000"), nil),
        limit("a moment in milliseconds", ["x-ratelimit-reset": "1795334460000"], .seconds(60)),
        limit("a moment that is past", ["x-ratelimit-reset": "1795334340000"], nil),
        limit("a moment in seconds, which nobody sends", ["x-ratelimit-reset": "1795334460"], nil),
        // Messages.
        told("Please try again in 5.289s.", .milliseconds(5_289)),
        told("Please try again in 120ms.", .milliseconds(120)),
        told("try again in 1m4.5s, or less", .milliseconds(64_500)),
        told("Please retry in 59.5s.", .milliseconds(59_500)),
        told("try again in 1d2h", .seconds(93_600), .no),
        told("try again in 20 minutes", nil),
        told("try again in a while", nil),
        told("try again in 0s", nil),
        told("try again in", nil),
        told("Please try again in 2s.", .seconds(2), headers: reset("tokens", "6m0s")),
        told("Please try again in 2s.", .seconds(20), headers: ["retry-after": "20"]),
        // Whatever passes has its delay; whatever does not has none.
        .whole("a delay of a failure", 500, .serverError, .yes, headers: three, after: .seconds(3)),
        .whole("a delay of a timeout", 408, .serverError, .yes, headers: three, after: .seconds(3)),
        .whole("a delay of an overload", 503, .overloaded, .yes, headers: three, after: .seconds(3)),
        .whole("a delay of a wrong request", 400, .rejected, .no, headers: three),
        .whole("a delay of a refused key", 401, .authentication, .stopsLane, headers: three),
        .whole("a delay of a used up credit", 402, .quotaExhausted, .stopsLane, headers: three),
        .streamed(
            "a delay in a stream",
            .openAIChat,
            .rateLimited,
            .yes,
            chunk,
            #"{"error":{"code":"rate_limit_exceeded","message":"try again in 2s"}}"#,
            after: .seconds(2)
        ),
    ]

    /// Go's durations, as the reset of an empty window has them.
    static let durations: [ErrorRow] = [
        duration("1s", .seconds(1)), duration("6m0s", .seconds(360)),
        duration("120ms", .milliseconds(120)), duration("7.66s", .milliseconds(7_660)),
        duration("2m59.56s", .milliseconds(179_560)), duration("1h0m0s", .seconds(3_600)),
        duration("10h17m5.7s", .milliseconds(37_025_700), .no), duration("20", .seconds(20)),
        duration("1m30ms", .milliseconds(60_030)), duration("1500us", .microseconds(1_500)),
        duration("1500µs", .microseconds(1_500)), duration("2000000ns", .milliseconds(2)),
        duration("1d", .seconds(86_400), .no),
        duration("1h-2m", nil), duration("-1s", nil), duration("s", nil), duration("5x", nil),
        duration("", nil),
    ]

    private static let three = ["retry-after": "3"]

    private static func limit(
        _ name: String,
        _ headers: [String: String],
        _ delay: Duration?,
        _ retry: ErrorRow.Retry = .yes
    ) -> ErrorRow {
        .whole("a delay: \(name)", 429, .rateLimited, retry, headers: headers, after: delay)
    }

    private static func told(
        _ message: String,
        _ delay: Duration?,
        _ retry: ErrorRow.Retry = .yes,
        headers: [String: String] = [:]
    ) -> ErrorRow {
        .whole(
            "a delay: \"\(message)\"" + headers.keys.sorted().map { ", \($0)" }.joined(),
            429,
            .rateLimited,
            retry,
            #"{"error":{"message":"\#(message)","type":"tokens","code":"rate_limit_exceeded"}}"#,
            headers: headers,
            after: delay
        )
    }

    private static func duration(_ text: String, _ delay: Duration?, _ retry: ErrorRow.Retry = .yes)
        -> ErrorRow
    {
        limit("\"\(text)\"", reset("tokens", text), delay, retry)
    }

    private static func reset(_ bucket: String, _ text: String, remaining: String = "0") -> [String: String] {
        ["x-ratelimit-remaining-" + bucket: remaining, "x-ratelimit-reset-" + bucket: text]
    }

    private static func date(_ bucket: String, _ time: String, remaining: String = "0") -> [String: String] {
        ["anthropic-\(bucket)-remaining": remaining, "anthropic-\(bucket)-reset": "2026-11-22T" + time]
    }
}

extension [String: String] {
    fileprivate func and(_ others: [String: String]) -> [String: String] {
        merging(others) { $1 }
    }
}
