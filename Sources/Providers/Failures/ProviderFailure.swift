import Conversation
import Transport

/// An error of a provider, classified where status, headers and body are at hand. First match wins; codes decide
/// before texts.
struct ProviderFailure {
    let body: ErrorBody
    let head: HTTPResponseHead?
    /// The time of day.
    let now: Moment

    var kind: ModelError.Kind {
        if isQuota { return .quotaExhausted }
        if ContextSigns.match(body, isRateLimit: status == 429) { return .contextExceeded }
        if FilterSigns.match(body) { return .filtered }
        if isNotFound { return .notFound }
        // Google answers a wrong key with 400.
        if body.reason == "API_KEY_INVALID" { return .authentication }
        // The model wrote a call that Groq could not parse: another try may do better.
        if body.code == "tool_use_failed" { return .unusableCall }
        switch status {
        case 401, 403: return .authentication
        case 429: return OversizedRequest(body.message) == nil ? .rateLimited : .rejected
        // 498: Groq has no capacity on its flexible tier. 529: Anthropic is overloaded.
        case 498, 503, 529: return .overloaded
        case 408, 409, 425, 500...: return .serverError
        default: return .rejected
        }
    }

    /// How long the provider asks to wait, where there is another try.
    var retryAfter: Duration? {
        guard shouldRetry ?? kind.isTransient else { return nil }
        return delay
    }

    /// The provider's own word on another try, where it can know better than its status tells: not on quotas and keys,
    /// nor on conversations that are too long or not to its liking.
    var shouldRetry: Bool? {
        switch kind {
        case .quotaExhausted, .contextExceeded, .filtered, .authentication: return nil
        default: break
        }
        switch head?["x-should-retry"]?.lowercased() {
        case "true": return true
        case "false": return false
        default: return nil
        }
    }

    private var delay: Duration? {
        RetryDelay(head: head, body: body, now: now).delay
    }

    private var isQuota: Bool {
        if isHeldBack { return false }
        // Google's word for 402 is also that for 429.
        if [status, head?.status, body.status].contains(402) || QuotaSigns.match(body) { return true }
        guard status == 429, QuotaSigns.isOfDay(body), let delay else { return false }
        return delay > QuotaSigns.longestWait
    }

    /// OpenRouter holds back what is in flight against the credit left: that passes.
    private var isHeldBack: Bool {
        body.limitSource == "openrouter_in_flight_budget"
    }

    private var isNotFound: Bool {
        status == 404 || body.code == "model_not_found" || body.type == "not_found_error"
    }

    /// The status that the error has or would have: what the body says where the response's own says less (a stream
    /// that had begun well, a gateway's 502).
    private var status: Int {
        let status = truest
        return status == 402 && isHeldBack ? 429 : status
    }

    private var truest: Int {
        let outer = head?.status ?? 200
        let words = [body.code, body.type, head?["x-amzn-errortype"]?.exceptionName]
        let told = words.compactMap { $0.flatMap { Self.statuses[$0] } } + [body.status].compactMap { $0 }
        let special = told.first { !Self.generalStatuses.contains($0) }
        switch outer {
        // What says "later" is truer than a general 400; all else of the client's errors is clear enough.
        case 400: return told.first(where: Self.laterStatuses.contains) ?? outer
        case 401..<500: return outer
        case 500...: return special ?? outer
        // The provider broke off its own stream, perhaps without a word that we know.
        default: return special ?? told.first ?? (outer < 300 ? 500 : outer)
        }
    }

    /// The statuses that say least: some servers give the words for them to every error.
    private static let generalStatuses: Set<Int> = [400, 500]

    private static let laterStatuses: Set<Int> = [408, 429, 503, 529]

    /// The statuses that types and codes come with, for streams, where the response has begun with 200.
    private static let statuses: [String: Int] = [
        // Anthropic: https://platform.claude.com/docs/en/api/errors
        "invalid_request_error": 400, "authentication_error": 401, "billing_error": 402,
        "permission_error": 403, "request_too_large": 413, "rate_limit_error": 429, "api_error": 500,
        "timeout_error": 408, "request_body_timeout": 408, "conflict_error": 409, "overloaded_error": 529,
        // OpenAI: https://platform.openai.com/docs/guides/error-codes
        "invalid_api_key": 401, "rate_limit_exceeded": 429, "tokens": 429, "requests": 429, "slow_down": 429,
        "server_error": 500, "server_is_overloaded": 529, "service_unavailable_error": 529, "overloaded": 529,
        // Google: https://ai.google.dev/gemini-api/docs/troubleshooting
        "INVALID_ARGUMENT": 400, "FAILED_PRECONDITION": 400, "PERMISSION_DENIED": 403, "NOT_FOUND": 404,
        "RESOURCE_EXHAUSTED": 429, "CANCELLED": 499, "INTERNAL": 500, "UNAVAILABLE": 503,
        "DEADLINE_EXCEEDED": 504,
        // Amazon: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
        "ValidationException": 400, "ServiceQuotaExceededException": 400, "ModelTimeoutException": 408,
        "ModelErrorException": 424, "ThrottlingException": 429, "ModelNotReadyException": 429,
        "InternalServerException": 500, "ServiceUnavailableException": 503,
        // llama.cpp while it loads its model.
        "unavailable_error": 503,
    ]
}

/// A single request that is larger than what its account may send in a minute, which OpenAI answers with 429: it can
/// never succeed. `Request too large … Limit 30000, Requested 45210.`
struct OversizedRequest {
    init?(_ message: String) {
        let text = message.lowercased()
        guard text.contains("request too large"), let limit = Self.number(after: "limit ", in: text),
            let requested = Self.number(after: "requested ", in: text), requested > limit
        else { return nil }
    }

    private static func number(after word: String, in text: String) -> Int? {
        guard let range = text.firstRange(of: word) else { return nil }
        let digits = text[range.upperBound...].prefix { $0.isNumber || $0 == "," }
        return Int(digits.filter { $0 != "," })
    }
}
