/// How providers say that an account has no credit, or has met its own spending limit: waiting does not help, and no
/// job of that key can go on.
enum QuotaSigns {
    static func match(_ body: ErrorBody) -> Bool {
        if let code = body.code, codes.contains(code) || code.hasSuffix("_spend_limit_exceeded") {
            return true
        }
        if let type = body.type, codes.contains(type) { return true }
        if isSpentForToday(body) { return true }
        let message = body.message.lowercased()
        return texts.contains { message.contains($0) }
    }

    /// Whether the limit is one of Groq's or OpenAI's for a whole day: such a limit may have room again in a minute, so
    /// that only a long delay makes it a quota.
    static func isOfDay(_ body: ErrorBody) -> Bool {
        body.message.lowercased().contains("per day")
    }

    /// What comes back within this time is waited for; no call is made to wait for longer.
    static let longestWait: Duration = .seconds(3_600)

    /// Google calls every limit by the same code; what is gone until midnight, or was never granted, does not come back
    /// in a minute.
    private static func isSpentForToday(_ body: ErrorBody) -> Bool {
        guard body.code == "RESOURCE_EXHAUSTED" else { return false }
        return body.quotas.contains { $0.contains("PerDay") } || body.isQuotaOfNothing
            || grantsNothing(body.message)
    }

    /// `limit: 0`, before a comma, a line's end or nothing at all.
    private static func grantsNothing(_ message: String) -> Bool {
        guard let range = message.firstRange(of: "limit: 0") else { return false }
        return message[range.upperBound...].first?.isNumber != true
    }

    private static let codes: Set<String> = [
        // OpenAI
        "insufficient_quota", "credit_balance_exhausted", "organization_usage_limit_exceeded",
        "billing_hard_limit_reached", "billing_not_active",
        // Anthropic
        "billing_error", "contract_spend_limit_reached", "enforced_spend_limit_reached",
    ]

    /// In lower case. Only for errors that come without a code of their own.
    private static let texts = [
        // Anthropic, with status 400
        "credit balance is too low", "you have reached your specified api usage limits",
        // xAI, with status 403 or 429
        "all available credits", "any credits", "out of credits", "spending limit",
    ]
}
