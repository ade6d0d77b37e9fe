import Cassettes
import Conversation
import LoopbackProvider
import Providers
import Synchronization
import TestSupport
import Testing
import Transport

/// A whole agent loop, recorded from a real server and replayed through the same decoders.
struct ModelReplayTests {
    private static let clock = ProviderClock(now: { Moment(microseconds: 0) }, elapsed: { .zero })

    /// Three tool turns and a last word; failures are tried again.
    private func loop(_ wireProtocol: WireProtocol, _ exchange: some HTTPExchange, address: String)
        async throws
        -> [Result<ModelAnswer, ModelError>]
    {
        let model = ProviderEndpoint(wireProtocol: wireProtocol, baseURL: address)
            .model(over: exchange, clock: Self.clock)
        var messages = [Message.user("go")]
        var seen: [Result<ModelAnswer, ModelError>] = []
        while seen.count < 10 {
            let request = ModelRequest(
                model: "m",
                system: ["Be terse."],
                messages: messages,
                maxOutputTokens: 100,
                origin: CallOrigin(
                    job: JobID("loop"),
                    attempt: 1,
                    session: SessionID("ses_1"),
                    step: 1,
                    purpose: .agent
                )
            )
            do throws(ModelError) {
                let answer = try await model.answer(request) { _ in }
                seen.append(.success(answer))
                guard answer.stop == .toolUse else { break }
                messages.append(.assistant(answer.turn))
                messages.append(
                    .results(
                        answer.turn.toolCalls.map {
                            ToolResult(call: $0.id, name: $0.name, text: "line", isError: false)
                        }
                    )
                )
            } catch {
                seen.append(.failure(error))
            }
        }
        return seen
    }

    @Test(arguments: WireProtocol.allCases)
    func `a recorded loop replays to the same answers and errors`(wireProtocol: WireProtocol) async throws {
        let scratch = try Scratch()
        let rule: LoopbackProvider.Rule = { request in
            if request.number == 2 { return .rateLimited(retryAfter: "20") }
            if request.number == 4 {
                return .cut(after: 300, .closed, of: .text("a long answer that is cut"))
            }
            guard request.toolTurns < 3 else { return .text("done") }
            return .answer(
                LoopbackAnswer(
                    reasoning: "Hm.",
                    calls: [LoopbackAnswer.Call(name: "read", arguments: #"{"n":1}"#)]
                )
            )
        }
        let recorded = try await withLoopbackProvider(answering: rule) { provider in
            let address = provider.baseURL(wireProtocol)
            let network = try NetworkExchange(
                address: address,
                width: 1,
                timeouts: HTTPTimeouts(),
                environment: [:]
            )
            let recorder = RecordingExchange(of: network, into: folder(scratch), beginsAnew: true)
            let seen = try await loop(wireProtocol, recorder, address: address)
            await network.shutdown()
            return seen
        }
        #expect(recorded.count == 6)
        // From nowhere, by another address.
        let replayed = try await loop(
            wireProtocol,
            ReplayExchange(from: folder(scratch)),
            address: "http://nowhere.invalid"
        )
        var expected = recorded
        if case .failure(var error) = expected[1] {
            #expect(error.retryAfter == .seconds(20))
            // Nobody waits in a replay.
            error.retryAfter = nil
            expected[1] = .failure(error)
        }
        #expect(replayed == expected)
    }
}
