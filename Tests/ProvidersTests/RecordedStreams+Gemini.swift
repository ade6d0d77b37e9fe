import Conversation

extension RecordedStream {
    /// Thoughts and text in pieces, a signed call and one that is not, and a signature on an empty text at the end;
    /// the counts run up from fragment to fragment.
    static let gemini: RecordedStream = {
        let call = #"{"functionCall":{"id":"f1","name":"add","args":{"a":1}},"thoughtSignature":"QUJD"}"#
        let bare = #"{"functionCall":{"name":"now","args":{}}}"#
        let signed = #"{"text":"","thoughtSignature":"REVG"}"#
        let text = """
            data: {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"Look ","thought":true}]}}],"usageMetadata":{"promptTokenCount":250000,"cachedContentTokenCount":200000,"totalTokenCount":250000},"modelVersion":"gemini-2.5-pro","responseId":"r1"}

            data: {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"first.","thought":true},{"text":"Leído "}]}}],"usageMetadata":{"promptTokenCount":250000,"thoughtsTokenCount":3900,"totalTokenCount":253900}}

            data: {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"日本."}]}}]}

            data: {"candidates":[{"index":0,"content":{"role":"model","parts":[\(call),\(bare)]}}]}

            data: {"candidates":[{"index":0,"content":{"role":"model","parts":[\(signed)]},"finishReason":"STOP"}],"usageMetadata":{"candidatesTokenCount":1500,"thoughtsTokenCount":4000,"toolUsePromptTokenCount":300,"totalTokenCount":255800},"modelVersion":"gemini-2.5-pro"}


            """
        let thought = #"{"text":"Look first.","thought":true}"#
        let said = #"{"text":"Leído 日本."}"#
        return RecordedStream(
            wireProtocol: .gemini,
            text: text,
            events: [
                .began, .reasoning("Look "), .reasoning("first."), .text("Leído "), .text("日本."), .toolCall,
                .toolCall,
            ],
            turn: AssistantTurn(
                [
                    .reasoning(AssistantTurn.Reasoning(text: "Look first.")),
                    .text("Leído 日本."),
                    .toolCall(ToolCall(id: "f1", name: "add", arguments: #"{"a":1}"#)),
                    .toolCall(ToolCall(id: "", name: "now", arguments: "{}")),
                ],
                echo: AssistantTurn.Echo(
                    .gemini,
                    items: [thought, said, call, bare, signed].compactMap { try? JSONValue(parsing: $0) }
                )
            ),
            stop: .toolUse,
            usage: ReportedUsage(
                usage: Usage(input: 50_300, cacheRead: 200_000, output: 1_500, reasoning: 4_000),
                raw: #"{"promptTokenCount":250000,"cachedContentTokenCount":200000,"totalTokenCount":255800,"#
                    + #""thoughtsTokenCount":4000,"candidatesTokenCount":1500,"toolUsePromptTokenCount":300}"#
            ),
            model: "gemini-2.5-pro",
            wholeFrom: text.utf8.count
        )
    }()
}
