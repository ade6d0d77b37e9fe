import Conversation

/// One content block while it comes.
struct AnthropicBlock: Sendable {
    private enum Kind {
        case text
        case thinking
        case redacted
        case toolUse(id: String, name: String)
        /// A block that no request of ours asks for.
        case unknown
    }

    let index: Int
    /// Whether its end has come.
    var isWhole = false
    private let kind: Kind
    /// The block as it began, whose unknown members go back with it.
    private let start: JSONValue
    /// Text, thinking, or the arguments' JSON.
    private var text = ""
    private var signature: String?

    init(index: Int, start: JSONValue, into events: inout [ModelEvent]) {
        self.index = index
        self.start = start
        switch start["type"]?.string {
        case "text":
            kind = .text
            text = start["text"]?.string ?? ""
            if !text.isEmpty { events.append(.text(text)) }
        case "thinking":
            kind = .thinking
            text = start["thinking"]?.string ?? ""
            signature = start["signature"]?.string
        case "redacted_thinking":
            kind = .redacted
        case "tool_use":
            kind = .toolUse(id: start["id"]?.string ?? "", name: start["name"]?.string ?? "")
            events.append(.toolCall)
        default:
            kind = .unknown
        }
    }

    mutating func add(_ delta: AnthropicEvent.Delta, into events: inout [ModelEvent]) {
        switch kind {
        case .text:
            guard let piece = delta.text, !piece.isEmpty else { return }
            text += piece
            events.append(.text(piece))
        case .thinking:
            if let signature = delta.signature { self.signature = signature }
            guard let piece = delta.thinking, !piece.isEmpty else { return }
            text += piece
            events.append(.reasoning(piece))
        case .toolUse:
            guard let piece = delta.partialJSON else { return }
            text += piece
            events.append(.toolCall)
        case .redacted, .unknown: break
        }
    }

    /// The block as a part of the answer; nothing where there is nothing in it. Where the answer was cut off, a call
    /// may have half of its arguments: such a call is not one.
    func part(isCutOff: Bool) -> AssistantTurn.Part? {
        switch kind {
        case .text:
            return text.isEmpty ? nil : .text(text)
        case .thinking:
            var block = start.object ?? JSONObject()
            block["thinking"] = .string(text)
            if let signature { block["signature"] = .string(signature) }
            return .reasoning(AssistantTurn.Reasoning(text: text, echo: .object(block)))
        case .redacted:
            return .reasoning(AssistantTurn.Reasoning(text: "", echo: start))
        case .toolUse(let id, let name):
            let arguments = arguments
            if isCutOff || !isWhole, (try? JSONValue(parsing: arguments)) == nil { return nil }
            return .toolCall(ToolCall(id: id, name: name, arguments: arguments))
        case .unknown:
            return nil
        }
    }

    /// "Empty buffer" means no arguments; some servers give all of them with the start.
    private var arguments: String {
        if !text.isEmpty { return text }
        guard let input = start["input"], input.object != nil else { return "{}" }
        return input.text
    }
}
