import Conversation
import Providers
import Testing
import Transport

/// Where servers of chat completions differ, as their models' abilities say.
struct DialectTests {
    private func body(_ request: ModelRequest) async throws -> String {
        let exchange = CannedExchange("")
        _ = try await see(.openAIChat, exchange, request: request)
        return String(decoding: exchange.requests.first?.body ?? [], as: UTF8.self)
    }

    private func answer(_ stream: String, _ abilities: ModelAbilities) async throws -> Seen {
        try await see(.openAIChat, CannedExchange(stream), request: .sample(abilities: abilities))
    }

    private func stream(_ deltas: [String], finish: String = "stop", usage: String = "null") -> String {
        deltas.map { #"data: {"choices":[{"index":0,"delta":\#($0),"finish_reason":null}]}"# + "\n\n" }
            .joined()
            + #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"\#(finish)"}],"usage":\#(usage)}"#
            + "\n\ndata: [DONE]\n\n"
    }

    // MARK: - Asking for reasoning

    @Test(arguments: [
        (ModelAbilities.ReasoningForm.effort, #""reasoning_effort":"high","#),
        (.object, #""reasoning":{"effort":"high"},"#),
        (.thinking, #""thinking":{"type":"enabled"},"#),
        (.thinkingWithEffort, #""thinking":{"type":"enabled"},"reasoning_effort":"high","#),
        (.enabledWithEffort, #""reasoning":{"enabled":true},"reasoning_effort":"high","#),
    ])
    func `a model is told to think in its server's words`(
        form: ModelAbilities.ReasoningForm,
        members: String
    ) async throws {
        let abilities = ModelAbilities(reasoningControl: .effort, reasoningForm: form)
        let text = try await body(.sample(reasoning: .effort("high"), abilities: abilities))
        #expect(text.contains(#""max_tokens":4000,"# + members + #""messages""#))
        #expect(try await !body(.sample(abilities: abilities)).contains("reason"))
    }

    @Test func `a number of tokens is sent where there is a place for one`() async throws {
        let abilities = ModelAbilities(reasoningControl: .budget, reasoningForm: .object)
        let text = try await body(.sample(reasoning: .budget(5_000), abilities: abilities))
        #expect(text.contains(#""reasoning":{"max_tokens":5000},"#))
    }

    @Test func `a server that nothing is known of is sent nothing that it may not know`() async throws {
        let tool = ToolDefinition(name: "f", description: "", parameters: ["type": "object"])
        let text = try await body(.sample(system: ["s"], tools: [tool], reasoning: .effort("high")))
        let json = try JSONValue(parsing: text)
        #expect(
            json.object?.members.map(\.key) == [
                "model", "stream", "stream_options", "max_tokens", "tools", "messages",
            ]
        )
        #expect(json["stream_options"]?.text == #"{"include_usage":true}"#)
    }

    // MARK: - Reasoning in the text

    @Test(arguments: 1...9) func `tags part reasoning from text wherever the pieces are cut`(size: Int)
        async throws
    {
        let whole = Array("\n<think>a < b </thin k>\n</think>\n\nYes, <think> is a tag.")
        let pieces = stride(from: 0, to: whole.count, by: size).map { start in
            JSONValue.object(["content": .string(String(whole[start..<min(start + size, whole.count)]))]).text
        }
        let seen = try await answer(stream(pieces), ModelAbilities(reasoningTags: true))
        let reasoning = "a < b </thin k>\n"
        #expect(
            seen.answer?.turn
                == AssistantTurn([
                    .reasoning(AssistantTurn.Reasoning(text: reasoning)), .text("Yes, <think> is a tag."),
                ])
        )
        var told = ("", "")
        for event in seen.events {
            switch event {
            case .reasoning(let piece): told.0 += piece
            case .text(let piece): told.1 += piece
            case .began, .toolCall: break
            }
        }
        #expect(told == (reasoning, "Yes, <think> is a tag."))
    }

    @Test(arguments: [
        ("<thin", AssistantTurn([.text("<thin")])),
        ("plain </think>", AssistantTurn([.text("plain </think>")])),
        ("<think>hm</th", AssistantTurn([.reasoning(AssistantTurn.Reasoning(text: "hm</th"))])),
        ("<think></think>so", AssistantTurn([.text("so")])),
    ])
    func `half a tag is none`(text: String, turn: AssistantTurn) async throws {
        let piece = JSONValue.object(["content": .string(text)]).text
        let seen = try await answer(stream([piece], finish: "length"), ModelAbilities(reasoningTags: true))
        #expect(seen.answer?.turn == turn)
    }

    @Test func `tags are text where nothing is known of them`() async throws {
        let seen = try await answer(stream([#"{"content":"<think>a</think>b"}"#]), ModelAbilities())
        #expect(seen.answer?.turn == AssistantTurn([.text("<think>a</think>b")]))
    }

    // MARK: - What goes back

    @Test func `a content of chunks goes back whole, its pieces joined`() async throws {
        let abilities = ModelAbilities(contentChunks: true)
        let seen = try await answer(
            stream([
                #"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Let me "}]}]}"#,
                #"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"see."}],"signature":"c2ln","closed":true}]}"#,
                #"{"content":[{"type":"text","text":"It "}]}"#, #"{"content":"is "}"#,
                #"{"content":[{"type":"reference","reference_ids":[1]},{"type":"text","text":"2."}]}"#,
            ]),
            abilities
        )
        let turn = try #require(seen.answer?.turn)
        #expect(turn.text == "It is 2.")
        #expect(seen.events.count == 6)
        let content =
            #"[{"type":"thinking","thinking":[{"type":"text","text":"Let me see."}],"signature":"c2ln","closed":true},"#
            + #"{"type":"text","text":"It is "},{"type":"reference","reference_ids":[1]},{"type":"text","text":"2."}]"#
        let messages = [Message.user("1+1"), .assistant(turn), .user("more")]
        #expect(
            try await body(.sample(messages: messages, abilities: abilities))
                .contains(#"{"role":"assistant","content":"# + content + "}")
        )
        // Another model is told the text alone.
        #expect(
            try await body(.sample(messages: messages)).contains(
                #"{"role":"assistant","content":"It is 2."}"#
            )
        )
    }

    @Test func `a content of text alone goes back as text`() async throws {
        let abilities = ModelAbilities(contentChunks: true)
        let seen = try await answer(
            stream([#"{"content":"so"}"#, #"{"content":[{"type":"text","text":" what"}]}"#]),
            abilities
        )
        #expect(seen.answer?.turn == AssistantTurn([.text("so what")]))
    }

    @Test func `reasoning blocks that come in pieces go back as the blocks they are`() async throws {
        let seen = try await answer(
            stream([
                #"{"reasoning":"Let ","reasoning_details":[{"type":"reasoning.text","text":"Let ","format":"f","index":0}]}"#,
                #"{"reasoning":"me.","reasoning_details":[{"type":"reasoning.text","text":"me.","format":"f","index":0}]}"#,
                #"{"reasoning_details":[{"type":"reasoning.text","signature":"c2ln","format":"f","index":0}]}"#,
                #"{"reasoning_details":[{"type":"reasoning.encrypted","data":"eA==","index":1}]}"#,
                #"{"reasoning_details":[{"type":"reasoning.encrypted","data":"eQ==","index":1}],"content":"so"}"#,
            ]),
            ModelAbilities()
        )
        let turn = try #require(seen.answer?.turn)
        #expect(
            try await body(.sample(messages: [.user("a"), .assistant(turn), .user("b")])).contains(
                #"{"role":"assistant","content":"so","reasoning_details":["#
                    + #"{"type":"reasoning.text","text":"Let me.","format":"f","index":0,"signature":"c2ln"},"#
                    + #"{"type":"reasoning.encrypted","data":"eA==","index":1},"#
                    + #"{"type":"reasoning.encrypted","data":"eQ==","index":1}]}"#
            )
        )
    }

    @Test func `calls are renamed where their names do not fit, always alike`() async throws {
        let turn = AssistantTurn([
            .toolCall(ToolCall(id: "toolu_01AbC", name: "f", arguments: "{}")),
            .toolCall(ToolCall(id: "Ab3dE6gH9", name: "f", arguments: "{}")),
        ])
        let results = ["toolu_01AbC", "Ab3dE6gH9"].map {
            ToolResult(call: $0, name: "f", text: "x", isError: false)
        }
        func ids(_ messages: [Message]) async throws -> [String] {
            let request = ModelRequest.sample(
                messages: messages,
                abilities: ModelAbilities(shortCallIDs: true)
            )
            let json = try JSONValue(parsing: try await body(request))
            var ids: [String] = []
            for message in json["messages"]?.array ?? [] {
                ids += (message["tool_calls"]?.array ?? []).compactMap { $0["id"]?.string }
                if let id = message["tool_call_id"]?.string { ids.append(id) }
            }
            return ids
        }
        let first = try await ids([.user("a"), .assistant(turn), .results(results)])
        #expect(first.count == 4)
        #expect(first[0] == first[2])
        #expect(first[0].wholeMatch(of: /[A-Za-z0-9]{9}/) != nil)
        #expect(first[1] == "Ab3dE6gH9" && first[3] == "Ab3dE6gH9")
        let later = try await ids([.user("z"), .user("a"), .assistant(turn), .results(results), .user("b")])
        #expect(later == first)
    }

    // MARK: - Caches

    @Test func `places that shall be cached are marked where the server takes marks`() async throws {
        let abilities = ModelAbilities(cacheMarks: true)
        let mark = #","cache_control":{"type":"ephemeral"}}"#
        let call = ToolCall(id: "A", name: "f", arguments: "{}")
        let request = ModelRequest.sample(
            system: ["one", "two", "three"],
            messages: [
                .user("go"), .assistant(AssistantTurn([.toolCall(call)])),
                .results([ToolResult(call: "A", name: "f", text: "x", isError: false)]),
            ],
            abilities: abilities
        )
        let text = try await body(request)
        #expect(
            text.contains(
                #"{"role":"system","content":[{"type":"text","text":"one""# + mark
                    + #",{"type":"text","text":"two"},{"type":"text","text":"three""# + mark + "]}"
            )
        )
        #expect(text.contains(#"{"role":"user","content":"go"}"#))
        #expect(
            text.hasSuffix(
                #"{"role":"tool","tool_call_id":"A","content":[{"type":"text","text":"x""# + mark + "]}]}"
            )
        )
        // A lone question is not asked again.
        #expect(try await !body(.sample(abilities: abilities)).contains("cache_control"))
        var uncached = request
        uncached.cachesPrompt = false
        #expect(try await !body(uncached).contains("cache_control"))
    }

    // MARK: - Costs

    @Test func `a gateway tells the cost where it is asked to`() async throws {
        let abilities = ModelAbilities(reasoningForm: .object, costField: .cost)
        #expect(try await body(.sample(abilities: abilities)).contains(#""usage":{"include":true},"#))
        let usage =
            #"{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"cost":0.00014375,"cost_details":{"upstream_inference_cost":null}}"#
        let seen = try await answer(
            ": OPENROUTER PROCESSING\n\n" + stream([#"{"content":"so"}"#], usage: usage),
            abilities
        )
        #expect(
            seen.answer?.usage
                == ReportedUsage(usage: Usage(input: 3, output: 2), raw: usage, cost: "0.00014375")
        )
    }

    @Test func `ticks are ten billionths of a dollar`() async throws {
        let abilities = ModelAbilities(reasoningOutsideCompletion: true, costField: .ticks)
        #expect(try await !body(.sample(abilities: abilities)).contains("include\":true},\"usage"))
        let usage =
            #"{"prompt_tokens":125,"completion_tokens":48,"total_tokens":385,"prompt_tokens_details":{"cached_tokens":98},"completion_tokens_details":{"reasoning_tokens":212},"cost_in_usd_ticks":16630000}"#
        let seen = try await answer(stream([#"{"content":"so"}"#], usage: usage), abilities)
        #expect(seen.answer?.usage.cost == "16630000e-10")
        #expect(
            seen.answer?.usage.usage == Usage(input: 27, cacheRead: 98, output: 48, reasoning: 212)
        )
    }

    // MARK: - Ends

    @Test func `a server without room is overloaded`() async throws {
        let seen = try await answer(
            stream([#"{"content":"so"}"#], finish: "insufficient_system_resource"),
            ModelAbilities()
        )
        #expect(seen.error?.kind == .overloaded)
    }

    @Test func `an index may be written with a fraction`() async throws {
        let seen = try await answer(
            stream([
                #"{"tool_calls":[{"index":0.0,"id":"A","function":{"name":"f","arguments":"{\"a\":"}}]}"#,
                #"{"tool_calls":[{"index":0.0,"function":{"arguments":"1}"}}]}"#,
            ]),
            ModelAbilities()
        )
        #expect(seen.answer?.turn.toolCalls == [ToolCall(id: "A", name: "f", arguments: #"{"a":1}"#)])
    }

    @Test func `blank lines may stand before a body`() async throws {
        let exchange = CannedExchange(
            status: 402,
            headers: [("content-type", "application/json")],
            "\n\n\n" + #"{"error":{"message":"Insufficient Balance","code":"invalid_request_error"}}"#
        )
        let error = try await see(.openAIChat, exchange).error
        #expect(error?.kind == .quotaExhausted)
        #expect(error?.message == "Insufficient Balance")
    }
}
