import NIOCore

/// What one exchange has come to: filled from the event loop, emptied by the task that reads the response.
///
/// A plain value, without clock or lock: `ResponseReceiver` holds it and performs what its methods return.
struct ResponseFlow {
    /// What the reader gets when it asks.
    enum Delivery {
        case part(HTTPPart)
        case end
        case failure(HTTPFailure)
    }

    typealias Reader = CheckedContinuation<Delivery, Never>

    /// Who is to be told after the lock was given back.
    struct Wake {
        var reader: Reader?
        var delivery = Delivery.end
        /// Lets the wire go on.
        var paused: EventLoopPromise<Void>?
    }

    /// How far the exchange is, which decides what a failure means.
    private enum Phase {
        case connecting
        case waiting
        case receiving
    }

    /// More unread bytes than this stop the wire.
    static let highWater = 256 * 1024

    private let timeouts: HTTPTimeouts
    private var phase = Phase.connecting
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []
    private var ending: Delivery?
    private var reader: Reader?
    private var paused: EventLoopPromise<Void>?
    /// When something last happened on the wire.
    private var lastSign = NIODeadline.uptimeNanoseconds(0)

    init(timeouts: HTTPTimeouts) {
        self.timeouts = timeouts
    }

    // MARK: - From the wire

    /// The request is on its way; says when to look after the response.
    mutating func sent(at now: NIODeadline) -> NIODeadline {
        phase = .waiting
        lastSign = now
        return now + TimeAmount(timeouts.firstByte)
    }

    mutating func received(_ head: HTTPResponseHead, at now: NIODeadline) -> Wake {
        phase = .receiving
        lastSign = now
        self.head = head
        return wake()
    }

    /// The bytes of one read, copied once; what the reader does not take at once is joined.
    mutating func received(_ buffer: ByteBuffer, at now: NIODeadline) -> Wake {
        lastSign = now
        if body.isEmpty {
            body = Array(buffer.readableBytesView)
        } else {
            body += buffer.readableBytesView
        }
        return wake()
    }

    /// Whether the wire must stop until the reader has taken what is here.
    var isFull: Bool {
        body.count > Self.highWater && ending == nil
    }

    mutating func pause(with promise: EventLoopPromise<Void>) {
        paused = promise
    }

    mutating func ended() -> Wake {
        ending = .end
        return wake()
    }

    mutating func failed(_ failure: (_ whileConnecting: Bool, _ beforeHead: Bool) -> HTTPFailure) -> Wake {
        guard ending == nil else { return Wake() }
        ending = .failure(failure(phase == .connecting, phase != .receiving))
        var wake = wake()
        wake.paused = paused
        paused = nil
        return wake
    }

    /// Hands what is here to a reader that already waits.
    private mutating func wake() -> Wake {
        guard let reader, let delivery = ready() else { return Wake() }
        self.reader = nil
        return Wake(reader: reader, delivery: delivery)
    }

    private mutating func ready() -> Delivery? {
        if let head {
            self.head = nil
            return .part(.head(head))
        }
        if !body.isEmpty {
            defer { body = [] }
            return .part(.body(body))
        }
        return ending
    }

    // MARK: - From the reader

    /// What is here, and the promise to fulfil for more; else the reader is kept until something comes.
    mutating func take(for reader: Reader, at now: () -> NIODeadline) -> (Delivery?, EventLoopPromise<Void>?)
    {
        guard let delivery = ready() else {
            self.reader = reader
            return (nil, nil)
        }
        guard let paused else { return (delivery, nil) }
        self.paused = nil
        // The wire was silent because it was told to be.
        lastSign = now()
        return (delivery, paused)
    }

    // MARK: - From the watch

    enum Watch {
        case over
        case lookAgain(NIODeadline)
        case tooLong(HTTPFailure)
    }

    /// One look at the clock stands for all chunks since the last look.
    func watch(at now: NIODeadline) -> Watch {
        guard ending == nil else { return .over }
        let (limit, failure): (Duration, HTTPFailure) =
            switch phase {
            case .connecting, .waiting: (timeouts.firstByte, .firstByteTimeout(timeouts.firstByte))
            case .receiving: (timeouts.idle, .idleTimeout(timeouts.idle))
            }
        // A reader that has not come back keeps the wire waiting, not the other way around.
        guard paused == nil else { return .lookAgain(now + TimeAmount(limit)) }
        let deadline = lastSign + TimeAmount(limit)
        return now < deadline ? .lookAgain(deadline) : .tooLong(failure)
    }
}
