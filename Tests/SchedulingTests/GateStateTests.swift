import Conversation
import Testing

@testable import Scheduling

@Suite struct GateStateTests {
    private func gate(width: Int, requestsPerMinute: Int? = nil) -> GateState {
        GateState(
            width: AdaptiveWidth(most: width),
            window: RateWindow(requestsPerMinute: requestsPerMinute, tokensPerMinute: nil, now: .zero)
        )
    }

    @Test func `grants no more than its width`() throws {
        var gate = gate(width: 2)
        let permit = try #require(gate.ask(1, tokens: 0, now: .zero).permit)
        #expect(gate.ask(2, tokens: 0, now: .zero).isGranted)
        #expect(gate.ask(3, tokens: 0, now: .zero) == .wait)
        #expect(gate.inFlight == 2)
        #expect(gate.release(permit, .taken, now: .zero).next == 3)
        #expect(gate.ask(3, tokens: 0, now: .zero).isGranted)
        #expect(gate.maxInFlight == 2)
    }

    @Test func `grants in the order of asking`() throws {
        var gate = gate(width: 1)
        let permit = try #require(gate.ask(1, tokens: 0, now: .zero).permit)
        #expect(gate.ask(2, tokens: 0, now: .zero) == .wait)
        #expect(gate.ask(3, tokens: 0, now: .zero) == .wait)
        _ = gate.release(permit, .taken, now: .zero)
        #expect(gate.ask(3, tokens: 0, now: .zero) == .wait)
        #expect(gate.ask(2, tokens: 0, now: .zero).isGranted)
    }

    @Test func `names the next in line when a permit is left over`() {
        var gate = gate(width: 2)
        gate.coolDown(for: .seconds(1), now: .zero)
        #expect(gate.ask(1, tokens: 0, now: .zero) == .sleep(until: .seconds(1)))
        #expect(gate.ask(2, tokens: 0, now: .zero) == .wait)
        #expect(gate.ask(1, tokens: 0, now: .seconds(1)).wakes == 2)
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

    @Test func `requests of a minute are spread, less than one second's worth at a time`() {
        var gate = gate(width: 100, requestsPerMinute: 180)
        #expect(gate.ask(1, tokens: 0, now: .zero).isGranted)
        #expect(gate.ask(2, tokens: 0, now: .zero).isGranted)
        // 2.91 a second, of which a bucket holds 2.328.
        guard case .sleep(let until) = gate.ask(3, tokens: 0, now: .zero) else {
            Issue.record("a third request goes at once")
            return
        }
        #expect(until == .microseconds(230_928))
        #expect(gate.ask(3, tokens: 0, now: until).isGranted)
    }

    @Test func `what a response tells of the account's windows holds the next request back`() throws {
        var gate = gate(width: 100)
        let first = try #require(gate.ask(1, tokens: 100, now: .zero).permit)
        let second = try #require(gate.ask(2, tokens: 100, now: .zero).permit)
        // The second one may not be counted in this: one request is left, and the window of 60 fills in 29 s.
        let limits = [RateLimit(unit: .requests, limit: 60, remaining: 2, refill: .seconds(29))]
        _ = gate.release(first, .taken, limits: limits, now: .zero)
        #expect(gate.ask(3, tokens: 100, now: .zero).isGranted)
        #expect(gate.ask(4, tokens: 100, now: .zero) == .sleep(until: .milliseconds(500)))
        // What an earlier response says of the past does not count any more.
        let later = [RateLimit(unit: .requests, limit: 60, remaining: 0, refill: .seconds(30))]
        _ = gate.release(second, .taken, limits: later, now: .zero)
        #expect(gate.ask(4, tokens: 100, now: .zero) == .sleep(until: .seconds(1)))
    }

    @Test func `refusals of requests that were sent together are one episode`() throws {
        var gate = gate(width: 100)
        let permits = try (1...16).map { try #require(gate.ask($0, tokens: 0, now: .zero).permit) }
        #expect(gate.ask(17, tokens: 0, now: .zero) == .wait)
        let ends = permits.suffix(8).map { gate.release($0, .refused, now: .zero).isEpisode }
        #expect(ends.count(where: \.self) == 1)
        #expect(gate.width.current == 8)
        #expect(gate.ask(17, tokens: 0, now: .zero) == .wait)
        #expect(gate.release(permits[0], .taken, now: .zero).next == 17)
    }
}

extension GateState.Reply {
    fileprivate var permit: Permit? {
        if case .granted(let permit, _) = self { permit } else { nil }
    }

    fileprivate var isGranted: Bool {
        permit != nil
    }

    fileprivate var wakes: GateState.Ticket? {
        if case .granted(_, let next) = self { next } else { nil }
    }
}

@Suite struct RateWindowTests {
    @Test func `a request larger than the bucket goes when it is full and leaves a debt`() {
        var window = RateWindow(requestsPerMinute: nil, tokensPerMinute: 6_000, now: .zero)
        // 97 a second, of which the bucket holds 77.6.
        #expect(window.take(tokens: 174, now: .zero) == nil)
        let wait = window.take(tokens: 77, now: .zero)
        #expect(wait == .microseconds(1_787_629))
        #expect(window.take(tokens: 77, now: wait ?? .zero) == nil)
    }

    @Test func `no limit never waits`() {
        var window = RateWindow(requestsPerMinute: nil, tokensPerMinute: nil, now: .zero)
        for _ in 0..<1_000 { #expect(window.take(tokens: 1_000_000, now: .zero) == nil) }
    }
}
