import Conversation
import Providers
import Testing
import Transport

struct ChatTests {
    private func body(_ request: ModelRequest) async throws -> String {
        let exchange = CannedExchange("")
        _ = try await see(.openAIChat, exchange, request: request)
        return String(decoding: exchange.requests.first?.body ?? [], as: UTF8.self)
    }

    // MARK: - Requests

    @Test func `a lone question is sent bare`() async throws {
        let exchange = CannedExchange("")
        _ = try await see(.openAIChat, exchange)
        let request = try #require(exchange.requests.first)
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"model":"model-1","stream":true,"stream_options":{"include_usage":true},"max_tokens":4000,"#
                + #""messages":[{"role":"user","content":"hello"}]}"#
        )
        #expect(request.url == "http://provider.test/v1/chat/completions")
        #expect(
            request.headers.last
                == HTTPRequest.Header("authorization", "Bearer sk-0123456789", isSecret: true)
        )
    }

    @Test func `a step of a loop is sent as the model takes it`() async throws {
        let request = ModelRequest.sample(
            system: ["You are terse.", "Be kind."],
            messages: [
                .user("one"), .user("two"),
                .assistant(
                    AssistantTurn([
                        .reasoning(
                            AssistantTurn.Reasoning(
                                text: "hm",
                                echo: ["reasoning_details": [["type": "x", "data": "eA=="]]]
                            )
                        ),
                        .toolCall(ToolCall(id: "call_A", name: "add", arguments: #"{"a":1}"#)),
                        .toolCall(ToolCall(id: "call_B", name: "add", arguments: "{oops")),
                    ])
                ),
                .results([
                    ToolResult(call: "call_A", name: "add", text: "2", isError: false),
                    ToolResult(call: "call_B", name: "add", text: "no JSON", isError: true),
                ]),
                .assistant(AssistantTurn([.text("Two.")])),
                .user("go on"),
            ],
            tools: [ToolDefinition(name: "add", description: "adds", parameters: ["type": "object"])],
            temperature: "0.2",
            reasoning: .effort("low"),
            abilities: ModelAbilities(
                reasoningControl: .effort,
                outputCapField: .maxCompletionTokens,
                developerRole: true,
                streamUsageOption: false,
                echoesReasoningContent: true
            )
        )
        #expect(
            try await body(request)
                == #"{"model":"model-1","stream":true,"max_completion_tokens":4000,"temperature":0.2,"#
                + #""reasoning_effort":"low","#
                + #""tools":[{"type":"function","function":{"name":"add","description":"adds","parameters":{"type":"object"}}}],"#
                + #""messages":[{"role":"developer","content":"You are terse.\n\nBe kind."},"#
                + #"{"role":"user","content":"one\n\ntwo"},"#
                + #"{"role":"assistant","content":null,"reasoning_content":"hm","reasoning_details":[{"type":"x","data":"eA=="}],"#
                + #""tool_calls":[{"id":"call_A","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}},"#
                + #"{"id":"call_B","type":"function","function":{"name":"add","arguments":"{oops"}}]},"#
                + #"{"role":"tool","tool_call_id":"call_A","content":"2"},"#
                + #"{"role":"tool","tool_call_id":"call_B","content":"no JSON"},"#
                + #"{"role":"assistant","content":"Two.","reasoning_content":""},"#
                + #"{"role":"user","content":"go on"}]}"#
        )
    }

    @Test func `a model without a reasoning setting is sent none`() async throws {
        #expect(try await !body(.sample(reasoning: .effort("high"))).contains("reasoning"))
        let abilities = ModelAbilities(temperature: false)
        #expect(try await !body(.sample(temperature: "1", abilities: abilities)).contains("temperature"))
    }

    // MARK: - Answers

    private func chunks(_ choices: String..., end: String = "data: [DONE]\n\n") -> CannedExchange {
        CannedExchange(
            choices.map { "data: {\"model\":\"m\",\"choices\":[\($0)]}\n\n" }.joined()
                + #"data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}"# + "\n\n" + end
        )
    }

    private func calls(_ pieces: String..., finish: String = #""tool_calls""#) async throws -> [ToolCall]? {
        let deltas = pieces.map { #"data: {"choices":[{"delta":{"tool_calls":\#($0)}}]}"# + "\n\n" }.joined()
        let end = #"data: {"choices":[{"delta":{},"finish_reason":\#(finish)}]}"# + "\n\ndata: [DONE]\n\n"
        let answer = try await see(.openAIChat, CannedExchange(deltas + end)).answer
        return answer?.stop == .toolUse ? answer?.turn.toolCalls : nil
    }

    private let first = ToolCall(id: "A", name: "f", arguments: #"{"a":1}"#)
    private let second = ToolCall(id: "B", name: "g", arguments: #"{"b":2}"#)

    @Test func `calls come together however a server sends them`() async throws {
        // Without an index.
        #expect(
            try await calls(
                #"[{"id":"A","function":{"name":"f","arguments":"{\"a\""}}]"#,
                #"[{"function":{"arguments":":1}"}}]"#,
                #"[{"id":"B","function":{"name":"g","arguments":"{\"b\":2}"}}]"#
            ) == [first, second]
        )
        // All with the same index.
        #expect(
            try await calls(
                #"[{"index":0,"id":"A","function":{"name":"f","arguments":"{\"a\":1}"}}]"#,
                #"[{"index":0,"id":"B","function":{"name":"g","arguments":"{\"b\":2}"}}]"#
            ) == [first, second]
        )
        // The index as a float, name and ID repeated.
        #expect(
            try await calls(
                #"[{"index":0.0,"id":"A","function":{"name":"f","arguments":"{\"a\""}}]"#,
                #"[{"index":0.0,"id":"A","function":{"name":"f","arguments":":1}"}}]"#
            ) == [first]
        )
        // Arguments as an object, and whole calls without ID.
        #expect(
            try await calls(
                #"[{"id":"A","function":{"name":"f","arguments":{"a":1}}},{"id":"B","function":{"name":"g","arguments":{"b":2}}}]"#
            ) == [first, second]
        )
        #expect(
            try await calls(
                #"[{"function":{"name":"f","arguments":{"a":1}}}]"#,
                #"[{"function":{"name":"g","arguments":{"b":2}}}]"#
            )
                == [
                    ToolCall(id: "call_0", name: "f", arguments: #"{"a":1}"#),
                    ToolCall(id: "call_1", name: "g", arguments: #"{"b":2}"#),
                ]
        )
        // No arguments at all.
        #expect(
            try await calls(#"[{"index":0,"id":"A","function":{"name":"f"}}]"#)
                == [ToolCall(id: "A", name: "f", arguments: "{}")]
        )
    }

    @Test(arguments: [#""stop""#, #""""#, "null", #""eos""#, #""function_call""#])
    func `calls mean tool use, whatever the finish reason`(finish: String) async throws {
        let piece = #"[{"index":0,"id":"A","function":{"name":"f","arguments":"{\"a\":1}"}}]"#
        #expect(try await calls(piece, finish: finish) == [first])
    }

    @Test func `a call cut off by the output cap is no call`() async throws {
        let exchange = chunks(
            #"{"delta":{"content":"so","tool_calls":[{"index":0,"id":"A","function":{"name":"f","arguments":"{\"a"}}]}}"#,
            #"{"delta":{},"finish_reason":"length"}"#
        )
        let answer = try await see(.openAIChat, exchange).answer
        #expect(answer?.stop == .outputLimit)
        #expect(answer?.turn == AssistantTurn([.text("so")]))
    }

    @Test(arguments: [
        ("stop", StopReason.endTurn), ("eos", .endTurn), ("length", .outputLimit),
        ("model_length", .contextLimit),
        ("content_filter", .filtered), ("sensitive", .filtered), ("tool_calls", .other("tool_calls")),
        ("novelty", .other("novelty")),
    ])
    func `every finish reason is told apart`(word: String, stop: StopReason) async throws {
        let exchange = chunks(#"{"delta":{"content":"so"},"finish_reason":"\#(word)"}"#)
        #expect(try await see(.openAIChat, exchange).answer?.stop == stop)
    }

    @Test func `a stream that is done without a finish reason is no success`() async throws {
        let exchange = chunks(#"{"delta":{"content":"so"},"finish_reason":""}"#)
        #expect(try await see(.openAIChat, exchange).answer?.stop == .other("missing"))
    }

    @Test(arguments: ["error", "network_error"])
    func `a finish reason can be an error`(word: String) async throws {
        let exchange = chunks(#"{"delta":{"content":"so"},"finish_reason":"\#(word)"}"#)
        #expect(try await see(.openAIChat, exchange).error?.kind == .serverError)
    }

    @Test func `the end may be without its marker if a finish reason came`() async throws {
        let whole = chunks(#"{"delta":{"content":"so"},"finish_reason":"stop"}"#, end: "")
        #expect(try await see(.openAIChat, whole).answer?.turn == AssistantTurn([.text("so")]))
        let cut = chunks(#"{"delta":{"content":"so"},"finish_reason":null}"#, end: "")
        let error = try await see(.openAIChat, cut).error
        #expect(error?.kind == .streamCut)
        #expect(error?.usage.usage == Usage(input: 3, output: 2))
        #expect(error?.usage.isPartial == true)
    }

    @Test func `a refusal is an answer that says so`() async throws {
        let exchange = chunks(
            #"{"delta":{"refusal":"I can"}}"#,
            #"{"delta":{"refusal":"not."},"finish_reason":"stop"}"#
        )
        let answer = try await see(.openAIChat, exchange).answer
        #expect(answer?.stop == .refused(nil))
        #expect(answer?.turn == AssistantTurn([.text("I cannot.")]))
    }

    @Test(arguments: [
        #"{"reasoning_content":"hm","content":"so"}"#, #"{"reasoning":"hm","content":"so"}"#,
        #"{"reasoning":"hm","reasoning_content":"hm","content":"so"}"#,
        #"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"so"}]}"#,
    ])
    func `reasoning is found where each server puts it`(delta: String) async throws {
        let answer = try await see(.openAIChat, chunks(#"{"delta":\#(delta),"finish_reason":"stop"}"#)).answer
        #expect(
            answer?.turn == AssistantTurn([.reasoning(AssistantTurn.Reasoning(text: "hm")), .text("so")])
        )
    }

    @Test func `reasoning blocks are kept to go back`() async throws {
        let exchange = chunks(
            #"{"delta":{"reasoning_details":[{"type":"a","data":"x"}]}}"#,
            #"{"delta":{"reasoning_details":[{"type":"b"}],"content":"so"},"finish_reason":"stop"}"#
        )
        let reasoning = AssistantTurn.Reasoning(
            text: "",
            echo: ["reasoning_details": [["type": "a", "data": "x"], ["type": "b"]]]
        )
        #expect(
            try await see(.openAIChat, exchange).answer?.turn
                == AssistantTurn([.reasoning(reasoning), .text("so")])
        )
    }

    @Test(arguments: [
        #"{"error":{"message":"said so","type":"server_error","code":null}}"#, #"{"error":"said so"}"#,
        #"{"object":"error","message":"said so","code":"3280"}"#,
        #"{"choices":[],"x_groq":{"error":{"message":"said so","code":"over_capacity"}}}"#,
    ])
    func `an error in the stream tells what it says`(event: String) async throws {
        let exchange = CannedExchange(
            #"data: {"choices":[{"delta":{"content":"so"}}]}"# + "\n\ndata: " + event + "\n\n"
        )
        #expect(try await see(.openAIChat, exchange).error?.message == "said so")
    }

    @Test(arguments: ["data: {\"choices\":\n\n", "data: nonsense\n\n", "data: {}}\n\n"])
    func `an event that is no JSON object is malformed`(event: String) async throws {
        #expect(try await see(.openAIChat, CannedExchange(event)).error?.kind == .malformed)
    }
}
