import Conversation
import Testing

/// A stream as it comes over the wire, and what it must become.
struct RecordedStream: Sendable, CustomTestStringConvertible {
    var wireProtocol: WireProtocol
    var text: String
    var events: [ModelEvent]
    var turn: AssistantTurn
    var stop: StopReason
    var usage: ReportedUsage
    var model: String
    /// From this byte on, what has come is a whole answer even if nothing more does.
    var wholeFrom: Int

    var answer: ModelAnswer {
        ModelAnswer(
            turn: turn,
            stop: stop,
            usage: usage,
            model: model,
            response: ResponseFacts(status: 200, firstByte: .seconds(1), firstToken: .seconds(2))
        )
    }

    var testDescription: String { wireProtocol.rawValue }

    static let all = [anthropic, chat, responses, gemini]

    /// Thinking with an empty text, a redacted block, text, and two tool calls, one without arguments.
    static let anthropic: RecordedStream = {
        let startUsage =
            #"{"input_tokens":1200,"cache_read_input_tokens":180000,"cache_creation_input_tokens":9000,"#
            + #""cache_creation":{"ephemeral_5m_input_tokens":4000,"ephemeral_1h_input_tokens":5000},"#
            + #""output_tokens":2,"service_tier":"standard"}"#
        let endUsage = #"{"output_tokens":3500,"output_tokens_details":{"thinking_tokens":2100}}"#
        let text = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-5-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":\(startUsage)}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: ping
            data: {"type":"ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"b3BhcXVl"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Adding \\u00fcber "}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"日本 🦉\\n"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: content_block_start
            data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_A","name":"add","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\\"a\\":1"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":",\\"b\\":2}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":3}

            event: future_event
            data: {"type":"future_event","what":[1,2]}

            event: content_block_start
            data: {"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"toolu_B","name":"list","input":{}}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":4}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":\(endUsage)}

            event: message_stop
            data: {"type":"message_stop"}


            """
        return RecordedStream(
            wireProtocol: .anthropic,
            text: text,
            events: [
                .began, .text("Adding über "), .text("日本 🦉\n"), .toolCall, .toolCall, .toolCall, .toolCall,
            ],
            turn: AssistantTurn([
                .reasoning(
                    AssistantTurn.Reasoning(
                        text: "",
                        echo: ["type": "thinking", "thinking": "", "signature": "c2ln"]
                    )
                ),
                .reasoning(
                    AssistantTurn.Reasoning(
                        text: "",
                        echo: ["type": "redacted_thinking", "data": "b3BhcXVl"]
                    )
                ),
                .text("Adding über 日本 🦉\n"),
                .toolCall(ToolCall(id: "toolu_A", name: "add", arguments: #"{"a":1,"b":2}"#)),
                .toolCall(ToolCall(id: "toolu_B", name: "list", arguments: "{}")),
            ]),
            stop: .toolUse,
            usage: ReportedUsage(
                usage: Usage(
                    input: 1_200,
                    cacheRead: 180_000,
                    cacheWriteShort: 4_000,
                    cacheWriteLong: 5_000,
                    output: 1_400,
                    reasoning: 2_100
                ),
                raw: "[\(startUsage),\(endUsage)]",
                tier: "standard"
            ),
            model: "claude-opus-5-5",
            wholeFrom: text.utf8.count
        )
    }()

    /// Reasoning, text, two tool calls whose pieces are mixed, and usage in a chunk of its own.
    static let chat: RecordedStream = {
        let usage =
            #"{"prompt_tokens":10000,"completion_tokens":900,"total_tokens":10900,"#
            + #""prompt_tokens_details":{"cached_tokens":7500},"completion_tokens_details":{"reasoning_tokens":0}}"#
        func chunk(_ choices: String, _ usage: String = "null") -> String {
            #"data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-5.4-mini","choices":"#
                + choices + #","usage":"# + usage + ",\"service_tier\":\"default\"}\n\n"
        }
        func delta(_ delta: String, finish: String = "null") -> String {
            chunk(#"[{"index":0,"delta":"# + delta + #","logprobs":null,"finish_reason":"# + finish + "}]")
        }
        let begin =
            ": OPENROUTER PROCESSING\n\n"
            + delta(#"{"role":"assistant","content":""}"#)
            + delta(#"{"reasoning_content":"Hm. "}"#)
            + delta(#"{"content":"Adding \u00fcber "}"#)
            + delta(#"{"content":"日本 🦉"}"#)
            + delta(
                #"{"tool_calls":[{"index":0,"id":"call_A","type":"function","function":{"name":"add","arguments":""}},{"index":1,"id":"call_B","type":"function","function":{"name":"list","arguments":""}}]}"#
            )
            + delta(
                #"{"tool_calls":[{"index":1,"function":{"arguments":"{\"p\":"}},{"index":0,"function":{"arguments":"{\"a\":"}}]}"#
            )
            + delta(#"{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}"#)
            + delta(#"{"tool_calls":[{"index":1,"function":{"arguments":"\".\"}"}}]}"#)
            + delta("{}", finish: #""tool_calls""#)
        let text = begin + chunk("[]", usage) + "data: [DONE]\n\n"
        return RecordedStream(
            wireProtocol: .openAIChat,
            text: text,
            events: [.began, .reasoning("Hm. "), .text("Adding über "), .text("日本 🦉")]
                + Array(repeating: .toolCall, count: 6),
            turn: AssistantTurn([
                .reasoning(AssistantTurn.Reasoning(text: "Hm. ")),
                .text("Adding über 日本 🦉"),
                .toolCall(ToolCall(id: "call_A", name: "add", arguments: #"{"a":1}"#)),
                .toolCall(ToolCall(id: "call_B", name: "list", arguments: #"{"p":"."}"#)),
            ]),
            stop: .toolUse,
            usage: ReportedUsage(
                usage: Usage(input: 2_500, cacheRead: 7_500, output: 900),
                raw: usage,
                tier: "default"
            ),
            model: "gpt-5.4-mini",
            wholeFrom: begin.utf8.count
        )
    }()
}
