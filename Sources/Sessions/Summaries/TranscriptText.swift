import Conversation

/// A stretch of a conversation as plain text, for the author of a summary: as text it needs no tools, no signatures and
/// no pairing, whatever the protocol.
struct TranscriptText {
    /// Tool results longer than this are cut in the middle.
    var longestResult: Int

    func text(of messages: ArraySlice<Message>) -> String {
        messages.map(text).joined(separator: "\n\n")
    }

    private func text(_ message: Message) -> String {
        switch message {
        case .user(let text):
            "[user]\n" + text
        case .assistant(let turn):
            "[assistant]\n" + turn.parts.compactMap(text).joined(separator: "\n")
        case .results(let results):
            results
                .map {
                    "[result of \($0.name)\($0.isError ? ", failed" : "")]\n"
                        + Self.cut($0.text, to: longestResult)
                }
                .joined(separator: "\n\n")
        }
    }

    private func text(_ part: AssistantTurn.Part) -> String? {
        switch part {
        case .text(let text): text
        case .reasoning: nil
        case .toolCall(let call): "[calls \(call.name)] " + Self.cut(call.arguments, to: longestResult)
        }
    }

    /// The text with its middle taken out where it is longer than so many bytes.
    static func cut(_ text: String, to limit: Int) -> String {
        let bytes = text.utf8
        guard bytes.count > limit else { return text }
        let half = max(limit / 2, 1)
        // Decoding repairs a character that a cut may have split.
        let head = String(decoding: bytes.prefix(half), as: UTF8.self)
        let tail = String(decoding: bytes.suffix(half), as: UTF8.self)
        return head + "\n[… \(bytes.count - 2 * half) bytes left out …]\n" + tail
    }
}
