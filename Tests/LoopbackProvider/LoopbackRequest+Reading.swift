import Conversation

extension LoopbackRequest {
    /// `model` is given where the address names it, and not the body.
    init(
        number: Int,
        wireProtocol: WireProtocol,
        model: String?,
        headers: [String: String],
        body: [UInt8],
        json: JSONValue
    ) {
        self.number = number
        self.wireProtocol = wireProtocol
        self.headers = headers
        self.body = body
        self.json = json
        self.model = model ?? json["model"]?.string ?? ""
        system = ""
        messages = []
        switch wireProtocol {
        case .anthropic:
            system = Self.text(json["system"])
            messages = (json["messages"]?.array ?? []).flatMap(Self.anthropicMessages)
        case .openAIChat:
            for message in json["messages"]?.array ?? [] { addChat(message) }
        case .openAIResponses:
            system = json["instructions"]?.string ?? ""
            for item in json["input"]?.array ?? [] { addResponses(item) }
        case .gemini:
            system = Self.text(json["systemInstruction"]?["parts"])
            for content in json["contents"]?.array ?? [] { addGemini(content) }
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

    /// A turn's items stand one after the other here, and are one message of the conversation.
    private mutating func addResponses(_ json: JSONValue) {
        var calls: [String] = []
        switch json["type"]?.string {
        case "function_call_output":
            messages.append(
                Message(
                    role: .tool,
                    text: json["output"]?.string ?? "",
                    answers: json["call_id"]?.string ?? ""
                )
            )
            return
        case "function_call": calls = [json["call_id"]?.string ?? ""]
        case "reasoning": break
        default:
            guard json["role"]?.string == "assistant" else {
                messages.append(Message(role: .user, text: Self.text(json["content"])))
                return
            }
        }
        if messages.last?.role != .assistant { messages.append(Message(role: .assistant, text: "")) }
        messages[messages.count - 1].text += Self.text(json["content"])
        messages[messages.count - 1].calls += calls
    }

    private mutating func addGemini(_ json: JSONValue) {
        let parts = json["parts"]?.array ?? []
        let text = parts.filter { $0["thought"]?.bool != true }.compactMap { $0["text"]?.string }.joined()
        if json["role"]?.string == "model" {
            let calls = parts.compactMap { $0["functionCall"]?["id"]?.string }
            messages.append(Message(role: .assistant, text: text, calls: calls))
            return
        }
        for part in parts {
            guard let response = part["functionResponse"] else { continue }
            let output = response["response"]?["output"] ?? response["response"]?["error"]
            messages.append(
                Message(role: .tool, text: output?.string ?? "", answers: response["id"]?.string ?? "")
            )
        }
        if !text.isEmpty || parts.isEmpty { messages.append(Message(role: .user, text: text)) }
    }
}
