import Conversation

/// OpenAI's Responses protocol (https://platform.openai.com/docs/api-reference/responses), without any state on the
/// provider's side: each request carries the whole conversation, reasoning items included.
struct ResponsesFormat: WireFormat {
    func url(base: String, model: String) -> String {
        base + "/responses"
    }

    var keyHeader: KeyHeader {
        .bearer
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
