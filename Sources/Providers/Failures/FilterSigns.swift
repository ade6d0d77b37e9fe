/// How providers say that a policy of theirs refused what was asked, or what the model wrote: the same request would be
/// refused again.
enum FilterSigns {
    static func match(_ body: ErrorBody) -> Bool {
        if body.isModerated { return true }
        if let code = body.code, codes.contains(code) { return true }
        let message = body.message.lowercased()
        return texts.contains { message.contains($0) }
    }

    private static let codes: Set<String> = [
        // OpenAI, the last two in failed responses only
        "content_policy_violation", "invalid_prompt", "bio_policy", "misalignment_policy_violation",
        // Azure
        "content_filter",
    ]

    /// In lower case. Only for errors that come without a code of their own.
    private static let texts = [
        // Anthropic, with status 400
        "output blocked by content filtering policy"
    ]
}
