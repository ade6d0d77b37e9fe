import Conversation

/// What the real services refuse, with their statuses and their words: a request that could not be answered there is
/// not answered here.
struct ImpossibleRequest {
    var status: Int
    var type: String
    var code: String?
    var message: String

    var reply: LoopbackReply {
        .error(status: status, type: type, code: code, message: message)
    }

    /// What is wrong with a request; nothing where all is well.
    ///
    /// - Parameters:
    ///   - request: as it came.
    ///   - key: must be shown, where there is one.
    /// - Returns: the first thing that is wrong.
    static func find(in request: LoopbackRequest, key: String?) -> ImpossibleRequest? {
        if let key, request.shownKey != key {
            return switch request.wireProtocol {
            case .anthropic:
                ImpossibleRequest(status: 401, type: "authentication_error", message: "invalid x-api-key")
            case .openAIChat, .openAIResponses:
                ImpossibleRequest(
                    status: 401,
                    type: "invalid_request_error",
                    code: "invalid_api_key",
                    message: "Incorrect API key provided: \(request.shownKey ?? "none")"
                )
            case .gemini:
                ImpossibleRequest(
                    status: 403,
                    type: "PERMISSION_DENIED",
                    message: "API key not valid. Please pass a valid API key."
                )
            }
        }
        guard let words = words(request) else { return nil }
        return ImpossibleRequest(status: 400, type: "invalid_request_error", message: words)
    }

    private static func words(_ request: LoopbackRequest) -> String? {
        if request.model.isEmpty { return "model: Field required" }
        if request.messages.isEmpty { return "messages: at least one message is required" }
        switch request.wireProtocol {
        case .anthropic:
            if (request.json["max_tokens"]?.integer ?? 0) < 1 { return "max_tokens: Field required" }
            if request.headers["anthropic-version"] == nil { return "anthropic-version: header is required" }
            if request.messages.first?.role != .user {
                return "messages: first message must use the \"user\" role"
            }
        case .openAIChat:
            // Every request of ours says how much it can cost.
            if request.json["max_tokens"] == nil, request.json["max_completion_tokens"] == nil {
                return "max_tokens or max_completion_tokens is required here"
            }
        case .openAIResponses:
            if request.json["max_output_tokens"] == nil { return "max_output_tokens is required here" }
            if let words = reasoning(request) { return words }
        case .gemini:
            if request.json["generationConfig"]?["maxOutputTokens"] == nil {
                return "maxOutputTokens is required here"
            }
            if let words = signatures(request) { return words }
        }
        if request.wireProtocol != .gemini, request.json["stream"]?.bool != true {
            return "only streams are answered here"
        }
        return pairing(request)
    }

    /// A stateless request brings what the model thought along, encrypted, and right before what it led to.
    private static func reasoning(_ request: LoopbackRequest) -> String? {
        var waiting: String?
        for item in request.json["input"]?.array ?? [] {
            let type = item["type"]?.string
            if type == "reasoning" {
                let id = item["id"]?.string ?? ""
                if item["encrypted_content"] == nil { return "Item with id '\(id)' not found" }
                waiting = id
            } else if let id = waiting {
                if item["role"]?.string != "assistant", type != "function_call" {
                    return
                        "Item '\(id)' of type 'reasoning' was provided without its required following item."
                }
                waiting = nil
            }
        }
        return nil
    }

    /// The first call of each of the model's contents comes back with its signature.
    private static func signatures(_ request: LoopbackRequest) -> String? {
        for content in request.json["contents"]?.array ?? [] where content["role"]?.string == "model" {
            let first = content["parts"]?.array?.first { $0["functionCall"] != nil }
            if let first, first["thoughtSignature"] == nil {
                return "Function call is missing a thought_signature in functionCall parts"
            }
        }
        return nil
    }

    /// Each call of an assistant message has its one result right after it, and each result its call right before.
    private static func pairing(_ request: LoopbackRequest) -> String? {
        var pending: [String] = []
        for message in request.messages {
            if let id = message.answers {
                guard let index = pending.firstIndex(of: id) else {
                    return "messages: unexpected `tool_use_id` found in `tool_result` blocks: \(id)"
                }
                pending.remove(at: index)
                continue
            }
            if !pending.isEmpty { return unanswered(pending) }
            pending = message.calls
            if message.role == .assistant, message.calls.isEmpty, message.text.isEmpty {
                return "messages: all messages must have non-empty content"
            }
        }
        return pending.isEmpty ? nil : unanswered(pending)
    }

    private static func unanswered(_ calls: [String]) -> String {
        "messages: `tool_use` ids were found without `tool_result` blocks immediately after: "
            + calls.joined(separator: ", ")
    }
}

extension LoopbackRequest {
    fileprivate var shownKey: String? {
        switch wireProtocol {
        case .anthropic: if let key = headers["x-api-key"] { return key }
        case .gemini: if let key = headers["x-goog-api-key"] { return key }
        case .openAIChat, .openAIResponses: break
        }
        guard let value = headers["authorization"], value.hasPrefix("Bearer ") else { return nil }
        return String(value.dropFirst("Bearer ".count))
    }
}
