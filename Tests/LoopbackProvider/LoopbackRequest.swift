package import Conversation

/// A request as the loopback provider understood it.
package struct LoopbackRequest: Sendable {
    /// One message of the conversation, in whichever protocol it came.
    package struct Message: Hashable, Sendable {
        package enum Role: Hashable, Sendable {
            case user
            case assistant
            /// One tool result.
            case tool
        }

        package var role: Role
        package var text: String
        /// The IDs of the calls that an assistant message makes.
        package var calls: [String] = []
        /// The ID of the call that a tool result answers.
        package var answers: String?
    }

    /// Which request this is, counted from 1 over the server's life.
    package var number: Int
    package var wireProtocol: WireProtocol
    /// Names in lower case.
    package var headers: [String: String]
    package var body: [UInt8]
    package var json: JSONValue
    package var model: String
    package var system: String
    package var messages: [Message]

    /// The last thing that the user said.
    package var prompt: String {
        messages.last { $0.role == .user }?.text ?? ""
    }

    /// How many times the model has called tools since the user's last words: 0 when they are new.
    package var toolTurns: Int {
        let start = messages.lastIndex { $0.role == .user } ?? 0
        return messages[start...].count { !$0.calls.isEmpty }
    }

    /// The texts of the last step's tool results.
    package var results: [String] {
        messages.reversed().prefix { $0.role == .tool }.reversed().map(\.text)
    }

    /// What stands in a `[job:…]` tag, anywhere in what the user said.
    package var job: String? {
        for message in messages where message.role == .user {
            guard let start = message.text.firstRange(of: "[job:") else { continue }
            let rest = message.text[start.upperBound...]
            if let end = rest.firstIndex(of: "]") { return String(rest[..<end]) }
        }
        return nil
    }

    /// The names of the tools that it offers.
    package var tools: [String] {
        let tools = json["tools"]?.array ?? []
        let declared = tools.flatMap { $0["functionDeclarations"]?.array ?? [$0] }
        return declared.compactMap { $0["name"]?.string ?? $0["function"]?["name"]?.string }
    }

    /// The input that is counted for it: one token for each four bytes of its texts, rounded up.
    package var inputTokens: Int {
        let bytes = system.utf8.count + messages.reduce(0) { $0 + $1.text.utf8.count }
        return (bytes + 3) / 4
    }
}
