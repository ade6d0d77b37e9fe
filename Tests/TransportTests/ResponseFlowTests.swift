import NIOCore
import NIOPosix
import Testing

@testable import Transport

/// When an exchange has waited too long, decided without waiting.
struct ResponseFlowTests {
    private let timeouts = HTTPTimeouts(connect: .seconds(1), firstByte: .seconds(100), idle: .seconds(10))

    private func at(_ seconds: Int64) -> NIODeadline {
        .uptimeNanoseconds(0) + .seconds(seconds)
    }

    private func seen(_ watch: ResponseFlow.Watch) -> String {
        switch watch {
        case .over: "over"
        case .lookAgain(let deadline): "again at \((deadline - at(0)).nanoseconds / 1_000_000_000)"
        case .tooLong(let failure): "\(failure)"
        }
    }

    @Test func `the head has its own time, each byte begins another`() {
        var flow = ResponseFlow(timeouts: timeouts)
        #expect(flow.sent(at: at(5)) == at(105))
        #expect(seen(flow.watch(at: at(104))) == "again at 105")
        #expect(seen(flow.watch(at: at(105))) == "firstByteTimeout(100.0 seconds)")
        _ = flow.received(HTTPResponseHead(status: 200, headers: []), at: at(50))
        #expect(seen(flow.watch(at: at(55))) == "again at 60")
        #expect(seen(flow.watch(at: at(60))) == "idleTimeout(10.0 seconds)")
        _ = flow.received(ByteBuffer(string: "a"), at: at(58))
        #expect(seen(flow.watch(at: at(60))) == "again at 68")
        _ = flow.ended()
        #expect(seen(flow.watch(at: at(1_000))) == "over")
    }

    @Test func `a wire that was told to wait is not blamed for its silence`() async throws {
        var flow = ResponseFlow(timeouts: timeouts)
        _ = flow.sent(at: at(0))
        _ = flow.received(HTTPResponseHead(status: 200, headers: []), at: at(1))
        _ = flow.received(ByteBuffer(repeating: 0, count: ResponseFlow.highWater + 1), at: at(1))
        #expect(flow.isFull)
        let promise = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
        flow.pause(with: promise)
        #expect(seen(flow.watch(at: at(500))) == "again at 510")

        let delivery = await withCheckedContinuation { reader in
            let (delivery, paused) = flow.take(for: reader, at: { at(505) })
            paused?.succeed()
            if let delivery { reader.resume(returning: delivery) }
        }
        guard case .part(.head) = delivery else {
            Issue.record("the head comes first")
            return
        }
        try await promise.futureResult.get()
        #expect(seen(flow.watch(at: at(510))) == "again at 515")
    }
}
