import Conversation

/// OpenAI's Chat Completions protocol (https://platform.openai.com/docs/api-reference/chat), which most other
/// providers and servers speak as well. Where they differ, the request's abilities say so.
struct ChatFormat: WireFormat {
    func url(base: String, model: String) -> String {
        base + "/chat/completions"
    }

    var keyHeader: KeyHeader {
        .bearer
    }

    func body(of request: ModelRequest) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { $0.chat(request) }
        return writer.bytes
    }

    func decoder(for request: ModelRequest) -> ChatDecoder {
        ChatDecoder(request.abilities)
    }
}
