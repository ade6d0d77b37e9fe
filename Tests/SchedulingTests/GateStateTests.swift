import Conversation
import Testing

@testable import Scheduling

@Suite struct GateStateTests {
    private func gate(width: Int, requestsPerMinute: Int? = nil) -> GateState {
        GateState(
            width: width,
            window: RateWindow(requestsPerMinute: requestsPerMinute, tokensPerMinute: nil, now: .zero)
        )
    }

    @Test func `grants no more than its width`() {
        var gate = gate(width: 2)
        #expect(gate.ask(1, tokens: 0, now: .zero) == .granted(wake: nil))
        #expect(gate.ask(2, tokens: 0, now: .zero) == .granted(wake: nil))
        #expect(gate.ask(3, tokens: 0, now: .zero) == .wait)
        #expect(gate.inFlight == 2)
        #expect(gate.release() == 3)
        #expect(gate.ask(3, tokens: 0, now: .zero) == .granted(wake: nil))
        #expect(gate.maxInFlight == 2)
    }

    @Test func `grants in the order of asking`() {
        var gate = gate(width: 1)
        _ = gate.ask(1, tokens: 0, now: .zero)
        #expect(gate.ask(2, tokens: 0, now: .zero) == .wait)
        #expect(gate.ask(3, tokens: 0, now: .zero) == .wait)
        _ = gate.release()
        #expect(gate.ask(3, tokens: 0, now: .zero) == .wait)
        #expect(gate.ask(2, tokens: 0, now: .zero) == .granted(wake: nil))
    }

    @Test func `names the next in line when a permit is left over`() {
        var gate = gate(width: 2)
        gate.coolDown(for: .seconds(1), now: .zero)
        #expect(gate.ask(1, tokens: 0, now: .zero) == .sleep(until: .seconds(1)))
        #expect(gate.ask(2, tokens: 0, now: .zero) == .wait)
        #expect(gate.ask(1, tokens: 0, now: .seconds(1)) == .granted(wake: 2))
    }

    @Test func `a shorter pause does not cut a longer one short`() {
        var gate = gate(width: 1)
        gate.coolDown(for: .seconds(10), now: .zero)
        gate.coolDown(for: .seconds(1), now: .seconds(1))
        #expect(gate.ask(1, tokens: 0, now: .seconds(5)) == .sleep(until: .seconds(10)))
        #expect(gate.cooledDown == .seconds(10))
        gate.coolDown(for: .seconds(8), now: .seconds(5))
        #expect(gate.cooledDown == .seconds(13))
    }

    @Test func `a stopped gate refuses whoever waits and whoever comes`() {
        var gate = gate(width: 1)
        let error = ModelError(.authentication, message: "no such key")
        _ = gate.ask(1, tokens: 0, now: .zero)
        _ = gate.ask(2, tokens: 0, now: .zero)
        #expect(gate.stop(error) == [2])
        #expect(gate.ask(2, tokens: 0, now: .zero) == .refused(error))
        #expect(gate.ask(3, tokens: 0, now: .zero) == .refused(error))
        #expect(gate.stop(ModelError(.notSent)) == [])
        #expect(gate.stopped == error)
    }

    @Test func `whoever gives up lets the next one ask`() {
        var gate = gate(width: 1)
        gate.coolDown(for: .seconds(1), now: .zero)
        _ = gate.ask(1, tokens: 0, now: .zero)
        _ = gate.ask(2, tokens: 0, now: .zero)
        #expect(gate.leave(1) == 2)
        #expect(gate.ask(2, tokens: 0, now: .zero) == .sleep(until: .seconds(1)))
    }

    @Test func `requests of a minute are spread, one second's worth at a time`() {
        var gate = gate(width: 100, requestsPerMinute: 120)
        #expect(gate.ask(1, tokens: 0, now: .zero) == .granted(wake: nil))
        #expect(gate.ask(2, tokens: 0, now: .zero) == .granted(wake: nil))
        #expect(gate.ask(3, tokens: 0, now: .zero) == .sleep(until: .milliseconds(500)))
        #expect(gate.ask(3, tokens: 0, now: .milliseconds(500)) == .granted(wake: nil))
        #expect(gate.ask(4, tokens: 0, now: .milliseconds(600)) == .sleep(until: .seconds(1)))
    }
}

@Suite struct RateWindowTests {
    @Test func `a request larger than the bucket goes when it is full and leaves a debt`() {
        var window = RateWindow(requestsPerMinute: nil, tokensPerMinute: 6_000, now: .zero)
        #expect(window.take(tokens: 250, now: .zero) == nil)
        // 150 tokens of debt and 100 wanted at 100 a second.
        #expect(window.take(tokens: 100, now: .zero) == .milliseconds(2_500))
        #expect(window.take(tokens: 100, now: .milliseconds(2_500)) == nil)
    }

    @Test func `no limit never waits`() {
        var window = RateWindow(requestsPerMinute: nil, tokensPerMinute: nil, now: .zero)
        for _ in 0..<1_000 { #expect(window.take(tokens: 1_000_000, now: .zero) == nil) }
    }
}
