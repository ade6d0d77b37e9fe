import NIOCore
import Testing

@testable import Transport

/// When an exchange has waited too long, decided without waiting.
struct ExchangeProgressTests {
    private let timeouts = HTTPTimeouts(connect: .seconds(1), firstByte: .seconds(100), idle: .seconds(10))

    private func at(_ seconds: Int64) -> NIODeadline {
        .uptimeNanoseconds(0) + .seconds(seconds)
    }

    private func seen(_ watch: ExchangeProgress.Watch) -> String {
        switch watch {
        case .over: "over"
        case .lookAgain(let deadline): "again at \((deadline - at(0)).nanoseconds / 1_000_000_000)"
        case .tooLong(let failure): "\(failure)"
        }
    }

    @Test func `the head has its own time, each byte begins another`() {
        var progress = ExchangeProgress(timeouts: timeouts)
        #expect(progress.isConnecting)
        #expect(progress.sent(at: at(5)) == at(105))
        #expect(!progress.isConnecting && progress.isBeforeHead)
        #expect(seen(progress.watch(at: at(104))) == "again at 105")
        #expect(seen(progress.watch(at: at(105))) == "firstByteTimeout(100.0 seconds)")
        progress.received(at: at(50))
        #expect(!progress.isBeforeHead)
        #expect(seen(progress.watch(at: at(55))) == "again at 60")
        #expect(seen(progress.watch(at: at(60))) == "idleTimeout(10.0 seconds)")
        progress.received(at: at(58))
        #expect(seen(progress.watch(at: at(60))) == "again at 68")
        progress.ended()
        #expect(seen(progress.watch(at: at(1_000))) == "over")
    }
}
