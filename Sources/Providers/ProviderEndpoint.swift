package import Conversation
package import Transport

/// One provider's address and key, as catalog and manifest give them.
package struct ProviderEndpoint: Sendable {
    package var wireProtocol: WireProtocol
    /// As the vendor's own library takes it: OpenAI-style with `/v1`, Anthropic-style without.
    package var baseURL: String
    /// Sent with each request; nothing is sent where it is absent.
    package var key: Secret?
    /// Sent with each request besides the protocol's own, which they replace where the names are the same.
    package var headers: [HTTPRequest.Header]

    package init(
        wireProtocol: WireProtocol,
        baseURL: String,
        key: Secret? = nil,
        headers: [HTTPRequest.Header] = []
    ) {
        self.wireProtocol = wireProtocol
        self.baseURL = baseURL
        self.key = key
        self.headers = headers
    }

    /// A model port that speaks this endpoint's protocol. It classifies what goes wrong and never tries again.
    package func model(over exchange: any HTTPExchange, clock: ProviderClock) -> any LanguageModel {
        func speaking(_ format: some WireFormat) -> any LanguageModel {
            StreamingModel(format: format, endpoint: self, exchange: exchange, clock: clock)
        }
        return switch wireProtocol {
        case .anthropic: speaking(AnthropicFormat())
        case .openAIChat:
            ChatOrResponsesModel(chat: speaking(ChatFormat()), responses: speaking(ResponsesFormat()))
        case .openAIResponses: speaking(ResponsesFormat())
        case .gemini: speaking(GeminiFormat())
        }
    }
}

/// The two readings of time that a call needs.
package struct ProviderClock: Sendable {
    /// The time of day, with which a provider's dates are compared.
    package var now: @Sendable () -> Moment
    /// A steady clock's reading; only differences of it are used.
    package var elapsed: @Sendable () -> Duration

    package init(now: @escaping @Sendable () -> Moment, elapsed: @escaping @Sendable () -> Duration) {
        self.now = now
        self.elapsed = elapsed
    }
}
