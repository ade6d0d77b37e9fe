package import Conversation
import Synchronization

/// A model that answers from a list, in order, and remembers what it was asked. Asked once more, it fails.
package final class ScriptedModel: LanguageModel {
    /// One line of the script.
    package enum Reply: Sendable {
        case answer(ModelAnswer)
        case failure(ModelError)
        /// Made from the request.
        case respond(@Sendable (ModelRequest) async throws(ModelError) -> ModelAnswer)

        /// A final answer of plain text.
        package static func text(_ text: String, usage: Usage = Usage(input: 10, output: 5)) -> Reply {
            .answer(
                ModelAnswer(
                    turn: AssistantTurn([.text(text)]),
                    stop: .endTurn,
                    usage: ReportedUsage(usage: usage)
                )
            )
        }

        /// An answer that calls tools.
        package static func calls(_ calls: ToolCall..., usage: Usage = Usage(input: 10, output: 5)) -> Reply {
            .answer(
                ModelAnswer(
                    turn: AssistantTurn(calls.map { .toolCall($0) }),
                    stop: .toolUse,
                    usage: ReportedUsage(usage: usage)
                )
            )
        }
    }

    private struct State {
        var script: [Reply]
        var requests: [ModelRequest] = []
    }

    private let state: Mutex<State>

    package init(_ script: [Reply]) {
        state = Mutex(State(script: script))
    }

    package convenience init(_ script: Reply...) {
        self.init(script)
    }

    /// What it was asked so far.
    package var requests: [ModelRequest] {
        state.withLock { $0.requests }
    }

    package func answer(
        _ request: ModelRequest,
        receive: @escaping @Sendable (ModelEvent) -> Void
    ) async throws(ModelError) -> ModelAnswer {
        let reply: Reply? = state.withLock { state in
            state.requests.append(request)
            return state.script.isEmpty ? nil : state.script.removeFirst()
        }
        receive(.began)
        switch reply {
        case .answer(let answer):
            for part in answer.turn.parts {
                switch part {
                case .text(let text): receive(.text(text))
                case .reasoning(let reasoning): receive(.reasoning(reasoning.text))
                case .toolCall: receive(.toolCall)
                }
            }
            return answer
        case .failure(let error): throw error
        case .respond(let make): return try await make(request)
        case nil: throw ModelError(.rejected, message: "the script has no more replies")
        }
    }
}
