import Conversation
import Providers
import Testing
import Transport

struct AnthropicTests {
    private let tool = ToolDefinition(
        name: "add",
        description: "adds",
        parameters: ["type": "object", "properties": ["a": ["type": "integer"]]]
    )

    private func body(_ request: ModelRequest) async throws -> String {
        let exchange = CannedExchange("")
        _ = try await see(.anthropic, exchange, request: request)
        return String(decoding: exchange.requests.first?.body ?? [], as: UTF8.self)
    }

    // MARK: - Requests

    @Test func `a lone question is sent bare`() async throws {
        let exchange = CannedExchange("")
        _ = try await see(.anthropic, exchange)
        let request = try #require(exchange.requests.first)
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"model":"model-1","max_tokens":4000,"stream":true,"messages":[{"role":"user","content":"#
                + #"[{"type":"text","text":"hello"}]}]}"#
        )
        #expect(request.url == "http://provider.test/v1/messages")
        #expect(request.method == "POST")
        #expect(request.job == "job-1")
        #expect(
            request.headers == [
                HTTPRequest.Header("content-type", "application/json"),
                HTTPRequest.Header("accept", "text/event-stream"),
                HTTPRequest.Header("anthropic-version", "2023-06-01"),
                HTTPRequest.Header("x-api-key", "sk-0123456789", isSecret: true),
            ]
        )
    }

    @Test func `a step of a loop is sent with its blocks and breakpoints`() async throws {
        let request = ModelRequest.sample(
            system: ["You are terse.", "Be kind."],
            messages: [
                .user("add 1"),
                .assistant(
                    AssistantTurn([
                        .reasoning(
                            AssistantTurn.Reasoning(
                                text: "",
                                echo: ["type": "thinking", "thinking": "", "signature": "c2ln"]
                            )
                        ),
                        .reasoning(
                            AssistantTurn.Reasoning(
                                text: "",
                                echo: ["type": "redacted_thinking", "data": "eA=="]
                            )
                        ),
                        // Of another protocol.
                        .reasoning(AssistantTurn.Reasoning(text: "hm", echo: ["reasoning_details": []])),
                        .text("Adding."),
                        .toolCall(ToolCall(id: "toolu_A", name: "add", arguments: #"{ "a": 1 }"#)),
                        .toolCall(ToolCall(id: "toolu_B", name: "add", arguments: "{oops")),
                    ])
                ),
                .results([
                    ToolResult(call: "toolu_A", name: "add", text: "2", isError: false),
                    ToolResult(call: "toolu_B", name: "add", text: "no JSON", isError: true),
                ]),
                .user("go on"),
            ],
            tools: [tool]
        )
        #expect(
            try await body(request)
                == #"{"model":"model-1","max_tokens":4000,"stream":true,"#
                + #""tools":[{"name":"add","description":"adds","input_schema":{"type":"object","properties":{"a":{"type":"integer"}}}}],"#
                + #""system":[{"type":"text","text":"You are terse.","cache_control":{"type":"ephemeral"}},{"type":"text","text":"Be kind.","cache_control":{"type":"ephemeral"}}],"#
                + #""messages":[{"role":"user","content":[{"type":"text","text":"add 1"}]},"#
                + #"{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"c2ln"},"#
                + #"{"type":"redacted_thinking","data":"eA=="},{"type":"text","text":"Adding."},"#
                + #"{"type":"tool_use","id":"toolu_A","name":"add","input":{ "a": 1 }},"#
                + #"{"type":"tool_use","id":"toolu_B","name":"add","input":{"unparsed":"{oops"}}]},"#
                + #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_A","content":"2"},"#
                + #"{"type":"tool_result","tool_use_id":"toolu_B","content":"no JSON","is_error":true},"#
                + #"{"type":"text","text":"go on","cache_control":{"type":"ephemeral"}}]}]}"#
        )
    }

    @Test func `without system texts the tools carry the breakpoint`() async throws {
        let sent = try JSONValue(parsing: await body(.sample(tools: [tool])))
        #expect(sent["tools"]?.array?.last?["cache_control"] == ["type": "ephemeral"])
        #expect(
            sent["messages"]?.array?.last?["content"]?.array?.last?["cache_control"] == ["type": "ephemeral"]
        )
    }

    @Test func `a message with nothing in it is not sent`() async throws {
        let request = ModelRequest.sample(messages: [
            .user("one"), .assistant(AssistantTurn([.text("")])), .user("two"),
        ])
        let sent = try JSONValue(parsing: await body(request))
        #expect(sent["messages"]?.array?.count == 1)
        #expect(
            sent["messages"]?.array?.first?["content"]?.array?.compactMap { $0["text"]?.string } == [
                "one", "two",
            ]
        )
    }

    @Test(arguments: [
        (
            ReasoningSetting.effort("high"), ModelAbilities.ReasoningControl.none, nil as String?,
            nil as String?
        ),
        (.effort("high"), .effort, #"{"type":"adaptive"}"#, #"{"effort":"high"}"#),
        (.budget(9_000), .effort, #"{"type":"adaptive"}"#, #"{"effort":"medium"}"#),
        (.budget(2_000), .budget, #"{"type":"enabled","budget_tokens":2000}"#, nil),
        (.budget(9_000), .budget, #"{"type":"enabled","budget_tokens":3999}"#, nil),
        (.effort("low"), .budget, #"{"type":"enabled","budget_tokens":2048}"#, nil),
        (.budget(500), .budget, nil, nil),
    ])
    func `reasoning is asked for as the model takes it`(
        setting: ReasoningSetting,
        control: ModelAbilities.ReasoningControl,
        thinking: String?,
        output: String?
    ) async throws {
        let request = ModelRequest.sample(
            reasoning: setting,
            abilities: ModelAbilities(reasons: true, reasoningControl: control)
        )
        let sent = try JSONValue(parsing: await body(request))
        #expect(sent["thinking"]?.text == thinking)
        #expect(sent["output_config"]?.text == output)
        #expect(sent["max_tokens"]?.integer == 4_000)
    }

    @Test func `temperature is the manifest's own text, or absent`() async throws {
        #expect(try await body(.sample(temperature: "0.70")).contains(#""temperature":0.70"#))
        let abilities = ModelAbilities(temperature: false)
        #expect(try await !body(.sample(temperature: "0.70", abilities: abilities)).contains("temperature"))
        #expect(try await !body(.sample()).contains("temperature"))
    }

    // MARK: - Answers

    private func stream(_ blocks: String, stop: String, usage: String = #"{"output_tokens":9}"#)
        -> CannedExchange
    {
        CannedExchange(
            #"data: {"type":"message_start","message":{"model":"m","usage":{"input_tokens":3,"output_tokens":1}}}"#
                + "\n\n" + blocks
                + #"data: {"type":"message_delta","delta":{"stop_reason":\#(stop)},"usage":\#(usage)}"#
                + "\n\ndata: {\"type\":\"message_stop\"}\n\n"
        )
    }

    private let hello =
        #"data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"hello"}}"#
        + "\n\n"
        + #"data: {"type":"content_block_stop","index":0}"# + "\n\n"

    @Test(arguments: [
        (#""end_turn""#, StopReason.endTurn), (#""tool_use""#, .toolUse), (#""max_tokens""#, .outputLimit),
        (#""stop_sequence","stop_sequence":"END""#, .stopSequence("END")), (#""pause_turn""#, .paused),
        (#""refusal","stop_details":{"category":"cyber","explanation":"no"}"#, .refused("cyber")),
        (#""refusal""#, .refused(nil)), (#""model_context_window_exceeded""#, .contextLimit),
        (#""novelty""#, .other("novelty")), ("null", .other("missing")),
    ])
    func `every stop reason is told apart`(word: String, stop: StopReason) async throws {
        #expect(try await see(.anthropic, stream(hello, stop: word)).answer?.stop == stop)
    }

    @Test func `members may come in any order`() async throws {
        let text = stream(hello, stop: #""end_turn""#)
        let turned = CannedExchange(
            #"data: {"message":{"usage":{"input_tokens":3,"output_tokens":1},"model":"m"},"type":"message_start"}"#
                + "\n\n"
                + #"data: {"content_block":{"text":"hello","type":"text"},"index":0,"type":"content_block_start"}"#
                + "\n\n" + #"data: {"usage":{"output_tokens":9},"delta":{"stop_reason":"end_turn"},"#
                + "\"type\":\"message_delta\"}\n\ndata: {\"type\":\"message_stop\"}\n\n"
        )
        var expected = try await see(.anthropic, text)
        let seen = try await see(.anthropic, turned)
        expected.answer?.usage.raw = seen.answer?.usage.raw
        #expect(seen == expected)
    }

    @Test func `a call cut off by the output cap is no call`() async throws {
        let blocks =
            hello
            + #"data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"A","name":"f","input":{}}}"#
            + "\n\n"
            + #"data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a"}}"#
            + "\n\n" + #"data: {"type":"content_block_stop","index":1}"# + "\n\n"
        let cut = try await see(.anthropic, stream(blocks, stop: #""max_tokens""#)).answer
        #expect(cut?.turn == AssistantTurn([.text("hello")]))
        // What the model wrote wrong by itself goes back to it.
        let wrong = try await see(.anthropic, stream(blocks, stop: #""tool_use""#)).answer
        #expect(wrong?.turn.toolCalls == [ToolCall(id: "A", name: "f", arguments: #"{"a"#)])
    }

    @Test func `arguments may come whole with the start`() async throws {
        let blocks =
            #"data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"A","name":"f","input":{"a":1}}}"#
            + "\n\n" + #"data: {"type":"content_block_stop","index":0}"# + "\n\n"
        let answer = try await see(.anthropic, stream(blocks, stop: #""tool_use""#)).answer
        #expect(answer?.turn.toolCalls == [ToolCall(id: "A", name: "f", arguments: #"{"a":1}"#)])
    }

    @Test func `an answer with nothing in it is an error with its usage`() async throws {
        let error = try await see(
            .anthropic,
            stream("", stop: #""end_turn""#, usage: #"{"output_tokens":0}"#)
        ).error
        #expect(error?.kind == .empty)
        #expect(error?.usage.usage == Usage(input: 3))
        // Tokens were spent, if not on words: that is an answer, if an empty one.
        #expect(try await see(.anthropic, stream("", stop: #""end_turn""#)).answer?.turn == AssistantTurn())
        #expect(try await see(.anthropic, stream("", stop: #""refusal""#)).answer?.stop == .refused(nil))
    }

    @Test(arguments: [
        "data: {\"type\":\n\n", "data: []\n\n", "data: {\"index\":0}\n\n",
        #"data: {"type":"content_block_delta","index":7,"delta":{"type":"text_delta","text":"x"}}"# + "\n\n",
        #"data: {"type":"content_block_start","index":0}"# + "\n\n",
    ])
    func `a known event that is not what it should be is malformed`(event: String) async throws {
        #expect(try await see(.anthropic, CannedExchange(event)).error?.kind == .malformed)
    }

    @Test func `an error in the stream keeps the usage that is known, as a lower bound`() async throws {
        let text =
            #"data: {"type":"message_start","message":{"model":"m","usage":{"input_tokens":3,"output_tokens":1}}}"#
            + "\n\nevent: error\n"
            + #"data: {"type":"error","error":{"type":"overloaded_error","message":"said so"}}"# + "\n\n"
        let error = try await see(.anthropic, CannedExchange(text)).error
        #expect(error?.message == "said so")
        #expect(error?.usage.usage == Usage(input: 3))
        #expect(error?.usage.isPartial == true)
    }

    @Test func `a base address may end in its version or in a slash`() async throws {
        for base in ["http://p.test", "http://p.test/", "http://p.test/v1", "http://p.test/v1/"] {
            let exchange = CannedExchange("")
            let endpoint = ProviderEndpoint(
                wireProtocol: .anthropic,
                baseURL: base,
                headers: [HTTPRequest.Header("Anthropic-Version", "2026-10-21")]
            )
            let model = endpoint.model(over: exchange, clock: .steps())
            _ = try? await model.answer(.sample()) { _ in }
            #expect(exchange.requests.map(\.url) == ["http://p.test/v1/messages"])
            // A header of the manifest replaces the protocol's own, and no key means none is sent.
            #expect(
                exchange.requests.first?.headers.last == HTTPRequest.Header("Anthropic-Version", "2026-10-21")
            )
            #expect(exchange.requests.first?.headers.count == 3)
        }
    }
}
