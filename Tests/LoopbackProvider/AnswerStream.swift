import Conversation

/// An answer as the events of its protocol's stream, each event a piece.
struct AnswerStream {
    let answer: LoopbackAnswer
    let request: LoopbackRequest

    var pieces: [String] {
        request.wireProtocol == .anthropic ? anthropic : chat
    }

    /// Names a call after its request and place, so that the same script gives the same IDs.
    private func callID(_ index: Int) -> String {
        "call_\(request.number)_\(index)"
    }

    /// A few characters at a time, as models send them.
    private static func split(_ text: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(12)))
            rest = rest.dropFirst(12)
        }
        return pieces
    }

    private static func quoted(_ text: String) -> String {
        JSONValue.string(text).text
    }
}

// MARK: - Anthropic

extension AnswerStream {
    private var anthropic: [String] {
        let model = Self.quoted(request.model)
        var events = [
            Self.event(
                "message_start",
                #""message":{"id":"msg_\#(request.number)","type":"message","role":"assistant","model":\#(model),"#
                    + #""content":[],"stop_reason":null,"stop_sequence":null,"usage":\#(startUsage)}"#
            )
        ]
        var index = 0
        func block(_ start: String, _ deltas: [String]) {
            events.append(Self.event("content_block_start", #""index":\#(index),"content_block":\#(start)"#))
            for delta in deltas {
                events.append(Self.event("content_block_delta", #""index":\#(index),"delta":\#(delta)"#))
            }
            events.append(Self.event("content_block_stop", #""index":\#(index)"#))
            index += 1
        }
        if !answer.reasoning.isEmpty {
            block(
                #"{"type":"thinking","thinking":"","signature":""}"#,
                Self.split(answer.reasoning).map {
                    #"{"type":"thinking_delta","thinking":\#(Self.quoted($0))}"#
                } + [#"{"type":"signature_delta","signature":"c2lnbmF0dXJl"}"#]
            )
        }
        if !answer.text.isEmpty {
            block(
                #"{"type":"text","text":""}"#,
                Self.split(answer.text).map { #"{"type":"text_delta","text":\#(Self.quoted($0))}"# }
            )
        }
        for (number, call) in answer.calls.enumerated() {
            block(
                #"{"type":"tool_use","id":"\#(callID(number))","name":\#(Self.quoted(call.name)),"input":{}}"#,
                Self.split(call.arguments).map {
                    #"{"type":"input_json_delta","partial_json":\#(Self.quoted($0))}"#
                }
            )
        }
        let stop = answer.stop ?? (answer.calls.isEmpty ? "end_turn" : "tool_use")
        events.append(
            Self.event(
                "message_delta",
                #""delta":{"stop_reason":"\#(stop)","stop_sequence":null}"#
                    + (endUsage.map { #","usage":\#($0)"# } ?? "")
            )
        )
        events.append(Self.event("message_stop", nil))
        return events
    }

    private var startUsage: String {
        #"{"input_tokens":\#(request.inputTokens),"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"#
            + #""output_tokens":1,"service_tier":"standard"}"#
    }

    private var endUsage: String? {
        if let usage = answer.usage { return usage.isEmpty ? nil : usage }
        return #"{"output_tokens":\#(answer.outputTokens),"output_tokens_details":{"thinking_tokens":"#
            + "\(answer.reasoningTokens)}}"
    }

    private static func event(_ type: String, _ members: String?) -> String {
        #"event: \#(type)\#ndata: {"type":"\#(type)"\#(members.map { "," + $0 } ?? "")}\#n\#n"#
    }
}

// MARK: - Chat completions

extension AnswerStream {
    private var chat: [String] {
        var chunks = [delta(#"{"role":"assistant","content":""}"#)]
        chunks += Self.split(answer.reasoning).map { delta(#"{"reasoning_content":\#(Self.quoted($0))}"#) }
        chunks += Self.split(answer.text).map { delta(#"{"content":\#(Self.quoted($0))}"#) }
        for (index, call) in answer.calls.enumerated() {
            let start =
                #""id":"\#(callID(index))","type":"function","function":{"name":"#
                + #"\#(Self.quoted(call.name)),"arguments":""}"#
            chunks.append(delta(#"{"tool_calls":[{"index":\#(index),\#(start)}]}"#))
            chunks += Self.split(call.arguments).map {
                delta(#"{"tool_calls":[{"index":\#(index),"function":{"arguments":\#(Self.quoted($0))}}]}"#)
            }
        }
        chunks.append(
            delta("{}", finish: answer.stop ?? (answer.calls.isEmpty ? "stop" : "tool_calls"))
        )
        if let usage = chatUsage { chunks.append(chunk(#""choices":[],"usage":\#(usage)"#)) }
        chunks.append("data: [DONE]\n\n")
        return chunks
    }

    /// Only for those who ask.
    private var chatUsage: String? {
        if let usage = answer.usage { return usage.isEmpty ? nil : usage }
        guard request.json["stream_options"]?["include_usage"]?.bool == true else { return nil }
        let (input, output) = (request.inputTokens, answer.outputTokens)
        return
            #"{"prompt_tokens":\#(input),"completion_tokens":\#(output),"total_tokens":\#(input + output),"#
            + #""prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":"#
            + "\(answer.reasoningTokens)}}"
    }

    private func delta(_ delta: String, finish: String? = nil) -> String {
        let reason = finish.map(Self.quoted) ?? "null"
        return chunk(#""choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(reason)}]"#)
    }

    private func chunk(_ members: String) -> String {
        #"data: {"id":"chatcmpl-\#(request.number)","object":"chat.completion.chunk","created":1,"#
            + #""model":\#(Self.quoted(request.model)),\#(members)}\#n\#n"#
    }
}
