import Conversation

/// An answer as the events of its protocol's stream, each event a piece.
struct AnswerStream {
    let answer: LoopbackAnswer
    let request: LoopbackRequest

    var pieces: [String] {
        switch request.wireProtocol {
        case .anthropic: anthropic
        case .openAIChat: chat
        case .openAIResponses: responses
        case .gemini: gemini
        }
    }

    /// Names a call after its request and place, so that the same script gives the same IDs.
    func callID(_ index: Int) -> String {
        "call_\(request.number)_\(index)"
    }

    /// A few characters at a time, as models send them.
    static func split(_ text: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(12)))
            rest = rest.dropFirst(12)
        }
        return pieces
    }

    static func quoted(_ text: String) -> String {
        JSONValue.string(text).text
    }
}
