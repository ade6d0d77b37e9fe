import Conversation
import Transport

/// Anthropic's Messages protocol (https://platform.claude.com/docs/en/api/messages).
struct AnthropicFormat: WireFormat {
    func url(base: String, model: String) -> String {
        // MiniMax and others give the base of this protocol with its version.
        base.hasSuffix("/v1") ? base + "/messages" : base + "/v1/messages"
    }

    func headers(key: Secret?) -> [HTTPRequest.Header] {
        var headers = [HTTPRequest.Header("anthropic-version", "2023-06-01")]
        if let key { headers.append(HTTPRequest.Header("x-api-key", key.reveal(), isSecret: true)) }
        return headers
    }

    func body(of request: ModelRequest) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { $0.anthropic(request) }
        return writer.bytes
    }

    func decoder(for request: ModelRequest) -> AnthropicDecoder {
        AnthropicDecoder()
    }
}
