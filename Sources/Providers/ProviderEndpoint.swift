package import Conversation
package import Transport

/// One provider's address and key, and where it departs from its protocol in them, as catalog and manifest give them.
package struct ProviderEndpoint: Sendable {
    package var wireProtocol: WireProtocol
    /// As the vendor's own library takes it: OpenAI-style with `/v1`, Anthropic-style without.
    package var baseURL: String
    /// Sent with each request; nothing is sent where it is absent.
    package var key: Secret?
    /// Where the key goes; the protocol's own place where it is absent.
    package var keyHeader: KeyHeader?
    /// What follows the base address in place of the protocol's own path, with `{model}` where the model's name goes.
    package var path: String?
    /// The version of the Messages protocol. It goes into the body where the path names the model, else into a header.
    package var version: String?
    /// Sent with each request besides the protocol's own, which they replace where the names are the same.
    package var headers: [HTTPRequest.Header]

    package init(
        wireProtocol: WireProtocol,
        baseURL: String,
        key: Secret? = nil,
        keyHeader: KeyHeader? = nil,
        path: String? = nil,
        version: String? = nil,
        headers: [HTTPRequest.Header] = []
    ) {
        self.wireProtocol = wireProtocol
        self.baseURL = baseURL
        self.key = key
        self.keyHeader = keyHeader
        self.path = path
        self.version = version
        self.headers = headers
    }

    /// A model port that speaks this endpoint's protocol. It classifies what goes wrong and never tries again.
    package func model(over exchange: any HTTPExchange, clock: ProviderClock) -> any LanguageModel {
        func speaking(_ format: some WireFormat, at endpoint: ProviderEndpoint? = nil) -> any LanguageModel {
            StreamingModel(format: format, endpoint: endpoint ?? self, exchange: exchange, clock: clock)
        }
        // A path of its own is that of one protocol.
        var withoutPath = self
        withoutPath.path = nil
        return switch wireProtocol {
        case .anthropic: speaking(AnthropicFormat(self))
        case .openAIChat:
            ChatOrResponsesModel(
                chat: speaking(ChatFormat()),
                responses: speaking(ResponsesFormat(), at: withoutPath)
            )
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
