import Conversation
import Providers
import Testing
import Transport

struct FailureTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var kind: ModelError.Kind
        var headers: [String: String] = [:]

        var testDescription: String { "\(status) \(body.prefix(90))" }
    }

    private func error(_ example: Example, _ wireProtocol: WireProtocol = .openAIChat) async throws
        -> ModelError?
    {
        let headers = [("content-type", "application/json")] + example.headers.map { ($0.key, $0.value) }
        return try await see(
            wireProtocol,
            CannedExchange(status: example.status, headers: headers, example.body)
        ).error
    }

    private static func openAI(_ type: String, code: String?, _ message: String = "said so") -> String {
        #"{"error":{"message":"\#(message)","type":"\#(type)","param":null,"code":\#(code.map { "\"\($0)\"" } ?? "null")}}"#
    }

    private static func anthropic(_ type: String, code: String? = nil, _ message: String = "said so")
        -> String
    {
        let details = code.map { #","details":{"error_code":"\#($0)"}"# } ?? ""
        return
            #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"\#(details)},"request_id":"r"}"#
    }

    static let examples: [Example] = [
        // Quotas, whatever the status.
        Example(status: 402, body: "{}", kind: .quotaExhausted),
        Example(
            status: 429,
            body: openAI("insufficient_quota", code: "insufficient_quota"),
            kind: .quotaExhausted
        ),
        Example(
            status: 429,
            body: openAI("insufficient_quota", code: "credit_balance_exhausted"),
            kind: .quotaExhausted
        ),
        Example(status: 429, body: openAI("x", code: "project_spend_limit_exceeded"), kind: .quotaExhausted),
        Example(status: 400, body: openAI("x", code: "billing_not_active"), kind: .quotaExhausted),
        Example(
            status: 429,
            body: anthropic("rate_limit_error", code: "contract_spend_limit_reached"),
            kind: .quotaExhausted
        ),
        Example(
            status: 400,
            body: anthropic("invalid_request_error", "Your credit balance is too low to go on."),
            kind: .quotaExhausted
        ),
        Example(
            status: 402,
            body:
                #"{"error":{"code":402,"message":"m","metadata":{"limit_source":"openrouter_in_flight_budget"}}}"#,
            kind: .rateLimited
        ),
        // Conversations that are too long.
        Example(
            status: 400,
            body: openAI("invalid_request_error", code: "context_length_exceeded"),
            kind: .contextExceeded
        ),
        Example(
            status: 400,
            body: anthropic("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
            kind: .contextExceeded
        ),
        Example(
            status: 400,
            body: anthropic(
                "invalid_request_error",
                "input length and `max_tokens` exceed context limit: 1 + 2 > 2"
            ),
            kind: .contextExceeded
        ),
        Example(
            status: 400,
            body:
                #"{"object":"error","message":"This model's maximum context length is 4096 tokens.","code":400}"#,
            kind: .contextExceeded
        ),
        Example(
            status: 400,
            body: #"{"error":{"code":400,"message":"m","type":"exceed_context_size_error","n_ctx":4096}}"#,
            kind: .contextExceeded
        ),
        Example(
            status: 400,
            body: openAI("x", code: nil, "Current length is 9000 while limit is 8192"),
            kind: .contextExceeded
        ),
        Example(status: 400, body: openAI("x", code: "string_above_max_length"), kind: .rejected),
        Example(
            status: 400,
            body: anthropic("invalid_request_error", "max_tokens: 200000 > 64000, which is the maximum"),
            kind: .rejected
        ),
        Example(
            status: 429,
            body: openAI("x", code: nil, "Too many tokens, please wait"),
            kind: .rateLimited
        ),
        // Filters.
        Example(status: 400, body: openAI("x", code: "content_policy_violation"), kind: .filtered),
        Example(status: 400, body: openAI("x", code: "content_filter"), kind: .filtered),
        Example(
            status: 403,
            body: #"{"error":{"code":403,"message":"m","metadata":{"reasons":["violence"]}}}"#,
            kind: .filtered
        ),
        Example(
            status: 400,
            body: anthropic("invalid_request_error", "Output blocked by content filtering policy"),
            kind: .filtered
        ),
        // Keys and names.
        Example(
            status: 401,
            body: openAI("invalid_request_error", code: "invalid_api_key"),
            kind: .authentication
        ),
        Example(status: 401, body: #"{"detail":"Unauthorized"}"#, kind: .authentication),
        Example(status: 403, body: anthropic("permission_error"), kind: .authentication),
        Example(status: 403, body: openAI("x", code: "model_not_found"), kind: .notFound),
        Example(status: 404, body: anthropic("not_found_error"), kind: .notFound),
        Example(status: 404, body: "", kind: .notFound),
        // Requests that are wrong.
        Example(
            status: 400,
            body: openAI("invalid_request_error", code: "unsupported_value"),
            kind: .rejected
        ),
        Example(status: 413, body: anthropic("request_too_large"), kind: .rejected),
        Example(
            status: 422,
            body: #"{"detail":[{"loc":["body"],"msg":"field required","type":"x"}]}"#,
            kind: .rejected
        ),
        Example(status: 302, body: "", kind: .rejected),
        Example(
            status: 429,
            body: openAI(
                "tokens",
                code: "rate_limit_exceeded",
                "Request too large for m: Limit 30,000, Requested 45210."
            ),
            kind: .rejected
        ),
        // What passes.
        Example(status: 429, body: openAI("tokens", code: "rate_limit_exceeded"), kind: .rateLimited),
        Example(
            status: 429,
            body: openAI(
                "tokens",
                code: "rate_limit_exceeded",
                "Request too large for now: Limit 30000, Requested 20"
            ),
            kind: .rateLimited
        ),
        Example(status: 503, body: openAI("rate_limit_error", code: "slow_down"), kind: .rateLimited),
        Example(status: 502, body: #"{"error":{"code":429,"message":"upstream"}}"#, kind: .rateLimited),
        Example(status: 200, body: #"{"error":{"code":429,"message":"upstream"}}"#, kind: .rateLimited),
        Example(status: 529, body: anthropic("overloaded_error"), kind: .overloaded),
        Example(status: 498, body: "", kind: .overloaded),
        Example(
            status: 503,
            body: #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#,
            kind: .overloaded
        ),
        Example(status: 503, body: openAI("server_error", code: "overloaded"), kind: .overloaded),
        Example(status: 408, body: "", kind: .serverError),
        Example(status: 409, body: "", kind: .serverError),
        Example(status: 425, body: "", kind: .serverError),
        Example(status: 500, body: anthropic("api_error"), kind: .serverError),
        Example(status: 400, body: anthropic("timeout_error"), kind: .serverError),
        Example(status: 502, body: "<html>Bad gateway</html>", kind: .serverError),
        Example(status: 524, body: "", kind: .serverError),
        Example(status: 400, body: openAI("x", code: "tool_use_failed"), kind: .malformed),
        // No provider sends that.
        Example(
            status: 200,
            body: "<html>Please log in</html>",
            kind: .malformed,
            headers: ["x-cache": "hit"]
        ),
        Example(status: 200, body: #"{"choices":[]}"#, kind: .malformed),
    ]

    @Test(arguments: examples)
    func `an error is classified by status, code and text`(example: Example) async throws {
        #expect(try await error(example)?.kind == example.kind)
    }

    @Test func `the message is the provider's, wherever it stands`() async throws {
        let bodies = [
            #"{"error":{"message":"said so"}}"#, #"{"error":"said so"}"#, #"{"message":"said so"}"#,
            #"{"detail":"said so"}"#, #"{"detail":[{"msg":"said"},{"msg":"so"}]}"#,
            #"[{"error":{"message":"said so"}}]"#,
            "said\n  so",
        ]
        for body in bodies {
            let message = try await error(Example(status: 400, body: body, kind: .rejected))?.message
            #expect(message == (body.contains("[{\"msg") ? "said; so" : "said so"))
        }
    }

    @Test func `a refused key is not repeated`() async throws {
        let body = Self.openAI("x", code: "invalid_api_key", "Incorrect API key provided: sk-0123456789.")
        let error = try await error(Example(status: 401, body: body, kind: .authentication))
        #expect(error?.message == "Incorrect API key provided: [key].")
    }

    @Test func `an error tells the status and the provider's name for the request`() async throws {
        for (name, wireProtocol) in [("request-id", WireProtocol.anthropic), ("x-request-id", .openAIChat)] {
            let example = Example(status: 500, body: "", kind: .serverError, headers: [name: "req_7"])
            #expect(
                try await error(example, wireProtocol)?.response
                    == ResponseFacts(status: 500, requestID: "req_7", firstByte: .seconds(1))
            )
        }
    }

    // MARK: - Waiting

    @Test(arguments: [
        (["retry-after-ms": "1500", "retry-after": "20"], Duration.milliseconds(1_500) as Duration?),
        (["retry-after": "20"], .seconds(20)), (["retry-after": "0.75"], .milliseconds(750)),
        (["retry-after": "Sun, 22 Nov 2026 08:01:30 GMT"], .seconds(90)),
        (["retry-after": "Sun, 22 Nov 2026 07:01:30 GMT"], nil), (["retry-after": "0"], nil),
        (["retry-after": "soon"], nil), (["retry-after": "-3", "retry-after-ms": "nan"], nil),
        (["x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s"], .seconds(360)),
        (["x-ratelimit-remaining-tokens": "5", "x-ratelimit-reset-tokens": "6m0s"], nil),
        (
            [
                "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1s",
                "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "120ms",
            ], .seconds(1)
        ),
        (
            [
                "anthropic-ratelimit-input-tokens-remaining": "0",
                "anthropic-ratelimit-input-tokens-reset": "2026-11-22T08:01:00Z",
            ], .seconds(60)
        ),
        (["x-ratelimit-reset": "1795334460000"], .seconds(60)),
    ])
    func `the delay is the provider's, from whichever header has it`(
        headers: [String: String],
        delay: Duration?
    ) async throws {
        #expect(
            try await error(Example(status: 429, body: "", kind: .rateLimited, headers: headers))?.retryAfter
                == delay
        )
    }

    @Test(arguments: [
        ("Please try again in 5.289s.", Duration.milliseconds(5_289) as Duration?),
        ("Please try again in 120ms.", .milliseconds(120)),
        ("try again in 1m4.5s, or less", .milliseconds(64_500)),
        ("Please retry in 10h17m5.7s.", .milliseconds(37_025_700)), ("try again in 1d2h", .seconds(93_600)),
        ("try again in 20 minutes", nil), ("try again in a while", nil), ("try again in", nil),
    ])
    func `the delay may stand in the message`(message: String, delay: Duration?) async throws {
        let body = Self.openAI("tokens", code: "rate_limit_exceeded", message)
        #expect(try await error(Example(status: 429, body: body, kind: .rateLimited))?.retryAfter == delay)
    }

    @Test func `no delay is given where waiting does not help`() async throws {
        let body = Self.openAI("insufficient_quota", code: "insufficient_quota")
        let headers = ["retry-after": "20", "x-should-retry": "true"]
        let error = try await error(Example(status: 429, body: body, kind: .quotaExhausted, headers: headers))
        #expect(error?.retryAfter == nil)
        #expect(error?.shouldRetry == nil)
    }

    @Test(arguments: [("true", true as Bool?), ("false", false), ("perhaps", nil)])
    func `the provider's word on another try is kept`(word: String, shouldRetry: Bool?) async throws {
        let example = Example(status: 400, body: "", kind: .rejected, headers: ["x-should-retry": word])
        #expect(try await error(example)?.shouldRetry == shouldRetry)
    }

    // MARK: - The way there

    @Test(arguments: [
        (HTTPFailure.unreachable("x"), ModelError.Kind.network), (.closedBeforeResponse("x"), .network),
        (.connectTimeout(.seconds(1)), .connectTimeout), (.firstByteTimeout(.seconds(1)), .firstByteTimeout),
        (.idleTimeout(.seconds(1)), .idleTimeout), (.closedInBody("x"), .streamCut), (.cancelled, .cancelled),
        (.unrecorded("how to"), .unrecorded),
    ])
    func `a failure of the way there has its own kind`(failure: HTTPFailure, kind: ModelError.Kind)
        async throws
    {
        #expect(try await see(.openAIChat, CannedExchange(failure: failure)).error?.kind == kind)
    }

    @Test func `an error whose text was cut off is still that error`() async throws {
        let exchange = CannedExchange(
            status: 429,
            headers: [("retry-after", "3")],
            chunks: [Array(#"{"error":{"mess"#.utf8)],
            failure: .closedInBody("reset")
        )
        let error = try await see(.openAIChat, exchange).error
        #expect(error?.kind == .rateLimited)
        #expect(error?.retryAfter == .seconds(3))
    }
}
