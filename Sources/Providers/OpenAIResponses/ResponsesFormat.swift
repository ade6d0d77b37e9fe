import Conversation
import Transport

/// OpenAI's Responses protocol (https://platform.openai.com/docs/api-reference/responses), without any state on the
/// provider's side: each request carries the whole conversation, reasoning items included.
struct ResponsesFormat: WireFormat {
    func url(base: String, model: String) -> String {
        base + "/responses"
    }

    func headers(key: Secret?) -> [HTTPRequest.Header] {
        guard let key else { return [] }
        return [HTTPRequest.Header("authorization", "Bearer " + key.reveal(), isSecret: true)]
    }

    func body(of request: ModelRequest) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { $0.responses(request) }
        return writer.bytes
    }

    func decoder(for request: ModelRequest) -> ResponsesDecoder {
        ResponsesDecoder()
    }
}
