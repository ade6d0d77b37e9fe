import Conversation

/// Anthropic's errors: https://platform.claude.com/docs/en/api/errors
extension ErrorTable {
    static let anthropic: [ErrorRow] = [
        // By type.
        error("a wrong request", 400, .rejected, .no, "invalid_request_error"),
        error("a wrong key", 401, .authentication, .stopsLane, "authentication_error"),
        error("a bill", 402, .quotaExhausted, .stopsLane, "billing_error"),
        error("no permission", 403, .authentication, .stopsLane, "permission_error"),
        error("no such model", 404, .notFound, .no, "not_found_error"),
        error("a timeout", 408, .serverError, .yes, "timeout_error"),
        error("a timeout that came as a wrong request", 400, .serverError, .yes, "timeout_error"),
        error("a conflict", 409, .serverError, .yes, "conflict_error"),
        error("a request of too many bytes", 413, .rejected, .no, "request_too_large"),
        error("a request that cannot be processed", 422, .rejected, .no, "invalid_request_error"),
        error("a limit", 429, .rateLimited, .yes, "rate_limit_error"),
        error("a failure", 500, .serverError, .yes, "api_error"),
        error("a timeout of a gateway", 504, .serverError, .yes, "timeout_error"),
        error("an overload", 529, .overloaded, .yes, "overloaded_error"),
        error("an overload, told as a failure", 529, .overloaded, .yes, "api_error"),
        // By the code in the details, never by the message.
        error("the body took too long", 400, .serverError, .yes, wrong, "request_body_timeout"),
        error("a contract's spend", 429, .quotaExhausted, .stopsLane, limit, "contract_spend_limit_reached"),
        error("an enforced spend", 429, .quotaExhausted, .stopsLane, limit, "enforced_spend_limit_reached"),
        error("traffic that grew too fast", 429, .rateLimited, .yes, limit, "ramp_limit_exceeded"),
        error(
            "traffic that grew too fast, and when",
            429,
            .rateLimited,
            .yes,
            limit,
            "ramp_limit_exceeded",
            headers: ["retry-after": "7"],
            after: .seconds(7)
        ),
        error("a new code of a limit", 429, .rateLimited, .yes, limit, "new_code"),
        error("a linked organization", 402, .quotaExhausted, .stopsLane, "x", "linked_organization_unpaid"),
        error("a customer's key store", 503, .overloaded, .yes, "api_error", "cmek_unavailable"),
        error("no compaction for now", 529, .overloaded, .yes, "overloaded_error", "compaction_unavailable"),
        error("an image too large", 400, .rejected, .no, wrong, "image_dimensions_too_large"),
        error("two tools of one name", 400, .rejected, .no, wrong, "tool_name_conflict"),
        error("a reference to no tool", 400, .rejected, .no, wrong, "tool_reference_unresolved"),
        error("too many tools", 400, .rejected, .no, wrong, "available_tools_limit_exceeded"),
        error("a compaction that is wrong", 400, .rejected, .no, wrong, "compaction_invalid"),
        error("a thread that is wrong", 400, .rejected, .no, wrong, "thread_not_found"),
        // By the message, where there is nothing else.
        error(
            "no credit",
            400,
            .quotaExhausted,
            .stopsLane,
            wrong,
            says: "Your credit balance is too low to."
        ),
        error(
            "an organization's own limit",
            400,
            .quotaExhausted,
            .stopsLane,
            wrong,
            says: "You have reached your specified API usage limits. You will regain access on 2026-12-01."
        ),
        error(
            "the prompt alone is too long",
            400,
            .contextExceeded,
            .no,
            wrong,
            says: "prompt is too long: 210000 tokens > 200000 maximum"
        ),
        error(
            "prompt and answer are too long together",
            400,
            .contextExceeded,
            .no,
            wrong,
            says: "input length and `max_tokens` exceed context limit: 1 + 2 > 2"
        ),
        error(
            "a cap larger than the model's",
            400,
            .rejected,
            .no,
            wrong,
            says: "max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens"
        ),
        error(
            "a filtered answer",
            400,
            .filtered,
            .no,
            wrong,
            says: "Output blocked by content filtering policy"
        ),
        error("an unknown field", 400, .rejected, .no, wrong, says: "Extra inputs are not permitted"),
        error(
            "a way of thinking that the model lacks",
            400,
            .rejected,
            .no,
            wrong,
            says: "thinking.type.enabled is not supported for this model. Use adaptive thinking."
        ),
        error(
            "a prefill",
            400,
            .rejected,
            .no,
            wrong,
            says: "Prefilling assistant messages is not supported"
        ),
        error(
            "an altered thought",
            400,
            .rejected,
            .no,
            wrong,
            says: "thinking blocks in the latest assistant message cannot be modified"
        ),
        error(
            "a call without its result",
            400,
            .rejected,
            .no,
            wrong,
            says: "`tool_use` ids were found without `tool_result` blocks"
        ),
        // In a stream.
        event("an overload", .overloaded, .yes, "overloaded_error"),
        event("a failure", .serverError, .yes, "api_error"),
        event("a timeout", .serverError, .yes, "timeout_error"),
        event("a limit", .rateLimited, .yes, "rate_limit_error"),
        event("a wrong request", .rejected, .no, "invalid_request_error"),
        event("a bill", .quotaExhausted, .stopsLane, "billing_error"),
        event("a wrong key", .authentication, .stopsLane, "authentication_error"),
        event("no such model", .notFound, .no, "not_found_error"),
        event("a new type", .serverError, .yes, "new_error"),
        event("a contract's spend", .quotaExhausted, .stopsLane, limit, "contract_spend_limit_reached"),
        .streamed(
            "Anthropic, in a stream: an error whose event has no type",
            .anthropic,
            .overloaded,
            .yes,
            #"{"error":{"type":"overloaded_error","message":"said so"}}"#
        ),
    ]

    private static let wrong = "invalid_request_error"
    private static let limit = "rate_limit_error"

    private static func body(_ type: String, _ code: String?, _ message: String) -> String {
        let details = code.map { #","details":{"error_code":"\#($0)"}"# } ?? ""
        return #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"\#(details)},"#
            + #""request_id":"req_1"}"#
    }

    private static func error(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ type: String,
        _ code: String? = nil,
        says message: String = "said so",
        headers: [String: String] = [:],
        after delay: Duration? = nil
    ) -> ErrorRow {
        .whole(
            "Anthropic, \(status): \(name)",
            status,
            kind,
            retry,
            body(type, code, message),
            headers: headers,
            after: delay,
            by: .anthropic
        )
    }

    private static func event(
        _ name: String,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ type: String,
        _ code: String? = nil
    ) -> ErrorRow {
        .streamed(
            "Anthropic, in a stream: \(name)",
            .anthropic,
            kind,
            retry,
            #"{"type":"message_start","message":{"model":"m","usage":{"input_tokens":3,"output_tokens":1}}}"#,
            body(type, code, "said so")
        )
    }
}
