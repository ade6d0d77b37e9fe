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
    package func model(
        over exchange: any HTTPExchange,
        clock: ProviderClock
    ) throws(UnsupportedProtocol) -> any LanguageModel {
        switch wireProtocol {
        case .anthropic:
            StreamingModel(format: AnthropicFormat(), endpoint: self, exchange: exchange, clock: clock)
        case .openAIChat:
            StreamingModel(format: ChatFormat(), endpoint: self, exchange: exchange, clock: clock)
        case .openAIResponses, .gemini:
            throw UnsupportedProtocol(wireProtocol: wireProtocol)
        }
    }
}

/// A protocol that manifests may name and that is not spoken yet.
package struct UnsupportedProtocol: Error, Hashable, Sendable {
    package var wireProtocol: WireProtocol

    package init(wireProtocol: WireProtocol) {
        self.wireProtocol = wireProtocol
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
