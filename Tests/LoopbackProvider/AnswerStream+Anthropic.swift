import Conversation

extension AnswerStream {
    var anthropic: [String] {
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
