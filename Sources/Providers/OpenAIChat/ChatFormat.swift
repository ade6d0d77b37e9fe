import Conversation
import Transport

/// OpenAI's Chat Completions protocol (https://platform.openai.com/docs/api-reference/chat), which most other
/// providers and servers speak as well. Where they differ, the request's abilities say so.
struct ChatFormat: WireFormat {
    func url(base: String, model: String) -> String {
        base + "/chat/completions"
    }

    func headers(key: Secret?) -> [HTTPRequest.Header] {
        guard let key else { return [] }
        return [HTTPRequest.Header("authorization", "Bearer " + key.reveal(), isSecret: true)]
    }

    func body(of request: ModelRequest) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { $0.chat(request) }
        return writer.bytes
    }

    func decoder(for request: ModelRequest) -> ChatDecoder {
        ChatDecoder(countsReasoningApart: request.abilities.reasoningOutsideCompletion)
    }
}
