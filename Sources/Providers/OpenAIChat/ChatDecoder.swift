import Conversation

/// Adds up a stream of chat completion chunks, from OpenAI and from all those servers that send nearly the same.
struct ChatDecoder: AnswerDecoder {
    private let countsReasoningApart: Bool
    private let costField: ModelAbilities.CostField
    private var content: ChatContent
    private var refusal = ""
    private var calls = ChatCalls()
    private var finishReason: String?
    private var isDone = false
    private var model: String?
    private var tier: String?
    private var usageText: String?

    init(_ abilities: ModelAbilities) {
        countsReasoningApart = abilities.reasoningOutsideCompletion
        costField = abilities.costField
        content = ChatContent(abilities)
    }

    /// `[DONE]` is left out by some servers; what tells the end of the content is the finish reason.
    var isComplete: Bool {
        isDone || finishReason != nil
    }

    var usage: ReportedUsage {
        guard let usageText, let json = try? JSONValue(parsing: usageText) else {
            return ReportedUsage(tier: tier)
        }
        let counts = ChatUsage(json: json, countsReasoningApart: countsReasoningApart)
        let usage = counts.usage
        // Some servers count along in every chunk.
        return ReportedUsage(
            usage: usage,
            raw: usageText,
            tier: tier ?? json["service_tier"]?.string,
            cost: counts.cost(costField),
            isPartial: usage != nil && !isComplete
        )
    }

    mutating func decode(
        _ bytes: [UInt8],
        in range: Range<Int>,
        into events: inout [ModelEvent]
    ) throws(DecodingFailure) {
        guard !range.isEmpty else { return }
        if bytes[range].elementsEqual(Self.done) {
            isDone = true
            return
        }
        var failure: ErrorBody?
        do {
            var reader = JSONReader(bytes, in: range)
            let isChunk = try read(&reader, into: &events, failure: &failure)
            try reader.expectEnd()
            if !isChunk, failure == nil { failure = ErrorBody(event: bytes, in: range) }
        } catch {
            throw DecodingFailure(error, in: range)
        }
        if let failure { throw .provider(failure) }
    }

    private static let done: [UInt8] = Array("[DONE]".utf8)

    // MARK: - Chunks

    /// - Returns: whether this was a chunk and no error; some servers send errors without an `error`.
    private mutating func read(
        _ reader: inout JSONReader,
        into events: inout [ModelEvent],
        failure: inout ErrorBody?
    ) throws(JSONError) -> Bool {
        var hasChoices = false
        var hasError = false
        try reader.enterObject()
        while let key = try reader.nextKey() {
            switch key {
            case "choices":
                hasChoices = true
                guard try reader.enterArrayOrSkip() else { continue }
                while try reader.nextElement() { try readChoice(&reader, into: &events) }
            case "usage": try readUsage(&reader)
            case "model" where model == nil: model = try reader.readOptionalString()
            case "service_tier": tier = try reader.readOptionalString() ?? tier
            case "error":
                if try reader.readNull() { continue }
                try reader.skipValue()
                hasError = true
            case "x_groq":
                let more = try reader.readValue()
                if let error = more["error"], !error.isNull { failure = ErrorBody(["error": error]) }
                if usageText == nil, let usage = more["usage"], usage.object != nil { usageText = usage.text }
            default: try reader.skipValue()
            }
        }
        return hasChoices && !hasError
    }

    private mutating func readUsage(_ reader: inout JSONReader) throws(JSONError) {
        if try reader.peek() == .object {
            usageText = try reader.readRaw()
        } else {
            try reader.skipValue()
        }
    }

    private mutating func readChoice(
        _ reader: inout JSONReader,
        into events: inout [ModelEvent]
    ) throws(JSONError) {
        guard try reader.enterObjectOrSkip() else { return }
        while let key = try reader.nextKey() {
            switch key {
            case "delta": try readDelta(&reader, into: &events)
            case "finish_reason":
                // Empty in every chunk of some servers.
                if let reason = try reader.readOptionalString(), !reason.isEmpty { finishReason = reason }
            default: try reader.skipValue()
            }
        }
    }

    private mutating func readDelta(
        _ reader: inout JSONReader,
        into events: inout [ModelEvent]
    ) throws(JSONError) {
        guard try reader.enterObjectOrSkip() else { return }
        var thought: String?
        while let key = try reader.nextKey() {
            switch key {
            case "content": try readContent(&reader, into: &events)
            case "refusal": refusal += try reader.readOptionalString() ?? ""
            case "reasoning_content": thought = try reader.readOptionalText() ?? thought
            case "reasoning":
                let text = try reader.readOptionalText()
                thought = thought ?? text
            case "reasoning_details":
                for detail in try reader.readValue().array ?? [] { content.add(detail: detail) }
            case "tool_calls":
                guard try reader.enterArrayOrSkip() else { continue }
                while try reader.nextElement() {
                    try calls.read(&reader)
                    events.append(.toolCall)
                }
            default: try reader.skipValue()
            }
        }
        if let thought { content.add(reasoning: thought, into: &events) }
    }

    /// Text; from Mistral also a list of text and thinking chunks.
    private mutating func readContent(
        _ reader: inout JSONReader,
        into events: inout [ModelEvent]
    ) throws(JSONError) {
        switch try reader.peek() {
        case .string: content.add(text: try reader.readString(), into: &events)
        case .array:
            for chunk in try reader.readValue().array ?? [] { content.add(chunk: chunk, into: &events) }
        default: try reader.skipValue()
        }
    }

    // MARK: - The whole

    func answer() throws(DecodingFailure) -> ModelAnswer {
        let stop = try stop()
        var parts = content.parts(refusal: refusal)
        parts += calls.whole(isCutOff: stop == .outputLimit || stop == .contextLimit).map { .toolCall($0) }
        return ModelAnswer(turn: AssistantTurn(parts), stop: stop, usage: usage, model: model)
    }

    private func stop() throws(DecodingFailure) -> StopReason {
        if !refusal.isEmpty { return .refused(nil) }
        switch finishReason {
        // Many servers say "stop", or nothing, where they call tools; Together says "eos".
        case "stop", "eos", "tool_calls", "function_call", nil:
            if !calls.isEmpty { return .toolUse }
            return finishReason == "stop" || finishReason == "eos"
                ? .endTurn : .other(finishReason ?? "missing")
        case "length": return .outputLimit
        case "model_length": return .contextLimit
        case "content_filter", "sensitive": return .filtered
        // DeepSeek had no room, or a gateway's upstream failed.
        case "insufficient_system_resource":
            throw .provider(ErrorBody(message: "insufficient system resource", code: "server_is_overloaded"))
        case "error", "network_error":
            throw .provider(ErrorBody(message: "the provider ended the answer with an error"))
        case .some(let other): return .other(other)
        }
    }
}

extension JSONReader {
    /// Enters an object; passes over anything else.
    mutating func enterObjectOrSkip() throws(JSONError) -> Bool {
        guard try peek() == .object else {
            try skipValue()
            return false
        }
        try enterObject()
        return true
    }

    /// Enters an array; passes over anything else.
    mutating func enterArrayOrSkip() throws(JSONError) -> Bool {
        guard try peek() == .array else {
            try skipValue()
            return false
        }
        try enterArray()
        return true
    }

    /// A string; passes over anything else.
    mutating func readOptionalText() throws(JSONError) -> String? {
        guard try peek() == .string else {
            try skipValue()
            return nil
        }
        return try readString()
    }
}
