import Conversation

/// Adds up the stream of one response. Pieces are only told of; the answer is made of the whole items, as the terminal
/// event has them.
struct ResponsesDecoder: AnswerDecoder {
    /// Items that are done, by their place, for servers whose terminal event leaves them out.
    private var items: [Int: JSONValue] = [:]
    private var response: JSONValue?

    var isComplete: Bool {
        response != nil
    }

    var usage: ReportedUsage {
        guard let response else { return .unknown }
        let tier = response["service_tier"]?.string
        guard let json = response["usage"], json.object != nil else { return ReportedUsage(tier: tier) }
        return ReportedUsage(usage: ResponsesUsage(json: json).usage, raw: json.text, tier: tier)
    }

    mutating func decode(
        _ bytes: [UInt8],
        in range: Range<Int>,
        into events: inout [ModelEvent]
    ) throws(DecodingFailure) {
        guard !range.isEmpty, !bytes[range].elementsEqual(Self.done) else { return }
        let event: ResponsesEvent
        do {
            event = try ResponsesEvent(bytes, in: range)
        } catch {
            throw DecodingFailure(error, in: range)
        }
        switch event.type {
        case "response.output_text.delta", "response.refusal.delta":
            if let piece = event.delta, !piece.isEmpty { events.append(.text(piece)) }
        case "response.reasoning_summary_text.delta", "response.reasoning_text.delta":
            if let piece = event.delta, !piece.isEmpty { events.append(.reasoning(piece)) }
        case "response.function_call_arguments.delta":
            events.append(.toolCall)
        case "response.output_item.done":
            if let item = event.item { items[event.outputIndex ?? items.count] = item }
        case "response.completed", "response.incomplete":
            response = event.response
        case "response.failed":
            response = event.response
            guard let error = event.response?["error"], !error.isNull else {
                throw .provider(ErrorBody(message: "the provider ended the answer with an error"))
            }
            throw .provider(ErrorBody(["error": error]))
        // Other servers leave the type out.
        case "error", nil:
            guard let body = ErrorBody(event: bytes, in: range) else {
                throw .malformed("an event without a type")
            }
            throw .provider(body)
        default: break
        }
    }

    /// Tolerated as the official libraries do; the protocol ends with its terminal event.
    private static let done: [UInt8] = Array("[DONE]".utf8)

    // MARK: - The whole

    func answer() throws(DecodingFailure) -> ModelAnswer {
        guard let response else { throw .malformed("the stream has no terminal event") }
        let listed = response["output"]?.array ?? []
        let output = listed.isEmpty ? items.sorted { $0.key < $1.key }.map(\.value) : listed
        let reason = incompleteReason(response)
        var parts: [AssistantTurn.Part] = []
        var isRefused = false
        for item in output {
            switch item["type"]?.string {
            case "reasoning":
                parts.append(.reasoning(AssistantTurn.Reasoning(text: item.reasoningText)))
            case "message":
                for content in item["content"]?.array ?? [] {
                    if let refusal = content["refusal"]?.string {
                        isRefused = true
                        parts.append(.text(refusal))
                    } else if let text = content["text"]?.string, !text.isEmpty {
                        parts.append(.text(text))
                    }
                }
            case "function_call":
                if let call = item.functionCall(isCutOff: reason != nil) { parts.append(.toolCall(call)) }
            default: break
            }
        }
        let turn = AssistantTurn(parts, echo: AssistantTurn.Echo(.openAIResponses, items: output))
        let stop: StopReason =
            if isRefused { .refused(nil) } else if let reason { reason } else if turn.toolCalls.isEmpty {
                .endTurn
            } else { .toolUse }
        return ModelAnswer(turn: turn, stop: stop, usage: usage, model: response["model"]?.string)
    }

    /// Why a response is not complete; nothing where it is.
    private func incompleteReason(_ response: JSONValue) -> StopReason? {
        guard response["status"]?.string == "incomplete" else { return nil }
        switch response["incomplete_details"]?["reason"]?.string {
        case "max_output_tokens": return .outputLimit
        case "content_filter": return .filtered
        case let other: return .other(other ?? "incomplete")
        }
    }
}

extension JSONValue {
    /// The summaries, or the open text of models that show it.
    fileprivate var reasoningText: String {
        let parts = (self["summary"]?.array ?? []) + (self["content"]?.array ?? [])
        return parts.compactMap { $0["text"]?.string }.joined(separator: "\n\n")
    }

    /// A call of which an answer that was cut off may have half of the arguments: such a call is not one.
    fileprivate func functionCall(isCutOff: Bool) -> ToolCall? {
        guard let id = self["call_id"]?.string, let name = self["name"]?.string else { return nil }
        let text = self["arguments"]?.string ?? ""
        let arguments = text.isEmpty ? "{}" : text
        let isWhole = self["status"]?.string != "incomplete" && !isCutOff
        if !isWhole, (try? JSONValue(parsing: arguments)) == nil { return nil }
        return ToolCall(id: id, name: name, arguments: arguments)
    }
}
