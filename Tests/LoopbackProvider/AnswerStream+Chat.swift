import Conversation

extension AnswerStream {
    var chat: [String] {
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
