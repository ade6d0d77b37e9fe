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
        (json["tools"]?.array ?? []).compactMap { $0["name"]?.string ?? $0["function"]?["name"]?.string }
    }

    /// The input that is counted for it: one token for each four bytes of its texts, rounded up.
    package var inputTokens: Int {
        let bytes = system.utf8.count + messages.reduce(0) { $0 + $1.text.utf8.count }
        return (bytes + 3) / 4
    }
}

// MARK: - Reading

extension LoopbackRequest {
    init(number: Int, wireProtocol: WireProtocol, headers: [String: String], body: [UInt8], json: JSONValue) {
        self.number = number
        self.wireProtocol = wireProtocol
        self.headers = headers
        self.body = body
        self.json = json
        model = json["model"]?.string ?? ""
        system = ""
        messages = []
        let list = json["messages"]?.array ?? []
        if wireProtocol == .anthropic {
            system = Self.text(json["system"])
            messages = list.flatMap(Self.anthropicMessages)
        } else {
            for json in list { addChat(json) }
        }
    }

    private static func text(_ json: JSONValue?) -> String {
        if let text = json?.string { return text }
        return (json?.array ?? []).compactMap { $0["text"]?.string }.joined(separator: "\n")
    }

    /// A message of blocks is the results in it, each a message of its own here, and then its text.
    private static func anthropicMessages(_ json: JSONValue) -> [Message] {
        let blocks = json["content"]?.array ?? []
        guard json["role"]?.string == "user" else {
            let calls = blocks.filter { $0["type"]?.string == "tool_use" }.compactMap { $0["id"]?.string }
            return [Message(role: .assistant, text: text(json["content"]), calls: calls)]
        }
        var messages: [Message] = []
        for block in blocks where block["type"]?.string == "tool_result" {
            messages.append(
                Message(
                    role: .tool,
                    text: text(block["content"]),
                    answers: block["tool_use_id"]?.string ?? ""
                )
            )
        }
        let text = text(json["content"])
        if !text.isEmpty || messages.isEmpty { messages.append(Message(role: .user, text: text)) }
        return messages
    }

    private mutating func addChat(_ json: JSONValue) {
        let text = Self.text(json["content"])
        switch json["role"]?.string {
        case "system", "developer": system += text
        case "assistant":
            let calls = (json["tool_calls"]?.array ?? []).compactMap { $0["id"]?.string }
            messages.append(Message(role: .assistant, text: text, calls: calls))
        case "tool":
            messages.append(Message(role: .tool, text: text, answers: json["tool_call_id"]?.string ?? ""))
        default:
            messages.append(Message(role: .user, text: text))
        }
    }
}
