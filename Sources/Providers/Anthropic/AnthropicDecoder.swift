import Conversation

/// Adds up the stream of one message: `message_start`, its blocks, `message_delta`, `message_stop`.
///
/// Each event is read once, whatever the order of its members. Types of events, deltas and blocks that are not known
/// are passed over, as the documentation asks.
struct AnthropicDecoder: AnswerDecoder {
    private var blocks: [AnthropicBlock] = []
    private var counts = AnthropicUsage()
    private var model: String?
    private var stopReason: String?
    private var stopSequence: String?
    private var refusalCategory: String?
    private(set) var isComplete = false

    var usage: ReportedUsage {
        var reported = counts.reported
        if !isComplete { reported.isPartial = reported.usage != nil }
        return reported
    }

    mutating func decode(
        _ bytes: [UInt8],
        in range: Range<Int>,
        into events: inout [ModelEvent]
    ) throws(DecodingFailure) {
        guard !range.isEmpty else { return }
        let event: AnthropicEvent
        do {
            event = try AnthropicEvent(bytes, in: range)
        } catch {
            throw DecodingFailure(error, in: range)
        }
        switch event.type {
        case "content_block_delta":
            guard let index = event.index, let position = blocks.lastIndex(where: { $0.index == index })
            else { throw .malformed("a delta of a content block that did not begin") }
            blocks[position].add(event.delta, into: &events)
        case "content_block_start":
            guard let index = event.index, let json = event.contentBlock
            else { throw .malformed("a content block without index or content") }
            blocks.append(AnthropicBlock(index: index, start: json, into: &events))
        case "content_block_stop":
            if let position = blocks.lastIndex(where: { $0.index == event.index }) {
                blocks[position].isWhole = true
            }
        case "message_start":
            model = event.model ?? model
            merge(event, isDelta: false)
        case "message_delta":
            stopReason = event.delta.stopReason ?? stopReason
            stopSequence = event.delta.stopSequence ?? stopSequence
            refusalCategory = event.delta.refusalCategory ?? refusalCategory
            merge(event, isDelta: true)
        case "message_stop":
            isComplete = true
        // Gateways leave the type out.
        case "error", nil:
            guard let body = ErrorBody(event: bytes, in: range) else {
                throw .malformed("an event without a type")
            }
            throw .provider(body)
        default: break
        }
    }

    private mutating func merge(_ event: AnthropicEvent, isDelta: Bool) {
        guard let raw = event.usage, let json = try? JSONValue(parsing: raw) else { return }
        counts.merge(json, raw: raw, isDelta: isDelta)
    }

    func answer() throws(DecodingFailure) -> ModelAnswer {
        let stop = stop
        let parts = blocks.compactMap { $0.part(isCutOff: stop == .outputLimit || stop == .contextLimit) }
        return ModelAnswer(turn: AssistantTurn(parts), stop: stop, usage: usage, model: model)
    }

    private var stop: StopReason {
        switch stopReason {
        case "end_turn": .endTurn
        case "tool_use": .toolUse
        case "max_tokens": .outputLimit
        case "stop_sequence": .stopSequence(stopSequence)
        case "pause_turn": .paused
        case "refusal": .refused(refusalCategory)
        case "model_context_window_exceeded": .contextLimit
        case let other: .other(other ?? "missing")
        }
    }
}
