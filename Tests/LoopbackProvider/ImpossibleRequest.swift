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
            return request.wireProtocol == .anthropic
                ? ImpossibleRequest(status: 401, type: "authentication_error", message: "invalid x-api-key")
                : ImpossibleRequest(
                    status: 401,
                    type: "invalid_request_error",
                    code: "invalid_api_key",
                    message: "Incorrect API key provided: \(request.shownKey ?? "none")"
                )
        }
        guard let words = words(request) else { return nil }
        return ImpossibleRequest(status: 400, type: "invalid_request_error", message: words)
    }

    private static func words(_ request: LoopbackRequest) -> String? {
        if request.model.isEmpty { return "model: Field required" }
        if request.json["stream"]?.bool != true { return "only streams are answered here" }
        if request.messages.isEmpty { return "messages: at least one message is required" }
        if request.wireProtocol == .anthropic {
            if (request.json["max_tokens"]?.integer ?? 0) < 1 { return "max_tokens: Field required" }
            if request.headers["anthropic-version"] == nil { return "anthropic-version: header is required" }
            if request.messages.first?.role != .user {
                return "messages: first message must use the \"user\" role"
            }
        } else if request.json["max_tokens"] == nil, request.json["max_completion_tokens"] == nil {
            // Every request of ours says how much it can cost.
            return "max_tokens or max_completion_tokens is required here"
        }
        return pairing(request)
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
        if wireProtocol == .anthropic, let key = headers["x-api-key"] { return key }
        guard let value = headers["authorization"], value.hasPrefix("Bearer ") else { return nil }
        return String(value.dropFirst("Bearer ".count))
    }
}
