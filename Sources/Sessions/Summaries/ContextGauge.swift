import Conversation

/// How full the model's window will be with the next request, judged by what earlier requests of the session measured.
struct ContextGauge {
    /// Tokens for each byte, as last measured; a quarter before that, which is near for English and code.
    private var tokensPerByte = 0.25

    /// Takes the provider's count for a request of so many bytes.
    mutating func measured(promptTokens: Int, bytes: Int) {
        guard promptTokens > 0, bytes > 0 else { return }
        tokensPerByte = Double(promptTokens) / Double(bytes)
    }

    func tokens(ofBytes bytes: Int) -> Int {
        Int((Double(bytes) * tokensPerByte).rounded(.up))
    }

    func bytes(ofTokens tokens: Int) -> Int {
        Int(Double(tokens) / tokensPerByte)
    }

    /// What a model's window leaves for the request when the answer has its reserve; at least a quarter of the window,
    /// for models whose output limit is as large as their window.
    static func room(context: Int, maxOutputTokens: Int) -> Int {
        max(context - maxOutputTokens, context / 4)
    }
}
