import Conversation

/// Where servers of chat completions want the same in different words.
extension JSONWriter {
    /// How hard the model shall think. Only one of the forms has a place for a number.
    mutating func chatReasoning(_ reasoning: ReasoningSetting, _ abilities: ModelAbilities) {
        switch abilities.reasoningForm {
        case .effort: break
        case .object:
            key("reasoning")
            object {
                if abilities.reasoningControl == .budget {
                    $0.member("max_tokens", reasoning.budgetTokens)
                } else {
                    $0.member("effort", reasoning.effortWord)
                }
            }
        case .thinking, .thinkingWithEffort:
            key("thinking")
            object { $0.member("type", "enabled") }
        case .enabledWithEffort:
            key("reasoning")
            object { $0.member("enabled", true) }
        }
        switch abilities.reasoningForm {
        case .effort, .thinkingWithEffort, .enabledWithEffort:
            member("reasoning_effort", reasoning.effortWord)
        case .object, .thinking: break
        }
    }

    /// Texts as one string; as a part of its own where what ends with it shall be cached.
    mutating func chatText(_ texts: [String], isMarked: Bool = false) {
        let text = texts.joined(separator: "\n\n")
        guard isMarked, !text.isEmpty else {
            string(text)
            return
        }
        array { $0.chatPart(text, isMarked: true) }
    }

    /// The texts before the conversation, the first and the last of them marked: with the tools, the one is the same for
    /// all jobs of a manifest, the other for all steps of a job.
    mutating func markedTexts(_ texts: [String]) {
        array { array in
            for (index, text) in texts.enumerated() {
                array.chatPart(text, isMarked: index == 0 || index == texts.count - 1)
            }
        }
    }

    /// A text as a part of a message.
    mutating func chatPart(_ text: String, isMarked: Bool = false) {
        object {
            $0.member("type", "text")
            $0.member("text", text)
            guard isMarked else { return }
            $0.key("cache_control")
            $0.object { $0.member("type", "ephemeral") }
        }
    }
}

/// Where a request to a server that takes marks says that its beginning shall be cached: at most three of the four places
/// that are allowed.
struct ChatCacheMarks {
    /// The first and the last of the texts before the conversation.
    let system: Bool
    /// The last message, which the next step's request begins with. A lone question has no next step.
    let messages: Bool

    init(_ request: ModelRequest) {
        let isMarked = request.abilities.cacheMarks && request.cachesPrompt
        system = isMarked
        messages = isMarked && (!request.tools.isEmpty || request.messages.count > 1)
    }
}

extension ModelAbilities {
    /// A call's ID as the server takes it. One that does not fit becomes another that is always the same, so that a result
    /// finds its call in this request and in all that follow.
    func chatCallID(_ id: String) -> String {
        let isLetterOrDigit: (UInt8) -> Bool = { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: false
            }
        }
        guard shortCallIDs, id.utf8.count != 9 || !id.utf8.allSatisfy(isLetterOrDigit) else { return id }
        return Digest(of: id).prefix(9)
    }
}
