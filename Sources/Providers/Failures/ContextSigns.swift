/// How providers say that a conversation is longer than the model takes.
enum ContextSigns {
    /// - Parameters:
    ///   - body: what the provider said.
    ///   - isRateLimit: whether it said so with 429, where "too many tokens" are too many in a minute. A code is clear
    ///     even there.
    /// - Returns: whether the conversation must become shorter.
    static func match(_ body: ErrorBody, isRateLimit: Bool) -> Bool {
        if let code = body.code {
            if fieldCodes.contains(code) { return false }
            if codes.contains(code) { return true }
        }
        if let type = body.type, codes.contains(type) { return true }
        guard !isRateLimit else { return false }
        let message = body.message.lowercased()
        return texts.contains { pieces in
            // All pieces, in their order.
            var rest = message[...]
            for piece in pieces {
                guard let range = rest.firstRange(of: piece) else { return false }
                rest = rest[range.upperBound...]
            }
            return true
        }
    }

    private static let codes: Set<String> = [
        // OpenAI, Groq, OpenRouter
        "context_length_exceeded", "max_tokens_exceeded", "token_limit_exceeded", "string_too_long",
        // llama.cpp
        "exceed_context_size_error",
        // Mistral
        "3051",
    ]

    /// One field of the request is too long, whatever the conversation's length: OpenAI says it in words that others
    /// have for conversations.
    private static let fieldCodes: Set<String> = ["string_above_max_length"]

    /// In lower case.
    private static let texts: [[String]] = [
        // OpenAI, OpenRouter, vLLM, Mistral, LM Studio; and others, as gateways pass them on
        ["maximum context length"], ["model's context length"], ["greater than the context length"],
        ["context length of"], ["input tokens exceed the configured limit"],
        ["is longer than the maximum model length"],
        // Anthropic
        ["prompt is too long"], ["exceed context limit"],
        // Gemini
        ["exceeds the maximum number of tokens allowed"],
        // Groq
        ["reduce the length of the messages"],
        // xAI
        ["maximum prompt length is"],
        // Cerebras
        ["current length is", "while limit is"],
        // TGI
        ["`inputs` tokens + `max_new_tokens` must be"],
        // llama.cpp
        ["exceeds the available context size"],
        // Bedrock
        ["input is too long"], ["too many tokens"],
        // Others, as gateways pass them on
        ["model's maximum context limit"], ["maximum input length is"], ["input too long"],
        ["string too long. expected a string with maximum length"],
    ]
}
