import Conversation

/// OpenRouter's errors, which are its own or those of whoever it asked:
/// https://openrouter.ai/docs/api-reference/errors
extension ErrorTable {
    static let openRouter: [ErrorRow] = [
        error("a wrong request", 400, .rejected, .no),
        error("a wrong key", 401, .authentication, .stopsLane),
        error("no credit", 402, .quotaExhausted, .stopsLane),
        error(
            "a credit that is held back",
            402,
            .rateLimited,
            .yes,
            metadata: #"{"limit_source":"openrouter_in_flight_budget"}"#,
            headers: ["retry-after": "4"],
            after: .seconds(4)
        ),
        error("no permission", 403, .authentication, .stopsLane),
        error(
            "no permission, and no moderation",
            403,
            .authentication,
            .stopsLane,
            metadata: #"{"reasons":null}"#
        ),
        error("a moderation's reasons", 403, .filtered, .no, metadata: #"{"reasons":["violence"]}"#),
        error("a moderation's input", 403, .filtered, .no, metadata: #"{"flagged_input":"so"}"#),
        error("no such model", 404, .notFound, .no),
        error("a timeout", 408, .serverError, .yes),
        error("a limit", 429, .rateLimited, .yes),
        error(
            "a limit, and until when",
            429,
            .rateLimited,
            .yes,
            headers: ["X-RateLimit-Reset": "1795334460000"],
            after: .seconds(60)
        ),
        error(
            "a limit, and until when in the body",
            429,
            .rateLimited,
            .yes,
            metadata: #"{"headers":{"X-RateLimit-Limit":"20","X-RateLimit-Reset":"1795334460000"}}"#,
            after: .seconds(60)
        ),
        error(
            "a limit, and until when in the body as a number",
            429,
            .rateLimited,
            .yes,
            metadata: #"{"headers":{"X-RateLimit-Reset":1795334460000}}"#,
            after: .seconds(60)
        ),
        error("a bad answer of its upstream", 502, .serverError, .yes),
        error("nobody to ask", 503, .overloaded, .yes),
        errorType("a length", 400, .contextExceeded, .no, "context_length_exceeded"),
        errorType("an answer's length", 400, .contextExceeded, .no, "max_tokens_exceeded"),
        errorType("a length in tokens", 400, .contextExceeded, .no, "token_limit_exceeded"),
        errorType("a length in letters", 400, .contextExceeded, .no, "string_too_long"),
        error(
            "a length, in its own words",
            400,
            .contextExceeded,
            .no,
            says: "This endpoint's maximum context length is 4096 tokens."
        ),
        error(
            "a length, in its upstream's words",
            400,
            .contextExceeded,
            .no,
            says: "Provider returned error",
            metadata: #"{"raw":"{\"error\":{\"message\":\"prompt is too long: 9 tokens > 5 maximum\"}}"}"#
        ),
        error(
            "its upstream's key, which is none of ours",
            502,
            .serverError,
            .yes,
            says: "Provider returned error",
            metadata: #"{"raw":{"error":{"message":"wrong key","code":"invalid_api_key"}}}"#
        ),
        .whole(
            "OpenRouter, 200: an error all the same",
            200,
            .overloaded,
            .yes,
            #"{"error":{"code":503,"message":"said so"}}"#
        ),
        .streamed(
            "OpenRouter, in a stream: an error with the chunk",
            .openAIChat,
            .serverError,
            .yes,
            chunk,
            #"{"choices":[{"delta":{},"finish_reason":"error"}],"error":{"code":502,"message":"x"}}"#
        ),
        .streamed(
            "OpenRouter, in a stream: a limit with the chunk",
            .openAIChat,
            .rateLimited,
            .yes,
            chunk,
            #"{"error":{"code":429,"message":"x"},"choices":[{"delta":{},"finish_reason":"error"}]}"#
        ),
        .streamed(
            "OpenRouter, in a stream: an error for a reason to end",
            .openAIChat,
            .serverError,
            .yes,
            #"{"choices":[{"delta":{"content":"so"},"finish_reason":"error"}]}"#
        ),
        .streamed(
            "OpenRouter, in a stream: a credit that is held back",
            .openAIChat,
            .rateLimited,
            .yes,
            #"{"error":{"code":402,"message":"x","metadata":{"limit_source":"openrouter_in_flight_budget"}}}"#
        ),
    ]

    private static func error(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        says message: String = "said so",
        metadata: String = "{}",
        headers: [String: String] = [:],
        after delay: Duration? = nil
    ) -> ErrorRow {
        .whole(
            "OpenRouter, \(status): \(name)",
            status,
            kind,
            retry,
            #"{"error":{"code":\#(status),"message":"\#(message)","metadata":\#(metadata)},"user_id":"u"}"#,
            headers: headers,
            after: delay
        )
    }

    private static func errorType(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ type: String
    ) -> ErrorRow {
        .whole(
            "OpenRouter, \(status): \(name), \(type)",
            status,
            kind,
            retry,
            #"{"error":{"code":\#(status),"message":"said so","error_type":"\#(type)"}}"#
        )
    }
}
