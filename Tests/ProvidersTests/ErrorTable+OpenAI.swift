import Conversation

/// OpenAI's errors: https://platform.openai.com/docs/guides/error-codes
extension ErrorTable {
    static let openAI: [ErrorRow] = [
        error("a conversation too long", 400, .contextExceeded, .no, wrong, "context_length_exceeded"),
        error("a value it does not take", 400, .rejected, .no, wrong, "unsupported_value"),
        error("a field it does not take", 400, .rejected, .no, wrong, "unsupported_parameter"),
        error("a field that is missing", 400, .rejected, .no, wrong, "missing_required_parameter"),
        error("a prompt it does not like", 400, .filtered, .no, wrong, "invalid_prompt"),
        error("a policy", 400, .filtered, .no, wrong, "content_policy_violation"),
        error("a wrong request without a code", 400, .rejected, .no, wrong, nil),
        // One field is too long, not the conversation.
        error(
            "one text too long",
            400,
            .rejected,
            .no,
            wrong,
            "string_above_max_length",
            says: "Invalid 'messages[0].content': string too long. Expected a string with maximum length 5."
        ),
        error("a wrong key", 401, .authentication, .stopsLane, wrong, "invalid_api_key"),
        error("a country", 403, .authentication, .stopsLane, "request_forbidden", "unsupported_country"),
        error("no permission", 403, .authentication, .stopsLane, wrong, nil),
        // One model of the account's is out of reach, not all of them.
        error("a model it may not use", 403, .notFound, .no, wrong, "model_not_found"),
        error("no such model", 404, .notFound, .no, wrong, "model_not_found"),
        error("a timeout", 408, .serverError, .yes, "timeout", nil),
        error("a conflict", 409, .serverError, .yes, "conflict", nil),
        error("a limit of tokens", 429, .rateLimited, .yes, "tokens", "rate_limit_exceeded"),
        error("a limit of requests", 429, .rateLimited, .yes, "requests", "rate_limit_exceeded"),
        error("too fast", 429, .rateLimited, .yes, "rate_limit_error", "slow_down"),
        error("too fast, as it was told before", 503, .rateLimited, .yes, "rate_limit_error", "slow_down"),
        error("no room on the flexible tier", 429, .rateLimited, .yes, nil, "resource_unavailable"),
        error("no quota", 429, .quotaExhausted, .stopsLane, quota, "insufficient_quota"),
        error("no quota, by type alone", 429, .quotaExhausted, .stopsLane, quota, nil),
        error("no quota, by code alone", 429, .quotaExhausted, .stopsLane, nil, "insufficient_quota"),
        error("no credit", 429, .quotaExhausted, .stopsLane, quota, "credit_balance_exhausted"),
        error("no credit, by code alone", 429, .quotaExhausted, .stopsLane, nil, "credit_balance_exhausted"),
        error(
            "an organization's spend",
            429,
            .quotaExhausted,
            .stopsLane,
            nil,
            "organization_spend_limit_exceeded"
        ),
        error("a project's spend", 429, .quotaExhausted, .stopsLane, nil, "project_spend_limit_exceeded"),
        error(
            "an organization's usage",
            429,
            .quotaExhausted,
            .stopsLane,
            nil,
            "organization_usage_limit_exceeded"
        ),
        error("a hard limit of bills", 429, .quotaExhausted, .stopsLane, nil, "billing_hard_limit_reached"),
        error("no bills", 400, .quotaExhausted, .stopsLane, nil, "billing_not_active"),
        error(
            "no quota, whatever it says of another try",
            429,
            .quotaExhausted,
            .stopsLane,
            quota,
            "insufficient_quota",
            headers: ["retry-after": "20", "x-should-retry": "true"]
        ),
        // A request larger than its account's minute never fits.
        error(
            "a request larger than a minute",
            429,
            .rejected,
            .no,
            "tokens",
            "rate_limit_exceeded",
            says: "Request too large for m: Limit 30,000, Requested 45210."
        ),
        error(
            "a request too large for the rest of a minute",
            429,
            .rateLimited,
            .yes,
            "tokens",
            "rate_limit_exceeded",
            says: "Request too large for now: Limit 30000, Requested 20. Please try again in 1s.",
            after: .seconds(1)
        ),
        error(
            "a day's limit that passes",
            429,
            .rateLimited,
            .yes,
            "requests",
            exceeded,
            says: day("7m12s"),
            after: .seconds(432)
        ),
        error(
            "a day's limit that lasts",
            429,
            .quotaExhausted,
            .stopsLane,
            "requests",
            exceeded,
            says: day("3h")
        ),
        error("a failure", 500, .serverError, .yes, "server_error", nil),
        error("an overload", 503, .overloaded, .yes, "service_unavailable_error", "server_is_overloaded"),
        error("an overload, by code alone", 503, .overloaded, .yes, "server_error", "overloaded"),
        error("an overload, told as a failure", 503, .overloaded, .yes, "server_error", nil),
    ]

    /// In streams, whose status is 200.
    static let openAIStreams: [ErrorRow] = [
        .streamed(
            "OpenAI, in a chat: a failure",
            .openAIChat,
            .serverError,
            .yes,
            chunk,
            body("server_error", nil)
        ),
        .streamed("OpenAI, in a chat: a limit", .openAIChat, .rateLimited, .yes, chunk, body(nil, exceeded)),
        .streamed(
            "OpenAI, in a chat: a length",
            .openAIChat,
            .contextExceeded,
            .no,
            chunk,
            body(nil, tooLong)
        ),
        .streamed(
            "OpenAI, in a chat: a quota",
            .openAIChat,
            .quotaExhausted,
            .stopsLane,
            chunk,
            body(quota, "x")
        ),
        failed("a failure", .serverError, .yes, "server_error"),
        failed("a limit", .rateLimited, .yes, "rate_limit_exceeded"),
        failed("a quota", .quotaExhausted, .stopsLane, "insufficient_quota"),
        failed("a length", .contextExceeded, .no, "context_length_exceeded"),
        failed("a prompt it does not like", .filtered, .no, "invalid_prompt"),
        failed("biology", .filtered, .no, "bio_policy"),
        failed("a policy on misalignment", .filtered, .no, "misalignment_policy_violation"),
        response(
            "an event of an error",
            .serverError,
            .yes,
            #"{"type":"error","code":"server_error","message":"x"}"#
        ),
        response(
            "an event of a limit",
            .rateLimited,
            .yes,
            #"{"type":"error","code":"slow_down","message":"x"}"#
        ),
        response(
            "an event with an error inside",
            .quotaExhausted,
            .stopsLane,
            #"{"type":"error","error":{"type":"insufficient_quota","code":"x","message":"x"}}"#
        ),
        response("an error without a type", .rateLimited, .yes, #"{"error":{"code":429,"message":"x"}}"#),
        response(
            "a failure without a reason",
            .serverError,
            .yes,
            #"{"type":"response.failed","response":{"status":"failed","error":null}}"#
        ),
    ]

    private static let wrong = "invalid_request_error"
    private static let quota = "insufficient_quota"
    private static let exceeded = "rate_limit_exceeded"
    private static let tooLong = "context_length_exceeded"

    private static func day(_ pause: String) -> String {
        "Rate limit reached on requests per day (RPD): Limit 200, Used 200. Please try again in \(pause)."
    }

    private static func body(_ type: String?, _ code: String?, _ message: String = "said so") -> String {
        let words = [type, code].map { $0.map { "\"\($0)\"" } ?? "null" }
        return #"{"error":{"message":"\#(message)","type":\#(words[0]),"param":null,"code":\#(words[1])}}"#
    }

    private static func error(
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
        .whole(
            "OpenAI, \(status): \(name)",
            status,
            kind,
            retry,
            body(type, code, message),
            headers: headers,
            after: delay
        )
    }

    private static func failed(
        _ name: String,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ code: String
    ) -> ErrorRow {
        response(
            "failed, \(name)",
            kind,
            retry,
            #"{"type":"response.failed","response":{"status":"failed","output":[],"#
                + #""error":{"code":"\#(code)","message":"said so"}}}"#
        )
    }

    private static func response(
        _ name: String,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ event: String
    ) -> ErrorRow {
        .streamed("OpenAI, in a response: \(name)", .openAIResponses, kind, retry, event)
    }
}
