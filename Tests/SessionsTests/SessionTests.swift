import Conversation
import Sessions
import Testing
import TestSupport
import Tools

@Suite struct SessionTests {
    @Test func `an answer ends the session, and all that was said is told in order`() async throws {
        let scene = try SessionScene([.text("Done.")]) { $0.system = ["Be brief."] }
        let result = await scene.run()
        #expect(result.ending == Ending(.succeeded))
        #expect(result.answer == "Done.")
        #expect(result.steps == 1)
        #expect(scene.story == ["system", "user", "assistant", "step"])
        #expect(scene.model.requests.map(\.system) == [["Be brief."]])
        #expect(scene.model.requests.map(\.messages) == [[.user("Do it.")]])
    }

    @Test func `tools run between answers, and their results go back in the calls' order`() async throws {
        let scene = try SessionScene([
            .calls(
                call("read", #"{"filePath": "a.txt"}"#, id: "1"),
                call("read", #"{"filePath": "b.txt"}"#, id: "2")
            ),
            .text("Read."),
        ])
        try scene.scratch.write("alpha\n", to: "a.txt")
        try scene.scratch.write("beta\n", to: "b.txt")
        let result = await scene.run()
        #expect(result.ending == Ending(.succeeded))
        #expect(scene.results.count == 2)
        #expect(scene.results[0].contains("alpha"))
        #expect(scene.results[1].contains("beta"))
        let last = try #require(scene.model.requests.last?.messages.last)
        guard case .results(let results) = last else {
            Issue.record("the second request must end with the results")
            return
        }
        #expect(results.map(\.call) == ["1", "2"])
    }

    @Test func `calls with one ID for all, or none, get IDs of their own`() async throws {
        let scene = try SessionScene([
            .calls(
                call("read", #"{"filePath": "a.txt"}"#, id: "x"),
                call("read", #"{"filePath": "b.txt"}"#, id: "x"),
                call("read", #"{"filePath": "a.txt"}"#, id: "")
            ), .text("Read."),
        ])
        try scene.scratch.write("alpha", to: "a.txt")
        try scene.scratch.write("beta", to: "b.txt")
        #expect(await scene.run().ending == Ending(.succeeded))
        guard case .results(let results)? = scene.model.requests.last?.messages.last else {
            Issue.record("the second request must end with the results")
            return
        }
        #expect(results.map(\.call) == ["x", "call_1", "call_2"])
    }

    @Test func `an unknown tool goes back to the model with the names there are`() async throws {
        let scene = try SessionScene([.calls(call("grap", "{}")), .text("Sorry.")], tools: ["read", "list"])
        let result = await scene.run()
        #expect(result.ending == Ending(.succeeded))
        let text = try #require(scene.results.first)
        #expect(text.contains("grap"))
        #expect(text.contains("read"))
        #expect(text.contains("list"))
    }

    @Test(arguments: [#"{"filePath": 7}"#, #"{"filePath": "a.txt""#, #"{"path": "a.txt"}"#])
    func `bad arguments go back to the model`(arguments: String) async throws {
        let scene = try SessionScene([.calls(call("read", arguments)), .text("Sorry.")])
        #expect(await scene.run().ending == Ending(.succeeded))
        #expect(scene.model.requests.count == 2)
        #expect(scene.results.count == 1)
    }

    @Test func `prompts are taken in turn`() async throws {
        let scene = try SessionScene([.text("One."), .text("Two.")], prompts: ["First?", "Second?"])
        let result = await scene.run()
        #expect(result.answer == "Two.")
        #expect(scene.story == ["user", "assistant", "step", "user", "assistant", "step"])
        #expect(scene.model.requests.last?.messages.count == 3)
    }

    @Test(arguments: [
        (StopReason.outputLimit, Outcome.truncated), (.refused("cyber"), .refused), (.filtered, .filtered),
        (.other("strange"), .providerError),
    ])
    func `only a model that stopped of itself has succeeded`(stop: StopReason, outcome: Outcome) async throws
    {
        let scene = try SessionScene([stopped(stop)])
        #expect(await scene.run().ending.outcome == outcome)
    }

    @Test func `an answer with nothing in it is empty`() async throws {
        let scene = try SessionScene([stopped(.endTurn, " \n")])
        #expect(await scene.run().ending.outcome == .empty)
    }

    @Test func `a call left over by an answer that was cut off is closed, naming the cause`() async throws {
        let turn = AssistantTurn([.toolCall(call("read", #"{"fileP"#))])
        let cut = ModelAnswer(turn: turn, stop: .outputLimit, usage: .unknown)
        let scene = try SessionScene([.answer(cut)])
        let result = await scene.run()
        #expect(result.ending.outcome == .truncated)
        #expect(result.transcript.pendingCalls.isEmpty)
        #expect(scene.results.first?.contains("truncated") == true)
    }

    @Test(arguments: [
        (ModelError.Kind.rateLimited, Outcome.rateLimited), (.serverError, .providerError),
        (.authentication, .authentication), (.contextExceeded, .contextExhausted), (.filtered, .filtered),
        (.unrecorded, .unrecorded), (.budgetExhausted(.job), .budgetExhausted),
        (.budgetExhausted(.run), .notStarted), (.notSent, .interrupted), (.empty, .empty),
        (.recordFailed, .internalError),
    ])
    func `a call that gave no answer ends the session by its kind`(
        kind: ModelError.Kind,
        outcome: Outcome
    ) async throws {
        let scene = try SessionScene([.failure(ModelError(kind, message: "why"))])
        #expect(await scene.run().ending.outcome == outcome)
    }

    @Test func `a title is the first line of what the model says, and its failure is no outcome`()
        async throws
    {
        let titled = try SessionScene([.text("Done."), .text("\n  Reading files \nmore")]) {
            $0.asksForTitle = true
        }
        #expect(await titled.run().ending == Ending(.succeeded))
        #expect(titled.story.last == "title: Reading files")
        #expect(titled.model.requests.last?.origin.purpose == .title)

        let untitled = try SessionScene([.text("Done."), .failure(ModelError(.serverError))]) {
            $0.asksForTitle = true
        }
        #expect(await untitled.run().ending == Ending(.succeeded))
    }

    @Test func `what cannot be recorded ends the session before anything is done on it`() async throws {
        let scene = try SessionScene([.calls(call("write", #"{"filePath": "a.txt", "content": "x"}"#))])
        scene.fail(after: 1)
        let result = await scene.run()
        #expect(result.ending == Ending(.internalError, ["message": "disk full"]))
        #expect(!scene.scratch.exists("a.txt"))
    }

    @Test func `a session that is to stop does so before its next step`() async throws {
        let scene = try SessionScene([
            .calls(call("read", #"{"filePath": "a.txt"}"#)), .text("never asked"),
        ])
        try scene.scratch.write("alpha", to: "a.txt")
        let stopping = scene.settings.model.port
        #expect(stopping is ScriptedModel)
        scene.stop(Ending(.interrupted))
        #expect(await scene.run().ending == Ending(.interrupted))
        #expect(scene.model.requests.isEmpty)
    }
}
