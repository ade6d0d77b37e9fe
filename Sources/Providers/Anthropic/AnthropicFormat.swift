import Conversation
import Transport

/// Anthropic's Messages protocol (https://platform.claude.com/docs/en/api/messages).
///
/// Clouds that host its models name the model in the address, and the version of their own form of it in the body.
struct AnthropicFormat: WireFormat {
    private let version: String
    private let isVersionInBody: Bool

    init(_ endpoint: ProviderEndpoint) {
        version = endpoint.version ?? "2023-06-01"
        isVersionInBody = endpoint.path?.contains("{model}") ?? false
    }

    func url(base: String, model: String) -> String {
        // MiniMax and others give the base of this protocol with its version.
        base.hasSuffix("/v1") ? base + "/messages" : base + "/v1/messages"
    }

    var keyHeader: KeyHeader {
        .xAPIKey
    }

    var headers: [HTTPRequest.Header] {
        isVersionInBody ? [] : [HTTPRequest.Header("anthropic-version", version)]
    }

    func body(of request: ModelRequest) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            if isVersionInBody {
                $0.member("anthropic_version", version)
            } else {
                $0.member("model", request.model)
            }
            $0.anthropic(request)
        }
        return writer.bytes
    }

    func decoder(for request: ModelRequest) -> AnthropicDecoder {
        AnthropicDecoder()
    }
}
