import Conversation
import LoopbackProvider
import Providers
import Testing
import Transport

/// Every protocol over real sockets, against a server that refuses what the real ones refuse.
struct LoopbackTests {
    private static let protocols = WireProtocol.allCases

    private func withModel<Result>(
        _ provider: LoopbackProvider,
        _ wireProtocol: WireProtocol,
        key: String? = nil,
        _ body: (any LanguageModel) async throws -> Result
    ) async throws -> Result {
        let address = provider.baseURL(wireProtocol)
        let exchange = try NetworkExchange(
            address: address,
            width: 4,
            timeouts: HTTPTimeouts(),
            environment: [:]
        )
        let endpoint = ProviderEndpoint(
            wireProtocol: wireProtocol,
            baseURL: address,
            key: key.map(Secret.init)
        )
        do {
            let result = try await body(endpoint.model(over: exchange, clock: .steps()))
            await exchange.shutdown()
            return result
        } catch {
            await exchange.shutdown()
            throw error
        }
    }

    @Test(arguments: protocols)
    func `an agent's loop of tool calls and reasoning`(wireProtocol: WireProtocol) async throws {
        let rule: LoopbackProvider.Rule = { request in
            guard request.toolTurns < 3 else {
                return .text("done: " + request.results.joined(separator: ", "))
            }
            let call = LoopbackAnswer.Call(name: "read", arguments: #"{"line":\#(request.toolTurns)}"#)
            return .answer(LoopbackAnswer(text: "Reading.", reasoning: "Let me see.", calls: [call, call]))
        }
        try await withLoopbackProvider(answering: rule) { provider in
            try await withModel(provider, wireProtocol) { model in
                var messages = [Message.user("[job:a] read it")]
                var answer: ModelAnswer
                repeat {
                    answer = try await model.answer(.sample(system: ["Be terse."], messages: messages)) { _ in
                    }
                    messages.append(.assistant(answer.turn))
                    if answer.stop == .toolUse {
                        messages.append(
                            .results(
                                answer.turn.toolCalls.map {
                                    ToolResult(call: $0.id, name: $0.name, text: $0.arguments, isError: false)
                                }
                            )
                        )
                    }
                } while answer.stop == .toolUse
                #expect(answer.turn.parts == [.text(#"done: {"line":2}, {"line":2}"#)])
                #expect(provider.requests.map(\.job) == ["a", "a", "a", "a"])
                let last = try #require(provider.requests.last)
                #expect(answer.usage.usage == Usage(input: last.inputTokens, output: 7))
                #expect(answer.response.requestID == "req_4")
            }
            #expect(provider.refusals == [])
            #expect(provider.connections == 1)
        }
    }

    @Test(arguments: protocols)
    func `a history that cannot be is refused`(wireProtocol: WireProtocol) async throws {
        let call = AssistantTurn([.toolCall(ToolCall(id: "A", name: "f", arguments: "{}"))])
        let histories: [[Message]] = [
            [.user("go"), .assistant(call)],
            [.user("go"), .assistant(call), .user("on")],
            [.user("go"), .results([ToolResult(call: "A", name: "f", text: "", isError: false)])],
        ]
        try await withLoopbackProvider(answering: { _ in .text("hello") }) { provider in
            try await withModel(provider, wireProtocol) { model in
                for history in histories {
                    await #expect(throws: ModelError.self) {
                        try await model.answer(.sample(messages: history)) { _ in }
                    }
                }
            }
            #expect(provider.refusals.count == 3)
        }
    }

    @Test(arguments: protocols)
    func `a key is shown, and a wrong one refused`(wireProtocol: WireProtocol) async throws {
        try await withLoopbackProvider(key: "sk-right-key", answering: { _ in .text("hello") }) { provider in
            let answer = try await withModel(provider, wireProtocol, key: "sk-right-key") { model in
                try await model.answer(.sample()) { _ in }
            }
            #expect(answer.turn.parts == [.text("hello")])
            for key in [nil, "sk-wrong-key"] {
                try await withModel(provider, wireProtocol, key: key) { model in
                    do throws(ModelError) {
                        _ = try await model.answer(.sample()) { _ in }
                        Issue.record("answered")
                    } catch {
                        #expect(error.kind == .authentication)
                        #expect(!error.message.contains("wrong"))
                    }
                }
            }
        }
    }

    @Test(arguments: protocols)
    func `a stream that is cut is an error, however it is cut`(wireProtocol: WireProtocol) async throws {
        let answer = LoopbackReply.text("Structured concurrency ties each task to a scope.")
        let script: [LoopbackReply] = [
            .cut(after: 500, .clean, of: answer), .cut(after: 500, .closed, of: answer),
            .rateLimited(retryAfter: "7"),
            answer,
        ]
        try await withLoopbackProvider(script: script) { provider in
            try await withModel(provider, wireProtocol) { model in
                var kinds: [ModelError.Kind?] = []
                for _ in script {
                    do throws(ModelError) {
                        _ = try await model.answer(.sample()) { _ in }
                        kinds.append(nil)
                    } catch {
                        kinds.append(error.kind)
                        if error.kind == .rateLimited { #expect(error.retryAfter == .seconds(7)) }
                    }
                }
                #expect(kinds == [.streamCut, .streamCut, .rateLimited, nil])
            }
        }
    }
}
