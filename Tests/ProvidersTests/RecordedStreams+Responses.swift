import Conversation

extension RecordedStream {
    /// A reasoning item, text, and two parallel calls; the terminal event repeats the items, and its usage has cache
    /// reads and writes of both lifetimes.
    static let responses: RecordedStream = {
        let reasoning =
            #"{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Look first."}],"#
            + #""encrypted_content":"ZW5j"}"#
        let message =
            #"{"type":"message","id":"msg_1","role":"assistant","status":"completed","phase":"commentary","#
            + #""content":[{"type":"output_text","text":"Leído 日本.","annotations":[]}]}"#
        let first =
            #"{"type":"function_call","id":"fc_1","call_id":"call_A","name":"add","arguments":"{\"a\":1}","status":"completed"}"#
        let second =
            #"{"type":"function_call","id":"fc_2","call_id":"call_B","name":"now","arguments":"","status":"completed"}"#
        let usage =
            #"{"input_tokens":300000,"input_tokens_details":{"cached_tokens":250000,"cache_write_tokens":40000,"#
            + #""cache_write_tokens_details":{"ttl_30m_tokens":30000,"ttl_12h_tokens":10000}},"output_tokens":8000,"#
            + #""output_tokens_details":{"reasoning_tokens":6000},"total_tokens":308000}"#
        let text = """
            event: response.created
            data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","model":"gpt-6-sol","output":[],"instructions":"You are terse.","usage":null}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[]}}

            event: response.reasoning_summary_text.delta
            data: {"type":"response.reasoning_summary_text.delta","sequence_number":2,"item_id":"rs_1","output_index":0,"summary_index":0,"delta":"Look first."}

            event: response.output_item.done
            data: {"type":"response.output_item.done","sequence_number":3,"output_index":0,"item":\(reasoning)}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"Leído ","logprobs":[]}

            event: response.output_text.delta
            data: {"delta":"日本.","type":"response.output_text.delta","sequence_number":5,"item_id":"msg_1","output_index":1,"content_index":0}

            event: response.some_new_event
            data: {"type":"response.some_new_event","sequence_number":6,"item":{"a":[1,{"b":"}"}]}}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","sequence_number":7,"item_id":"fc_1","output_index":2,"delta":"{\\"a\\":1}"}

            event: response.completed
            data: {"type":"response.completed","sequence_number":8,"response":{"id":"resp_1","status":"completed","model":"gpt-6-sol","service_tier":"default","output":[\(reasoning),\(message),\(first),\(second)],"usage":\(usage)}}


            """
        let items = [reasoning, message, first, second].compactMap { try? JSONValue(parsing: $0) }
        return RecordedStream(
            wireProtocol: .openAIResponses,
            text: text,
            events: [
                .began, .reasoning("Look first."), .text("Leído "), .text("日本."), .toolCall,
            ],
            turn: AssistantTurn(
                [
                    .reasoning(AssistantTurn.Reasoning(text: "Look first.")),
                    .text("Leído 日本."),
                    .toolCall(ToolCall(id: "call_A", name: "add", arguments: #"{"a":1}"#)),
                    .toolCall(ToolCall(id: "call_B", name: "now", arguments: "{}")),
                ],
                echo: AssistantTurn.Echo(.openAIResponses, items: items)
            ),
            stop: .toolUse,
            usage: ReportedUsage(
                usage: Usage(
                    input: 10_000,
                    cacheRead: 250_000,
                    cacheWriteShort: 30_000,
                    cacheWriteLong: 10_000,
                    output: 2_000,
                    reasoning: 6_000
                ),
                raw: usage,
                tier: "default"
            ),
            model: "gpt-6-sol",
            wholeFrom: text.utf8.count
        )
    }()
}
