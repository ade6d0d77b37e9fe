import Conversation
import Providers
import Testing
import Transport

struct ResponsesTests {
    private func body(_ request: ModelRequest) async throws -> String {
        let exchange = CannedExchange("")
        _ = try await see(.openAIResponses, exchange, request: request)
        return String(decoding: exchange.requests.first?.body ?? [], as: UTF8.self)
    }

    private func terminal(_ type: String, _ response: String) -> CannedExchange {
        CannedExchange("event: \(type)\ndata: {\"type\":\"\(type)\",\"response\":\(response)}\n\n")
    }

    // MARK: - Requests

    @Test func `a lone question keeps nothing at the provider`() async throws {
        let exchange = CannedExchange("")
        _ = try await see(.openAIResponses, exchange)
        let request = try #require(exchange.requests.first)
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"model":"model-1","stream":true,"store":false,"max_output_tokens":4000,"#
                + #""input":[{"role":"user","content":"hello"}]}"#
        )
        #expect(request.url == "http://provider.test/v1/responses")
        #expect(
            request.headers.last
                == HTTPRequest.Header("authorization", "Bearer sk-0123456789", isSecret: true)
        )
    }

    @Test func `a step sends the turn's items back as they came`() async throws {
        let answer = try #require(
            try await see(.openAIResponses, CannedExchange(RecordedStream.responses.text)).answer
        )
        let request = ModelRequest.sample(
            system: ["You are terse.", "Be kind."],
            messages: [
                .user("add 1"), .assistant(answer.turn),
                .results([
                    ToolResult(call: "call_A", name: "add", text: "2", isError: false),
                    ToolResult(call: "call_B", name: "now", text: "no clock", isError: true),
                ]),
            ],
            tools: [ToolDefinition(name: "add", description: "adds", parameters: ["type": "object"])],
            temperature: "0.2",
            reasoning: .effort("low"),
            abilities: ModelAbilities(reasons: true, reasoningControl: .effort, temperature: false)
        )
        let items = try #require(answer.turn.items(for: .openAIResponses)).map(\.text)
        #expect(
            try await body(request)
                == #"{"model":"model-1","stream":true,"store":false,"include":["reasoning.encrypted_content"],"#
                + #""max_output_tokens":4000,"reasoning":{"effort":"low"},"#
                + #""tools":[{"type":"function","name":"add","description":"adds","parameters":{"type":"object"},"strict":false}],"#
                + #""instructions":"You are terse.\n\nBe kind.","input":[{"role":"user","content":"add 1"},"#
                + items.joined(separator: ",")
                + #",{"type":"function_call_output","call_id":"call_A","output":"2"},"#
                + #"{"type":"function_call_output","call_id":"call_B","output":"no clock"}]}"#
        )
    }

    @Test func `a turn of another protocol is told in this one's words`() async throws {
        let turn = AssistantTurn(
            [
                .reasoning(AssistantTurn.Reasoning(text: "hm", echo: ["type": "thinking"])), .text("Adding."),
                .toolCall(ToolCall(id: "A", name: "add", arguments: "{oops")),
            ],
            echo: AssistantTurn.Echo(.gemini, items: [["text": "Adding."]])
        )
        let request = ModelRequest.sample(messages: [
            .user("go"), .assistant(turn),
            .results([ToolResult(call: "A", name: "add", text: "no JSON", isError: true)]),
        ])
        #expect(
            try await body(request).contains(
                #"{"role":"assistant","content":"Adding."},"#
                    + #"{"type":"function_call","call_id":"A","name":"add","arguments":"{oops"},"#
                    + #"{"type":"function_call_output","call_id":"A","output":"no JSON"}"#
            )
        )
    }

    @Test(arguments: [true, false])
    func `a model that refuses tools in a chat is asked here, without being told`(hasTools: Bool) async throws
    {
        let exchange = CannedExchange("")
        let tool = ToolDefinition(name: "add", description: "adds", parameters: ["type": "object"])
        let request = ModelRequest.sample(
            tools: hasTools ? [tool] : [],
            abilities: ModelAbilities(toolsNeedResponses: true)
        )
        _ = try await see(.openAIChat, exchange, request: request)
        #expect(exchange.requests.first?.url.hasSuffix(hasTools ? "/responses" : "/chat/completions") == true)
    }

    // MARK: - Ends

    @Test func `an answer that met its cap is truncated, and half a call is none`() async throws {
        let exchange = terminal(
            "response.incomplete",
            #"{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"model":"m","output":["#
                + #"{"type":"function_call","call_id":"A","name":"add","arguments":"{\"a\":","status":"incomplete"},"#
                + #"{"type":"message","content":[{"type":"output_text","text":"So"}]}],"#
                + #""usage":{"input_tokens":5,"output_tokens":9}}"#
        )
        let answer = try await see(.openAIResponses, exchange).answer
        #expect(answer?.stop == .outputLimit)
        #expect(answer?.turn.parts == [.text("So")])
        #expect(answer?.usage.usage == Usage(input: 5, output: 9))
    }

    @Test func `a refusal is a part of a completed response`() async throws {
        let exchange = terminal(
            "response.completed",
            #"{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}],"usage":null}"#
        )
        let answer = try await see(.openAIResponses, exchange).answer
        #expect(answer?.stop == .refused(nil))
        #expect(answer?.turn.text == "No.")
        #expect(answer?.usage == .unknown)
    }

    @Test(arguments: [
        ("content_filter", StopReason.filtered), ("max_messages", .other("max_messages")),
    ])
    func `other reasons to be incomplete`(reason: String, stop: StopReason) async throws {
        let exchange = terminal(
            "response.incomplete",
            #"{"status":"incomplete","incomplete_details":{"reason":"\#(reason)"},"output":[{"type":"message","content":[{"type":"output_text","text":"x"}]}],"usage":{"input_tokens":1,"output_tokens":1}}"#
        )
        #expect(try await see(.openAIResponses, exchange).answer?.stop == stop)
    }

    @Test func `a failed response is its error, and what it used is kept`() async throws {
        let exchange = terminal(
            "response.failed",
            #"{"status":"failed","error":{"code":"server_error","message":"sorry"},"output":[],"usage":{"input_tokens":7,"output_tokens":2}}"#
        )
        let error = try await see(.openAIResponses, exchange).error
        #expect(error?.kind == .serverError)
        #expect(error?.message == "sorry")
        #expect(error?.usage.usage == Usage(input: 7, output: 2))
    }

    @Test(arguments: [
        #"{"type":"error","code":"server_error","message":"broken","param":null,"sequence_number":3}"#,
        #"{"type":"error","error":{"type":"server_error","message":"broken"}}"#,
        #"{"error":{"type":"server_error","message":"broken"}}"#,
    ])
    func `an error event ends the stream`(event: String) async throws {
        let error = try await see(.openAIResponses, CannedExchange("data: \(event)\n\n")).error
        #expect(error?.kind == .serverError)
        #expect(error?.message == "broken")
    }

    @Test func `items that were done stand in for a terminal event without them`() async throws {
        let exchange = CannedExchange(
            #"data: {"type":"response.output_item.done","output_index":1,"item":{"type":"message","content":[{"type":"output_text","text":"b"}]}}"#
                + "\n\n"
                + #"data: {"type":"response.output_item.done","output_index":0,"item":{"type":"message","content":[{"type":"output_text","text":"a"}]}}"#
                + "\n\n"
                + #"data: {"type":"response.completed","response":{"status":"completed","usage":{"input_tokens":1,"output_tokens":2}}}"#
                + "\n\ndata: [DONE]\n\n"
        )
        #expect(try await see(.openAIResponses, exchange).answer?.turn.text == "ab")
    }
}
