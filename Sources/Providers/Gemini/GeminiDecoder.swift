import Conversation
import Transport

/// Adds up the stream of one answer, whose every event is a fragment of the same shape as the whole.
///
/// An answer may come in several hops, each an answer to the same request with the token of the one before. Until the last
/// one has come there is nothing to read: a hop's turn holds what has come as its echo alone, and the last hop's turn is
/// the whole.
struct GeminiDecoder: AnswerDecoder {
    /// The parts as they must go back: signed ones each for itself, text that came in pieces joined.
    private var parts: [JSONValue] = []
    /// Text whose next piece may still come.
    private var open: (text: String, isThought: Bool)?
    private var finishReason: String?
    private var blockReason: String?
    private var model: String?
    private var tier: String?
    private var token: String?
    private var counts = JSONObject()

    /// - Parameter messages: those of the request, of which the last may be a hop of the same answer.
    init(continuing messages: [Message]) {
        guard case .assistant(let turn)? = messages.last, let hop = GeminiHop(turn) else { return }
        parts = hop.items
    }

    /// The tier that served the request is told in the head alone.
    mutating func begin(_ head: HTTPResponseHead) {
        tier = head["x-gemini-service-tier"]?.lowercased()
    }

    /// There is no terminal event: the stream ends after a chunk with a finish reason, or after the prompt was blocked.
    var isComplete: Bool {
        finishReason != nil || blockReason != nil
    }

    var usage: ReportedUsage {
        guard let usage = GeminiUsage(json: .object(counts)).usage else { return ReportedUsage(tier: tier) }
        return ReportedUsage(
            usage: usage,
            raw: JSONValue.object(counts).text,
            tier: tier,
            isPartial: !isComplete
        )
    }

    mutating func decode(
        _ bytes: [UInt8],
        in range: Range<Int>,
        into events: inout [ModelEvent]
    ) throws(DecodingFailure) {
        guard !range.isEmpty else { return }
        let json: JSONValue
        do {
            var reader = JSONReader(bytes, in: range)
            json = try reader.readValue()
            try reader.expectEnd()
        } catch {
            throw DecodingFailure(error, in: range)
        }
        if let error = json["error"], !error.isNull { throw .provider(ErrorBody(json)) }
        // Running totals: each field that comes replaces its former value, and one that does not come keeps it.
        for member in json["usageMetadata"]?.object?.members ?? [] { counts[member.key] = member.value }
        model = json["modelVersion"]?.string ?? model
        blockReason = json["promptFeedback"]?["blockReason"]?.string ?? blockReason
        guard let candidate = json["candidates"]?.array?.first else { return }
        token = candidate["continuationToken"]?.string ?? token
        for part in candidate["content"]?["parts"]?.array ?? [] { add(part, into: &events) }
        finishReason = candidate["finishReason"]?.string ?? finishReason
    }

    private mutating func add(_ part: JSONValue, into events: inout [ModelEvent]) {
        guard let text = part["text"]?.string else {
            flush()
            parts.append(part)
            if part["functionCall"] != nil { events.append(.toolCall) }
            return
        }
        let isThought = part["thought"]?.bool ?? false
        if !text.isEmpty { events.append(isThought ? .reasoning(text) : .text(text)) }
        let isPlain = part.object?.members.allSatisfy { $0.key == "text" || $0.key == "thought" } ?? false
        guard isPlain else {
            // Signed, perhaps with empty text: it goes back as it is, joined with nothing.
            flush()
            parts.append(part)
            return
        }
        if open?.isThought != isThought {
            flush()
            open = ("", isThought)
        }
        open?.text += text
    }

    private mutating func flush() {
        parts = wholeParts
        open = nil
    }

    private var wholeParts: [JSONValue] {
        guard let open, !open.text.isEmpty else { return parts }
        var part = JSONObject()
        part["text"] = .string(open.text)
        if open.isThought { part["thought"] = .bool(true) }
        return parts + [.object(part)]
    }

    // MARK: - The whole

    func answer() throws(DecodingFailure) -> ModelAnswer {
        let items = wholeParts
        if finishReason == "CONTINUATION" { return try hop(items) }
        let turn = AssistantTurn(
            items.compactMap(Self.part),
            echo: AssistantTurn.Echo(.gemini, items: items)
        )
        return ModelAnswer(turn: turn, stop: try stop(turn), usage: usage, model: model)
    }

    private func hop(_ items: [JSONValue]) throws(DecodingFailure) -> ModelAnswer {
        guard let token else { throw .malformed("the answer is to be continued, and nothing says where") }
        let turn = AssistantTurn([], echo: GeminiHop(items: items, token: token).echo)
        return ModelAnswer(turn: turn, stop: .paused, usage: usage, model: model)
    }

    private static func part(_ item: JSONValue) -> AssistantTurn.Part? {
        if let call = item["functionCall"], let name = call["name"]?.string {
            let arguments = call["args"].flatMap { $0.object == nil ? nil : $0.text } ?? "{}"
            return .toolCall(ToolCall(id: call["id"]?.string ?? "", name: name, arguments: arguments))
        }
        guard let text = item["text"]?.string, !text.isEmpty else { return nil }
        guard item["thought"]?.bool != true else { return .reasoning(AssistantTurn.Reasoning(text: text)) }
        return .text(text)
    }

    private func stop(_ turn: AssistantTurn) throws(DecodingFailure) -> StopReason {
        switch finishReason {
        // There is no reason of its own for tools.
        case "STOP": return turn.toolCalls.isEmpty ? .endTurn : .toolUse
        case "MAX_TOKENS": return .outputLimit
        case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "MODEL_ARMOR":
            return .filtered
        // The model wrote something that is no answer: another try may do better.
        case .some(let reason) where Self.malformedReasons.contains(reason):
            throw .unusableCall("the model's answer was unusable (\(reason))")
        case .some(let other): return .other(other)
        // The prompt itself was blocked.
        case nil: return .filtered
        }
    }

    private static let malformedReasons: Set<String> = [
        "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE",
    ]
}
