import Conversation
import Providers
import Testing
import Transport

/// An answer in several hops: the same request again with a token, each hop a call of its own.
struct ContinuationTests {
    private func hop(_ parts: String, finish: String, token: String? = nil, prompt: Int = 3) -> CannedExchange
    {
        let more = token.map { #","continuationToken":"\#($0)""# } ?? ""
        return CannedExchange(
            #"data: {"candidates":[{"content":{"role":"model","parts":\#(parts)},"finishReason":"\#(finish)"\#(more)}],"#
                + #""usageMetadata":{"promptTokenCount":\#(prompt),"candidatesTokenCount":2}}"# + "\n\n"
        )
    }

    private func body(_ exchange: CannedExchange) -> String {
        String(decoding: exchange.requests.first?.body ?? [], as: UTF8.self)
    }

    @Test func `hops of one answer add up, and each has its own usage`() async throws {
        let call = #"{"functionCall":{"id":"f1","name":"add","args":{"a":1}},"thoughtSignature":"QUJD"}"#
        let first = hop(#"[{"text":"Adding."},\#(call)]"#, finish: "CONTINUATION", token: "t1")
        let one = try #require(try await see(.gemini, first).answer)
        #expect(one.stop == .paused)
        // Nothing of it is acted on before the last hop has come.
        #expect(one.turn.parts == [])
        #expect(one.usage.usage == Usage(input: 3, output: 2))

        let second = hop(#"[{"text":"Now"}]"#, finish: "CONTINUATION", token: "t2", prompt: 4)
        var messages = [Message.user("hello"), .assistant(one.turn)]
        let two = try #require(
            try await see(.gemini, second, request: .sample(messages: messages)).answer
        )
        #expect(two.stop == .paused)
        #expect(two.usage.usage == Usage(input: 4, output: 2))
        #expect(
            body(second)
                == body(first).replacing(#""contents""#, with: #""continuationToken":"t1","contents""#)
        )

        let third = hop(#"[{"text":" done."}]"#, finish: "STOP", prompt: 5)
        messages.append(.assistant(two.turn))
        let three = try #require(try await see(.gemini, third, request: .sample(messages: messages)).answer)
        #expect(body(third).contains(#""continuationToken":"t2","contents":[{"role":"user""#))
        #expect(three.stop == .toolUse)
        #expect(three.turn.text == "Adding.Now done.")
        #expect(three.turn.toolCalls == [ToolCall(id: "f1", name: "add", arguments: #"{"a":1}"#)])

        // The whole answer goes back once, without its hops.
        messages.append(.assistant(three.turn))
        messages.append(.results([ToolResult(call: "f1", name: "add", text: "2", isError: false)]))
        let next = hop(#"[{"text":"2"}]"#, finish: "STOP")
        _ = try await see(.gemini, next, request: .sample(messages: messages))
        #expect(
            body(next).hasSuffix(
                #""contents":[{"role":"user","parts":[{"text":"hello"}]},{"role":"model","parts":[{"text":"Adding."},"#
                    + call + #",{"text":"Now"},{"text":" done."}]},"#
                    + #"{"role":"user","parts":[{"functionResponse":{"id":"f1","name":"add","response":{"output":"2"}}}]}]}"#
            )
        )
        #expect(!body(next).contains("continuationToken"))
    }

    @Test func `a hop survives the record`() async throws {
        let exchange = hop(#"[{"text":"x"}]"#, finish: "CONTINUATION", token: "t1")
        let turn = try #require(try await see(.gemini, exchange).answer?.turn)
        var writer = JSONWriter()
        Entry.assistant(turn).write(to: &writer)
        #expect(Entry(try JSONValue(parsing: writer.bytes)) == .assistant(turn))
    }

    @Test func `an answer to be continued without a token is malformed`() async throws {
        let exchange = hop(#"[{"text":"x"}]"#, finish: "CONTINUATION")
        let error = try await see(.gemini, exchange).error
        #expect(error?.kind == .malformed)
        #expect(error?.usage.usage == Usage(input: 3, output: 2))
    }

    @Test func `the tier that served is told in the head`() async throws {
        let text =
            #"data: {"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3}}"#
            + "\n\n"
        let headers = [("content-type", "text/event-stream"), ("X-Gemini-Service-Tier", "FLEX")]
        let exchange = CannedExchange(headers: headers, text)
        #expect(try await see(.gemini, exchange).answer?.usage.tier == "flex")
        #expect(try await see(.gemini, CannedExchange(text)).answer?.usage.tier == nil)
    }
}
