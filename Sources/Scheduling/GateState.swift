import Conversation

/// Who may send now, on one provider's account: a value without clock, task or lock, so that each of its rules can be
/// tested as a sentence. `Gate` carries out what it says.
struct GateState {
    typealias Ticket = Int

    /// What whoever asked is to do.
    enum Reply: Equatable {
        /// Send. The named ticket is next and should ask again.
        case granted(wake: Ticket?)
        /// Wait until woken, then ask again.
        case wait
        /// Nobody may send before this time: wait until then or until woken, then ask again.
        case sleep(until: Duration)
        /// Nothing more is sent here.
        case refused(ModelError)
    }

    /// Requests in flight, at most.
    let width: Int
    private(set) var inFlight = 0
    /// The most that were ever in flight.
    private(set) var maxInFlight = 0
    /// Permits given, in all.
    private(set) var granted = 0
    /// How often a pause was asked for.
    private(set) var coolDowns = 0
    /// How long the lane has been held back by cool-downs, in all.
    private(set) var cooledDown: Duration = .zero
    private(set) var stopped: ModelError?
    /// Those who wait, in the order in which they first asked.
    private var waiting: [Ticket] = []
    private var coolDownUntil: Duration = .zero
    private var window: RateWindow

    init(width: Int, window: RateWindow) {
        self.width = width
        self.window = window
    }

    /// Asks for a permit for a request of about so many tokens.
    mutating func ask(_ ticket: Ticket, tokens: Int, now: Duration) -> Reply {
        if let stopped {
            leave(ticket)
            return .refused(stopped)
        }
        if !waiting.contains(ticket) { waiting.append(ticket) }
        guard waiting.first == ticket, inFlight < width else { return .wait }
        if now < coolDownUntil { return .sleep(until: coolDownUntil) }
        if let wait = window.take(tokens: tokens, now: now) { return .sleep(until: now + wait) }
        waiting.removeFirst()
        inFlight += 1
        granted += 1
        maxInFlight = max(maxInFlight, inFlight)
        return .granted(wake: inFlight < width ? waiting.first : nil)
    }

    /// Gives a permit back and names who should ask next.
    mutating func release() -> Ticket? {
        inFlight -= 1
        return waiting.first
    }

    /// Gives up waiting and names who should ask in its place.
    @discardableResult
    mutating func leave(_ ticket: Ticket) -> Ticket? {
        waiting.removeAll { $0 == ticket }
        return inFlight < width ? waiting.first : nil
    }

    /// Nobody sends for a while. A shorter pause never cuts a longer one short.
    mutating func coolDown(for pause: Duration, now: Duration) {
        coolDowns += 1
        let until = now + pause
        guard until > coolDownUntil else { return }
        cooledDown += until - max(now, coolDownUntil)
        coolDownUntil = until
    }

    /// Nobody sends any more; everyone who waits is named, to hear so.
    mutating func stop(_ error: ModelError) -> [Ticket] {
        if stopped == nil { stopped = error }
        return waiting
    }
}
