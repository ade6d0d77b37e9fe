import Conversation
import Sessions
import Testing
import TestSupport

@Suite struct SessionResumeTests {
    private func past(
        _ calls: [ToolCall],
        results: [ToolResult],
        lastStop: StopReason = .toolUse
    ) -> SessionPast {
        SessionPast(
            transcript: Transcript([
                .user("Do it."), .assistant(AssistantTurn(calls.map { .toolCall($0) })),
            ]),
            steps: 1,
            summaries: 0,
            results: results,
            lastStop: lastStop
        )
    }

    @Test func `a recorded result is used, and a reading call without one runs`() async throws {
        let scene = try SessionScene([.text("Done.")])
        try scene.scratch.write("fresh", to: "a.txt")
        let calls = [
            call("bash", #"{"command": "touch ran"}"#, id: "1"),
            call("read", #"{"filePath": "a.txt"}"#, id: "2"),
        ]
        let result = await scene.run(
            resuming: past(
                calls,
                results: [ToolResult(call: "1", name: "bash", text: "was run", isError: false)]
            )
        )
        #expect(result.ending == Ending(.succeeded))
        #expect(result.steps == 2)
        #expect(scene.results[0] == "was run")
        #expect(scene.results[1].contains("fresh"))
        #expect(!scene.scratch.exists("ran"))
        #expect(scene.model.requests.count == 1)
    }

    @Test func `a writing call without a result is not run a second time`() async throws {
        let scene = try SessionScene([.text("Done.")])
        let result = await scene.run(
            resuming: past([call("bash", #"{"command": "touch ran"}"#, id: "1")], results: [])
        )
        #expect(result.ending == Ending(.succeeded))
        #expect(!scene.scratch.exists("ran"))
        #expect(scene.results.first?.contains("interrupted") == true)
    }

    @Test func `an answer that was recorded is not asked for again`() async throws {
        let scene = try SessionScene([])
        let past = SessionPast(
            transcript: Transcript([.user("Do it."), .assistant(AssistantTurn([.text("All done.")]))]),
            steps: 1,
            summaries: 0,
            results: [],
            lastStop: .endTurn
        )
        let result = await scene.run(resuming: past)
        #expect(result.ending == Ending(.succeeded))
        #expect(result.answer == "All done.")
        #expect(scene.model.requests.isEmpty)
        #expect(scene.story.isEmpty)
    }

    @Test func `an answer that was cut off is no whole one after a restart either`() async throws {
        let scene = try SessionScene([])
        let calls = [call("bash", #"{"command": "touch ran"}"#, id: "1")]
        let result = await scene.run(resuming: past(calls, results: [], lastStop: .outputLimit))
        #expect(result.ending.outcome == .truncated)
        #expect(!scene.scratch.exists("ran"))
        #expect(scene.model.requests.isEmpty)
    }

    @Test func `what has not been asked yet is asked`() async throws {
        let scene = try SessionScene([.text("Done.")])
        let past = SessionPast(
            transcript: Transcript([.user("Do it.")]),
            steps: 0,
            summaries: 0,
            results: [],
            lastStop: nil
        )
        #expect(await scene.run(resuming: past).ending == Ending(.succeeded))
        #expect(scene.story == ["assistant", "step"])
    }
}
