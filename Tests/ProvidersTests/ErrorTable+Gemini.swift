import Conversation

/// Google's errors: https://ai.google.dev/gemini-api/docs/troubleshooting. One code stands for every limit; the
/// difference is in the details.
extension ErrorTable {
    /// The same in an array and in a stream.
    static let gemini: [ErrorRow] = [
        error("a wrong argument", 400, .rejected, .no, "INVALID_ARGUMENT"),
        error(
            "a wrong key",
            400,
            .authentication,
            .stopsLane,
            "INVALID_ARGUMENT",
            #"{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}"#
        ),
        error(
            "a conversation too long",
            400,
            .contextExceeded,
            .no,
            "INVALID_ARGUMENT",
            says: "The input token count (9) exceeds the maximum number of tokens allowed (5)."
        ),
        error("a region, or no bills", 400, .rejected, .no, "FAILED_PRECONDITION"),
        error("a prepaid credit that is gone", 402, .quotaExhausted, .stopsLane, exhausted),
        error("no permission", 403, .authentication, .stopsLane, "PERMISSION_DENIED"),
        error("no such model", 404, .notFound, .no, "NOT_FOUND"),
        error("a limit without details", 429, .rateLimited, .yes, exhausted),
        error(
            "a minute's limit",
            429,
            .rateLimited,
            .yes,
            exhausted,
            minute + "," + wait("46s"),
            after: .seconds(46)
        ),
        error(
            "a pause with a fraction",
            429,
            .rateLimited,
            .yes,
            exhausted,
            wait("3.957525076s"),
            after: .microseconds(3_957_525)
        ),
        error("a pause of nothing", 429, .rateLimited, .yes, exhausted, wait("0s")),
        error("a pause of less", 429, .rateLimited, .yes, exhausted, wait("-5s")),
        error(
            "a pause in the message",
            429,
            .rateLimited,
            .yes,
            exhausted,
            says: "Please retry in 12.5s.",
            after: .milliseconds(12_500)
        ),
        error(
            "a pause in the message, too long to wait",
            429,
            .rateLimited,
            .no,
            exhausted,
            says: "Please retry in 10h17m5.7s.",
            after: .milliseconds(37_025_700)
        ),
        error(
            "a pause in details and message",
            429,
            .rateLimited,
            .yes,
            exhausted,
            wait("46s"),
            says: "Please retry in 12.5s.",
            after: .seconds(46)
        ),
        error("a day's limit", 429, .quotaExhausted, .stopsLane, exhausted, quota(day)),
        error(
            "a day's limit with a pause",
            429,
            .quotaExhausted,
            .stopsLane,
            exhausted,
            quota(day) + "," + wait("46s")
        ),
        error(
            "a day's limit beside a minute's",
            429,
            .quotaExhausted,
            .stopsLane,
            exhausted,
            minute + "," + quota(day)
        ),
        error(
            "a limit of nothing",
            429,
            .quotaExhausted,
            .stopsLane,
            exhausted,
            says: of("0, model: gemini")
        ),
        error("a limit of nothing, at the end", 429, .quotaExhausted, .stopsLane, exhausted, says: of("0")),
        error(
            "a limit of nothing, at a line's end",
            429,
            .quotaExhausted,
            .stopsLane,
            exhausted,
            says: of(#"0\nPlease retry in 12s."#)
        ),
        error(
            "a limit of nothing, in the details",
            429,
            .quotaExhausted,
            .stopsLane,
            exhausted,
            quota("x", of: "0")
        ),
        error("a limit of ten", 429, .rateLimited, .yes, exhausted, says: of("10, model: gemini")),
        error("a limit of ten, in the details", 429, .rateLimited, .yes, exhausted, quota("x", of: "10")),
        error("cancelled", 499, .rejected, .no, "CANCELLED"),
        error("a failure", 500, .serverError, .yes, "INTERNAL"),
        error(
            "a failure over a conversation too long",
            500,
            .contextExceeded,
            .no,
            "INTERNAL",
            says: "The input token count exceeds the maximum number of tokens allowed"
        ),
        error("an overload", 503, .overloaded, .yes, "UNAVAILABLE"),
        error("a deadline", 504, .serverError, .yes, "DEADLINE_EXCEEDED"),
    ]

    /// A turn that failed although the response did not.
    static let geminiStreams: [ErrorRow] = [
        finished("MALFORMED_FUNCTION_CALL"), finished("UNEXPECTED_TOOL_CALL"),
        finished("TOO_MANY_TOOL_CALLS"),
        finished("MALFORMED_RESPONSE"),
    ]

    private static func finished(_ reason: String) -> ErrorRow {
        .streamed(
            "Gemini, in a stream: \(reason)",
            .gemini,
            .unusableCall,
            .once,
            #"{"candidates":[{"content":{"parts":[]},"finishReason":"\#(reason)"}],"#
                + #""usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}"#
        )
    }

    private static let exhausted = "RESOURCE_EXHAUSTED"
    private static let minute = quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")
    private static let day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier"

    private static func quota(_ id: String, of value: String = "10") -> String {
        #"{"@type":"type.googleapis.com/google.rpc.QuotaFailure","#
            + #""violations":[{"quotaId":"\#(id)","quotaValue":"\#(value)"}]}"#
    }

    private static func wait(_ pause: String) -> String {
        #"{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"\#(pause)"}"#
    }

    private static func of(_ limit: String) -> String {
        "Quota exceeded for metric: requests, limit: " + limit
    }

    private static func error(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ word: String,
        _ details: String = "",
        says message: String = "said so",
        after delay: Duration? = nil
    ) -> ErrorRow {
        .whole(
            "Gemini, \(status): \(name)",
            status,
            kind,
            retry,
            #"{"error":{"code":\#(status),"message":"\#(message)","status":"\#(word)","#
                + #""details":[\#(details)]}}"#,
            headers: ["content-type": "application/json; charset=UTF-8"],
            after: delay,
            by: .gemini
        )
    }
}
