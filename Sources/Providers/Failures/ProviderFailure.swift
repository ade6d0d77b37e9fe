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
        // With 429, "too many tokens" are too many in a minute.
        if status != 429, ContextSigns.match(body) { return .contextExceeded }
        if isFiltered { return .filtered }
        if isNotFound { return .notFound }
        // Google answers a wrong key with 400.
        if body.reason == "API_KEY_INVALID" { return .authentication }
        switch status {
        case 401, 403: return .authentication
        case 429: return OversizedRequest(body.message) == nil ? .rateLimited : .rejected
        // 498: Groq has no capacity on its flexible tier. 529: Anthropic is overloaded.
        case 498, 503, 529: return .overloaded
        case 408, 409, 425, 500...: return .serverError
        // The model wrote a call that Groq could not parse: another try may do better.
        case 400 where body.code == "tool_use_failed": return .malformed
        default: return .rejected
        }
    }

    /// How long the provider asks to wait, where it may help.
    var retryAfter: Duration? {
        switch kind {
        case .rateLimited, .overloaded, .serverError:
            RetryDelay(head: head, body: body, now: now).delay
        default: nil
        }
    }

    /// The provider's own word on another try. On quotas it has none.
    var shouldRetry: Bool? {
        guard !isQuota else { return nil }
        switch head?["x-should-retry"]?.lowercased() {
        case "true": return true
        case "false": return false
        default: return nil
        }
    }

    private var isQuota: Bool {
        // OpenRouter holds back what is in flight against the credit left: that passes.
        if body.limitSource == "openrouter_in_flight_budget" { return false }
        // Google's word for 402 is also that for 429.
        return [status, head?.status, body.status].contains(402) || QuotaSigns.match(body)
    }

    private var isFiltered: Bool {
        if body.isModerated { return true }
        switch body.code {
        case "content_policy_violation", "content_filter", "invalid_prompt": return true
        default: return body.message.lowercased().contains("output blocked by content filtering policy")
        }
    }

    private var isNotFound: Bool {
        status == 404 || body.code == "model_not_found" || body.type == "not_found_error"
    }

    /// The status that the error has or would have: what the body says where the response's own says less (a stream
    /// that had begun well, a gateway's 502).
    private var status: Int {
        let outer = head?.status ?? 200
        if outer == 402 && body.limitSource == "openrouter_in_flight_budget" { return 429 }
        if let implied = Self.statuses[body.code ?? ""] ?? Self.statuses[body.type ?? ""] {
            // A code that says "later" is truer than a general 400 or 500; other words stand for their status only
            // where there is none.
            if outer < 400 || outer >= 500 || [408, 429, 529].contains(implied) { return implied }
        }
        if let inner = body.status, outer < 400 || outer >= 500 { return inner }
        // The provider broke off its own stream without a word that we know.
        return outer < 300 ? 500 : outer
    }

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
