import Conversation
import Sessions
import Testing
import TestSupport
import Tools

@Suite struct SessionLimitTests {
    private func reads(_ count: Int) -> [ScriptedModel.Reply] {
        (0..<count).map {
            .calls(call("read", #"{"filePath": "a.txt", "offset": \#($0)}"#, id: "call_\($0)"))
        }
    }

    @Test func `steps are limited, and every call of the last step has its result`() async throws {
        let scene = try SessionScene(reads(5)) { $0.limits.maxSteps = 3 }
        try scene.scratch.write("alpha", to: "a.txt")
        let result = await scene.run()
        #expect(result.ending == Ending(.stepLimit, ["limit": 3]))
        #expect(result.steps == 3)
        #expect(scene.results.count == 3)
        #expect(result.transcript.pendingCalls.isEmpty)
    }

    @Test func `the same call with the same result over and over is a loop`() async throws {
        let same = (0..<9).map {
            ScriptedModel.Reply.calls(call("read", #"{"filePath": "a.txt"}"#, id: "call_\($0)"))
        }
        let scene = try SessionScene(same) { $0.limits.loopLimit = 4 }
        try scene.scratch.write("alpha", to: "a.txt")
        let result = await scene.run()
        #expect(result.ending == Ending(.looping, ["tool": "read", "period": 1, "count": 4]))
        #expect(result.steps == 4)
    }

    @Test func `a cycle of calls is a loop, and a change in their results is not`() async throws {
        let cycle = (0..<12).map {
            ScriptedModel.Reply.calls(
                call("read", #"{"filePath": "\#(["a", "b", "c"][$0 % 3]).txt"}"#, id: "call_\($0)")
            )
        }
        let scene = try SessionScene(cycle) { $0.limits.loopLimit = 3 }
        for name in ["a", "b", "c"] { try scene.scratch.write(name, to: "\(name).txt") }
        let result = await scene.run()
        #expect(result.ending == Ending(.looping, ["tool": "read", "period": 3, "count": 3]))
        #expect(result.steps == 9)

        let growing = (0..<6).map {
            ScriptedModel.Reply.calls(
                call("bash", #"{"command": "echo x >> log; cat log"}"#, id: "call_\($0)")
            )
        }
        let other = try SessionScene(growing + [.text("Done.")]) { $0.limits.loopLimit = 3 }
        #expect(await other.run().ending == Ending(.succeeded))
    }

    @Test func `a model that sends nothing stalls`() async throws {
        let scene = try SessionScene([hangs]) { $0.limits.stallTimeout = .seconds(30) }
        let result = await during(scene) {
            await scene.time.sleepers(1)
            while scene.model.requests.isEmpty { await Task.yield() }
            scene.time.advance(by: .seconds(31))
        }
        #expect(result.ending == Ending(.stalled, ["seconds": 30]))
    }

    @Test func `work is limited in time, and the tool that runs is killed and its result kept`() async throws
    {
        let scene = try SessionScene([.calls(call("bash", #"{"command": "sleep 600"}"#)), .text("never")]) {
            $0.limits.timeout = .seconds(60)
        }
        let result = await during(scene) {
            await scene.time.sleepers(1)
            while !scene.story.contains("start bash") { await Task.yield() }
            scene.time.advance(by: .seconds(61))
        }
        #expect(result.ending == Ending(.timeLimit, ["seconds": 60]))
        #expect(result.transcript.pendingCalls.isEmpty)
        #expect(scene.results.count == 1)
    }

    /// Answers only when it is cancelled.
    private var hangs: ScriptedModel.Reply {
        .respond { _ throws(ModelError) in
            let time = ManualTimekeeper()
            do { try await time.sleep(until: .seconds(1)) } catch { throw ModelError(.cancelled) }
            throw ModelError(.cancelled)
        }
    }

    private func during(_ scene: SessionScene, _ body: () async -> Void) async -> SessionResult {
        async let result = scene.run()
        await body()
        return await result
    }
}
