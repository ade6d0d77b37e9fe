import NIOCore

/// How far one exchange is and when something last happened on its wire: what decides whether it has waited too long,
/// and what its failure means.
///
/// A plain value, without clock or lock: `ResponseReceiver` holds it and performs what its methods return.
struct ExchangeProgress {
    private enum Phase {
        case connecting
        case waiting
        case receiving
        case over
    }

    private let timeouts: HTTPTimeouts
    private var phase = Phase.connecting
    private var lastSign = NIODeadline.uptimeNanoseconds(0)

    init(timeouts: HTTPTimeouts) {
        self.timeouts = timeouts
    }

    /// The request is on its way; says when to look after the response.
    mutating func sent(at now: NIODeadline) -> NIODeadline {
        phase = .waiting
        lastSign = now
        return now + TimeAmount(timeouts.firstByte)
    }

    /// The response's head, or a piece of its body.
    mutating func received(at now: NIODeadline) {
        phase = .receiving
        lastSign = now
    }

    mutating func ended() {
        phase = .over
    }

    /// Before the request was sent, so that nothing reached the provider.
    var isConnecting: Bool {
        phase == .connecting
    }

    var isBeforeHead: Bool {
        phase == .connecting || phase == .waiting
    }

    // MARK: - The watch

    enum Watch {
        case over
        case lookAgain(NIODeadline)
        case tooLong(HTTPFailure)
    }

    /// One look at the clock stands for all pieces since the last look.
    func watch(at now: NIODeadline) -> Watch {
        let (limit, failure): (Duration, HTTPFailure)
        switch phase {
        case .connecting, .waiting:
            (limit, failure) = (timeouts.firstByte, .firstByteTimeout(timeouts.firstByte))
        case .receiving: (limit, failure) = (timeouts.idle, .idleTimeout(timeouts.idle))
        case .over: return .over
        }
        let deadline = lastSign + TimeAmount(limit)
        return now < deadline ? .lookAgain(deadline) : .tooLong(failure)
    }
}
