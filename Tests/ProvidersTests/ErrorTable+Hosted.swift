import Conversation

/// Vendors that took OpenAI's protocol over, more or less with its errors.
extension ErrorTable {
    /// https://api-docs.deepseek.com/quick_start/error_codes. The code is the same for everything.
    static let deepSeek: [ErrorRow] = [
        deepSeekError("a wrong request", 400, .rejected, .no, "invalid_request_error"),
        deepSeekError("a wrong key", 401, .authentication, .stopsLane, "authentication_error"),
        deepSeekError("no balance", 402, .quotaExhausted, .stopsLane, "unknown_error"),
        deepSeekError("a wrong field", 422, .rejected, .no, "invalid_request_error"),
        deepSeekError("a limit", 429, .rateLimited, .yes, "rate_limit_error"),
        deepSeekError("a failure", 500, .serverError, .yes, "server_error"),
        deepSeekError("an overload", 503, .overloaded, .yes, "service_unavailable_error"),
        deepSeekError(
            "an overload without a type of its own",
            503,
            .overloaded,
            .yes,
            "invalid_request_error"
        ),
        .streamed(
            "DeepSeek, in a stream: no room",
            .openAIChat,
            .overloaded,
            .yes,
            #"{"choices":[{"delta":{"content":"so"},"finish_reason":"insufficient_system_resource"}]}"#
        ),
    ]

    /// https://console.groq.com/docs/errors
    static let groq: [ErrorRow] = [
        groqError("a call that the model wrote wrong", 400, .unusableCall, .once, wrong, "tool_use_failed"),
        groqError("a conversation too long", 400, .contextExceeded, .no, wrong, "context_length_exceeded"),
        groqError(
            "a request too large and too long",
            413,
            .contextExceeded,
            .no,
            wrong,
            "context_length_exceeded"
        ),
        groqError(
            "a conversation too long, in words",
            400,
            .contextExceeded,
            .no,
            wrong,
            nil,
            says: "Please reduce the length of the messages or completion."
        ),
        groqError("a request too large", 413, .rejected, .no, wrong, "request_too_large"),
        groqError("a request larger than a minute", 413, .rejected, .no, "tokens", "rate_limit_exceeded"),
        groqError("a request it cannot process", 422, .rejected, .no, wrong, nil),
        groqError("a tool's server that failed", 424, .rejected, .no, wrong, nil),
        groqError(
            "a minute's limit",
            429,
            .rateLimited,
            .yes,
            "tokens",
            "rate_limit_exceeded",
            says: "Rate limit reached on tokens per minute (TPM). Please try again in 5.289s.",
            after: .milliseconds(5_289)
        ),
        groqError(
            "a minute's limit, and when",
            429,
            .rateLimited,
            .yes,
            "tokens",
            "rate_limit_exceeded",
            headers: [
                "retry-after": "6", "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "7.66s",
            ],
            after: .seconds(6)
        ),
        groqError(
            "a day's requests, by the headers",
            429,
            .rateLimited,
            .yes,
            "requests",
            "rate_limit_exceeded",
            headers: ["x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "2m59.56s"],
            after: .milliseconds(179_560)
        ),
        groqError(
            "a day's limit that passes",
            429,
            .rateLimited,
            .yes,
            "tokens",
            "rate_limit_exceeded",
            says:
                "Rate limit reached on tokens per day (TPD): Limit 9, Used 9. Please try again in 37m58.5s.",
            after: .milliseconds(2_278_500)
        ),
        groqError(
            "a day's limit that lasts",
            429,
            .quotaExhausted,
            .stopsLane,
            "requests",
            "rate_limit_exceeded",
            says: "Rate limit reached on requests per day (RPD): Limit 9, Used 9. Please try again in 9h5m."
        ),
        groqError(
            "a day's limit that lasts, by the header",
            429,
            .quotaExhausted,
            .stopsLane,
            "tokens",
            "rate_limit_exceeded",
            says: "Rate limit reached on tokens per day (TPD)",
            headers: ["retry-after": "32700"]
        ),
        groqError("no room on the flexible tier", 498, .overloaded, .yes, nil, "capacity_exceeded"),
        groqError("cancelled", 499, .rejected, .no, nil, nil),
        groqEvent(
            "an error of its own",
            .serverError,
            .yes,
            #"{"message":"said so","code":"over_capacity"}"#
        ),
        groqEvent("an error that is a text", .serverError, .yes, #""over_capacity""#),
        groqEvent("a limit", .rateLimited, .yes, #"{"message":"said so","code":"rate_limit_exceeded"}"#),
        .streamed(
            "Groq, in a stream: a call that the model wrote wrong",
            .openAIChat,
            .unusableCall,
            .once,
            chunk,
            #"{"error":{"message":"x","type":"invalid_request_error","code":"tool_use_failed"}}"#
        ),
    ]

    /// https://docs.mistral.ai/api. The error has nothing around it, and its code is a number in a text.
    static let mistral: [ErrorRow] = [
        mistralError("a wrong request", 400, .rejected, .no, "invalid_request_error", "3280"),
        mistralError("a conversation too long", 400, .contextExceeded, .no, "invalid_request_error", "3051"),
        mistralError(
            "a conversation too long, in words",
            400,
            .contextExceeded,
            .no,
            "invalid_request_prompt",
            "1000",
            says: "Prompt contains 9 tokens, too large for model with 5 maximum context length"
        ),
        .whole(
            "Mistral, 401: a wrong key in detail",
            401,
            .authentication,
            .stopsLane,
            #"{"detail":"Unauthorized"}"#
        ),
        .whole("Mistral, 401: a wrong key", 401, .authentication, .stopsLane, #"{"message":"Unauthorized"}"#),
        mistralError("no credit", 402, .quotaExhausted, .stopsLane, "payment_required", "1000"),
        .whole(
            "Mistral, 422: a wrong field",
            422,
            .rejected,
            .no,
            #"{"detail":[{"loc":["body","messages"],"msg":"Field required","type":"missing"}]}"#
        ),
        mistralError(
            "no capacity",
            429,
            .rateLimited,
            .yes,
            "service_tier_capacity_exceeded",
            "3505",
            says: "Service tier capacity exceeded for this model."
        ),
        .streamed(
            "Mistral, in a stream: a reason to end",
            .openAIChat,
            .serverError,
            .yes,
            #"{"choices":[{"delta":{"content":""},"finish_reason":"error"}]}"#
        ),
        .streamed(
            "Mistral, in a stream: an error",
            .openAIChat,
            .rateLimited,
            .yes,
            chunk,
            #"{"object":"error","message":"x","type":"rate_limit_error","param":null,"code":"1300"}"#
        ),
    ]

    /// https://docs.together.ai/docs/error-codes
    static let together: [ErrorRow] = [
        togetherError("no credit", 402, .quotaExhausted, .stopsLane, "credit_limit"),
        togetherError(
            "a conversation too long",
            403,
            .contextExceeded,
            .no,
            wrong,
            says: "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097"
        ),
        togetherError("no permission", 403, .authentication, .stopsLane, wrong),
        togetherError("a limit", 429, .rateLimited, .yes, "rate_limit"),
        togetherError("an overload", 503, .overloaded, .yes, "server_error"),
        togetherError("a timeout of a gateway", 504, .serverError, .yes, "server_error"),
        togetherError("a timeout of a proxy", 524, .serverError, .yes, "server_error"),
        togetherError("an overload of its own", 529, .overloaded, .yes, "server_error"),
    ]
}

// MARK: - Bodies

extension ErrorTable {
    private static let wrong = "invalid_request_error"

    private static func deepSeekError(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ type: String
    ) -> ErrorRow {
        let body =
            #"{"error":{"message":"x","type":"\#(type)","param":null,"code":"invalid_request_error"}}"#
        return .whole("DeepSeek, \(status): \(name)", status, kind, retry, body)
    }

    private static func groqError(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ type: String?,
        _ code: String?,
        says message: String = "said so",
        headers: [String: String] = [:],
        after delay: Duration? = nil
    ) -> ErrorRow {
        let words = [type, code].map { $0.map { "\"\($0)\"" } ?? "null" }
        return .whole(
            "Groq, \(status): \(name)",
            status,
            kind,
            retry,
            #"{"error":{"message":"\#(message)","type":\#(words[0]),"code":\#(words[1])}}"#,
            headers: headers,
            after: delay
        )
    }

    private static func groqEvent(
        _ name: String,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ error: String
    ) -> ErrorRow {
        let event = #"{"choices":[],"x_groq":{"id":"req_1","error":\#(error)}}"#
        return .streamed("Groq, in a stream: \(name)", .openAIChat, kind, retry, chunk, event)
    }

    private static func mistralError(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ type: String,
        _ code: String,
        says message: String = "said so"
    ) -> ErrorRow {
        let body =
            #"{"object":"error","message":"\#(message)","type":"\#(type)","param":null,"code":"\#(code)"}"#
        return .whole("Mistral, \(status): \(name)", status, kind, retry, body)
    }

    private static func togetherError(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ type: String,
        says message: String = "said so"
    ) -> ErrorRow {
        let body = #"{"error":{"message":"\#(message)","type":"\#(type)","param":null,"code":null}}"#
        return .whole("Together, \(status): \(name)", status, kind, retry, body)
    }
}
