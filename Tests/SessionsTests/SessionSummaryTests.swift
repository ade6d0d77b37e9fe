import Conversation
import Sessions
import Testing
import TestSupport

@Suite struct SessionSummaryTests {
    /// One token a byte, so that sizes are easy to follow.
    private func reads(_ number: Int, bytes: Int) -> ScriptedModel.Reply {
        .respond { request throws(ModelError) in
            ModelAnswer(
                turn: AssistantTurn([
                    .toolCall(call("read", #"{"filePath": "\#(number).txt"}"#, id: "call_\(number)"))
                ]),
                stop: .toolUse,
                usage: ReportedUsage(usage: Usage(input: request.byteCount, output: 10))
            )
        }
    }

    private func scene(_ script: [ScriptedModel.Reply], context: Int = 12_000) throws -> SessionScene {
        let scene = try SessionScene(script, prompts: ["Read all files, then say which is odd."]) {
            $0.system = ["Be brief."]
            $0.model.context = context
            $0.model.maxOutputTokens = 1_000
        }
        for number in 0..<20 {
            try scene.scratch.write(String(repeating: "file \(number) ", count: 300), to: "\(number).txt")
        }
        return scene
    }

    @Test func `a long conversation summarizes itself and goes on`() async throws {
        let scene = try scene([
            reads(0, bytes: 2_000), reads(1, bytes: 2_000), reads(2, bytes: 2_000), reads(3, bytes: 2_000),
            .text("Files 0 to 3 are read; none is odd."), .text("None is odd."),
        ])
        let result = await scene.run()
        #expect(result.ending == Ending(.succeeded))
        #expect(result.summaries == 1)
        #expect(scene.story.contains("summarized"))

        let requests = scene.model.requests
        let summary = try #require(requests.first { $0.origin.purpose == .summary })
        #expect(summary.tools.isEmpty)
        // The system texts and the task are whole, and every result has its call.
        let last = try #require(requests.last)
        #expect(last.system == ["Be brief."])
        guard case .user(let first)? = last.messages.first else {
            Issue.record("a view begins with the user")
            return
        }
        #expect(first.contains("Read all files, then say which is odd."))
        #expect(first.contains("Files 0 to 3 are read; none is odd."))
        #expect(last.byteCount < requests[3].byteCount)
        expectPairs(last.messages)
        // The history itself is complete.
        #expect(result.transcript.entries.count { $0.role == "tool" } == 4)
    }

    @Test func `a summary that is no shorter is not taken, and after three tries the context is exhausted`()
        async throws
    {
        let useless = ScriptedModel.Reply.text(String(repeating: "word ", count: 4_000))
        let scene = try scene([
            reads(0, bytes: 2_000), reads(1, bytes: 2_000), reads(2, bytes: 2_000), reads(3, bytes: 2_000),
            useless,
            useless, useless,
        ])
        let result = await scene.run()
        #expect(result.ending.outcome == .contextExhausted)
        #expect(result.summaries == 0)
        #expect(!result.transcript.entries.contains { $0.role == "summary" })
        #expect(scene.model.requests.count { $0.origin.purpose == .summary } == 3)
    }

    @Test func `a summary whose call failed leaves the transcript as it was`() async throws {
        let scene = try scene([
            reads(0, bytes: 2_000), reads(1, bytes: 2_000), reads(2, bytes: 2_000), reads(3, bytes: 2_000),
            .failure(ModelError(.serverError, message: "down")),
        ])
        let result = await scene.run()
        #expect(result.ending.outcome == .providerError)
        #expect(!result.transcript.entries.contains { $0.role == "summary" })
    }

    @Test func `the provider's own context error leads to a summary once`() async throws {
        let exceeded = ScriptedModel.Reply.failure(ModelError(.contextExceeded, message: "too long"))
        let mended = try scene(
            [
                reads(0, bytes: 2_000), reads(1, bytes: 2_000), exceeded, .text("So far: nothing odd."),
                .text("None."),
            ],
            context: 1_000_000
        )
        #expect(await mended.run().ending == Ending(.succeeded))

        let hopeless = try scene(
            [reads(0, bytes: 2_000), reads(1, bytes: 2_000), exceeded, .text("So far: nothing."), exceeded],
            context: 1_000_000
        )
        #expect(await hopeless.run().ending.outcome == .contextExhausted)
    }

    @Test func `where summaries are switched off the context is exhausted at once`() async throws {
        let exceeded = ScriptedModel.Reply.failure(ModelError(.contextExceeded))
        let scene = try SessionScene([exceeded]) { $0.summaries = nil }
        #expect(await scene.run().ending.outcome == .contextExhausted)
        #expect(scene.model.requests.count == 1)
    }

    private func expectPairs(_ messages: [Message]) {
        var pending: Set<String> = []
        for message in messages {
            switch message {
            case .user: #expect(pending.isEmpty)
            case .assistant(let turn): pending = Set(turn.toolCalls.map(\.id))
            case .results(let results):
                #expect(Set(results.map(\.call)) == pending)
                pending = []
            }
        }
    }
}
