import Conversation
import Providers
import Testing
import Transport

struct GeminiTests {
    private func body(_ request: ModelRequest) async throws -> String {
        let exchange = CannedExchange("")
        _ = try await see(.gemini, exchange, request: request)
        return String(decoding: exchange.requests.first?.body ?? [], as: UTF8.self)
    }

    private func fragment(_ parts: String, finish: String = "STOP") -> CannedExchange {
        CannedExchange(
            #"data: {"candidates":[{"content":{"role":"model","parts":\#(parts)},"finishReason":"\#(finish)"}],"#
                + #""usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}"#
                + "\n\n"
        )
    }

    // MARK: - Requests

    @Test func `a lone question`() async throws {
        let exchange = CannedExchange("")
        _ = try await see(.gemini, exchange)
        let request = try #require(exchange.requests.first)
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"generationConfig":{"maxOutputTokens":4000},"#
                + #""contents":[{"role":"user","parts":[{"text":"hello"}]}]}"#
        )
        #expect(
            request.headers.last == HTTPRequest.Header("x-goog-api-key", "sk-0123456789", isSecret: true)
        )
    }

    @Test(arguments: [
        ("https://g.test", "https://g.test/v1beta"), ("https://g.test/v1", "https://g.test/v1"),
        ("https://g.test/v1alpha/", "https://g.test/v1alpha"),
        (
            "https://v.test/v1/projects/p/locations/eu/publishers/google",
            "https://v.test/v1/projects/p/locations/eu/publishers/google"
        ),
    ])
    func `the model stands in the address, after the version`(base: String, start: String) async throws {
        let exchange = CannedExchange("")
        let endpoint = ProviderEndpoint(wireProtocol: .gemini, baseURL: base)
        _ = try? await endpoint.model(over: exchange, clock: .steps()).answer(.sample()) { _ in }
        #expect(exchange.requests.first?.url == start + "/models/model-1:streamGenerateContent?alt=sse")
    }

    @Test func `a step sends the turn's parts back as they came`() async throws {
        let answer = try #require(try await see(.gemini, CannedExchange(RecordedStream.gemini.text)).answer)
        let turn = answer.turn.withDistinctCalls
        let request = ModelRequest.sample(
            system: ["You are terse.", "Be kind."],
            messages: [
                .user("add 1"), .assistant(turn),
                .results([
                    ToolResult(call: "f1", name: "add", text: "2", isError: false),
                    ToolResult(call: turn.toolCalls[1].id, name: "now", text: "no clock", isError: true),
                ]),
            ],
            tools: [ToolDefinition(name: "add", description: "adds", parameters: ["type": "object"])],
            temperature: "0.2",
            reasoning: .effort("low"),
            abilities: ModelAbilities(reasons: true, reasoningControl: .effort)
        )
        let items = try #require(turn.items(for: .gemini)).map(\.text)
        #expect(
            try await body(request)
                == #"{"systemInstruction":{"parts":[{"text":"You are terse."},{"text":"Be kind."}]},"#
                + #""tools":[{"functionDeclarations":[{"name":"add","description":"adds","parametersJsonSchema":{"type":"object"}}]}],"#
                + #""generationConfig":{"maxOutputTokens":4000,"temperature":0.2,"#
                + #""thinkingConfig":{"includeThoughts":true,"thinkingLevel":"LOW"}},"#
                + #""contents":[{"role":"user","parts":[{"text":"add 1"}]},{"role":"model","parts":["#
                + items.joined(separator: ",")
                + #"]},{"role":"user","parts":[{"functionResponse":{"id":"f1","name":"add","response":{"output":"2"}}},"#
                + #"{"functionResponse":{"name":"now","response":{"error":"no clock"}}}]}]}"#
        )
    }

    @Test func `a budget is a number of tokens`() async throws {
        let abilities = ModelAbilities(reasons: true, reasoningControl: .budget)
        let text = try await body(.sample(reasoning: .budget(2_048), abilities: abilities))
        #expect(text.contains(#""thinkingConfig":{"includeThoughts":true,"thinkingBudget":2048}"#))
    }

    @Test func `a turn of another protocol is told in this one's words`() async throws {
        let turn = AssistantTurn([
            .reasoning(AssistantTurn.Reasoning(text: "hm")), .text("Adding."),
            .toolCall(ToolCall(id: "A", name: "add", arguments: "{oops")),
        ])
        let request = ModelRequest.sample(messages: [
            .user("go"), .assistant(turn),
            .results([ToolResult(call: "A", name: "add", text: "no JSON", isError: true)]),
        ])
        #expect(
            try await body(request).contains(
                #"{"role":"model","parts":[{"text":"Adding."},"#
                    + #"{"functionCall":{"id":"A","name":"add","args":{"unparsed":"{oops"}}}]},"#
                    + #"{"role":"user","parts":[{"functionResponse":{"id":"A","name":"add","response":{"error":"no JSON"}}}]}"#
            )
        )
    }

    // MARK: - Ends

    @Test(arguments: [
        ("STOP", StopReason.endTurn), ("MAX_TOKENS", .outputLimit), ("SAFETY", .filtered),
        ("SPII", .filtered),
        ("MODEL_ARMOR", .filtered), ("NEW", .other("NEW")),
    ])
    func `why an answer ended`(word: String, stop: StopReason) async throws {
        let answer = try await see(.gemini, fragment(#"[{"text":"x"}]"#, finish: word)).answer
        #expect(answer?.stop == stop)
    }

    @Test func `an answer that is none is an error, and was paid for`() async throws {
        let error = try await see(.gemini, fragment("[]", finish: "MALFORMED_FUNCTION_CALL")).error
        #expect(error?.kind == .unusableCall)
        #expect(error?.usage.usage == Usage(input: 3, output: 2))
    }

    @Test func `a blocked prompt is filtered`() async throws {
        let exchange = CannedExchange(
            #"data: {"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":3,"totalTokenCount":3}}"#
                + "\n\n"
        )
        let answer = try await see(.gemini, exchange).answer
        #expect(answer?.stop == .filtered)
        #expect(answer?.usage.usage == Usage(input: 3))
    }

    @Test func `an error in the stream has its own status`() async throws {
        let exchange = CannedExchange(
            #"data: {"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}"#
                + "\n\n"
        )
        let error = try await see(.gemini, exchange).error
        #expect(error?.kind == .overloaded)
        #expect(error?.message == "The model is overloaded.")
    }
}
