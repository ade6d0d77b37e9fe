/// How providers say that a conversation is longer than the model takes.
enum ContextSigns {
    static func match(_ body: ErrorBody) -> Bool {
        if let code = body.code, codes.contains(code) { return true }
        if let type = body.type, codes.contains(type) { return true }
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
        // OpenAI, Groq, OpenRouter; llama.cpp
        "context_length_exceeded", "max_tokens_exceeded", "token_limit_exceeded", "string_too_long",
        "exceed_context_size_error",
    ]

    /// In lower case.
    private static let texts: [[String]] = [
        // OpenAI, vLLM, OpenRouter
        ["maximum context length is"], ["input tokens exceed the configured limit"],
        ["is longer than the maximum model length"],
        // Anthropic
        ["prompt is too long"], ["exceed context limit"],
        // Gemini
        ["exceeds the maximum number of tokens allowed"],
        // Groq
        ["reduce the length of the messages"],
        // Mistral
        ["too large for model with", "maximum context length"],
        // xAI
        ["maximum prompt length is"],
        // Cerebras
        ["current length is", "while limit is"],
        // TGI
        ["`inputs` tokens + `max_new_tokens` must be"],
        // llama.cpp, LM Studio
        ["exceeds the available context size"], ["model's maximum context limit"],
        // Bedrock
        ["input is too long"], ["too many tokens"],
        // Others, as gateways pass them on
        ["exceeds the model's maximum context length"], ["is longer than the model's context length"],
        ["maximum input length is"], ["input too long"],
        ["string too long. expected a string with maximum length"],
    ]
}
