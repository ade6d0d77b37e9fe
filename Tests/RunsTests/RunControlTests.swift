import Conversation
import Scheduling
import TestSupport
import Testing

@testable import Runs

@Suite struct RunControlTests {
    @Test func `draining lets nothing new be sent and names the reason`() async throws {
        let control = RunControl()
        let gate = Gate(width: 1, time: ManualTimekeeper())
        control.watch([gate])
        #expect(control.ending == nil)
        control.drain(Ending(.notStarted, ["scope": "deadline"]))
        #expect(control.state == .draining)
        #expect(control.ending == Ending(.notStarted, ["scope": "deadline"]))
        await #expect(throws: ModelError(.notSent)) { _ = try await gate.enter(tokens: 1) }
    }

    @Test func `a gate that comes after the drain is closed too`() async throws {
        let control = RunControl()
        control.drain()
        let gate = Gate(width: 1, time: ManualTimekeeper())
        control.watch([gate])
        await #expect(throws: ModelError(.notSent)) { _ = try await gate.enter(tokens: 1) }
    }

    @Test func `cancelling wakes whoever watches for it, and the first reason stands`() async {
        let control = RunControl()
        control.drain(Ending(.interrupted))
        control.cancel(Ending(.cancelled))
        await control.cancelled()
        #expect(control.state == .cancelled)
        #expect(control.ending == Ending(.interrupted))
        control.drain()
        #expect(control.state == .cancelled)
    }

    @Test(arguments: [
        (Outcome.providerError, true), (.failedChecks, true), (.stalled, true), (.succeeded, false),
        (.interrupted, false), (.authentication, false), (.budgetExhausted, false), (.unrecorded, false),
    ])
    func `only what may end otherwise is tried again`(outcome: Outcome, again: Bool) {
        #expect(JobRunner.mayTryAgain(Ending(outcome)) == again)
    }
}
