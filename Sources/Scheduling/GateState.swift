import Conversation

/// Who may send now, on one provider's account: a value without clock, task or lock, so that each of its rules can be
/// tested as a sentence. `Gate` carries out what it says.
struct GateState {
    typealias Ticket = Int

    /// What whoever asked is to do.
    enum Reply: Equatable {
        /// Send. The named ticket is next and should ask again.
        case granted(Permit, wake: Ticket?)
        /// Wait until woken, then ask again.
        case wait
        /// Nobody may send before this time: wait until then or until woken, then ask again.
        case sleep(until: Duration)
        /// Nothing more is sent here.
        case refused(ModelError)
    }

    private(set) var width: AdaptiveWidth
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
    private var learned = LearnedWindow()

    /// - Parameters:
    ///   - width: of which no more is ever in flight.
    ///   - window: what may begin in a minute, as the manifest says.
    init(width: AdaptiveWidth, window: RateWindow) {
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
        guard waiting.first == ticket, inFlight < width.current else { return .wait }
        if now < coolDownUntil { return .sleep(until: coolDownUntil) }
        if let wait = learned.wait(tokens: tokens, now: now) ?? window.take(tokens: tokens, now: now) {
            return .sleep(until: now + wait)
        }
        waiting.removeFirst()
        inFlight += 1
        granted += 1
        maxInFlight = max(maxInFlight, inFlight)
        let permit = Permit(
            width: width.mark(level: inFlight),
            window: learned.take(tokens: tokens),
            tellsWhenTaken: width.isGrowing
        )
        return .granted(permit, wake: next)
    }

    /// The provider took a request: its answer begins. Names who should ask next.
    mutating func take(_ permit: Permit) -> Ticket? {
        width.took(permit.width, isWanted: !waiting.isEmpty)
        return next
    }

    /// Gives a permit back.
    ///
    /// - Parameters:
    ///   - permit: what was granted.
    ///   - result: what became of the request.
    ///   - limits: what the response's head told of the account's windows.
    ///   - now: the clock's elapsed time.
    /// - Returns: who should ask next, and whether the width was cut for it.
    mutating func release(
        _ permit: Permit,
        _ result: Permit.Result,
        limits: [RateLimit] = [],
        now: Duration
    ) -> (next: Ticket?, isEpisode: Bool) {
        inFlight -= 1
        learned.learn(limits, of: permit.window, now: now)
        var isEpisode = false
        switch result {
        case .taken where !permit.tellsWhenTaken: width.took(permit.width, isWanted: !waiting.isEmpty)
        case .refused: isEpisode = width.refuse(permit.width, inFlight: inFlight)
        case .taken, .failed: break
        }
        return (next, isEpisode)
    }

    /// Gives up waiting and names who should ask in its place.
    @discardableResult
    mutating func leave(_ ticket: Ticket) -> Ticket? {
        waiting.removeAll { $0 == ticket }
        return next
    }

    /// Who should ask now.
    private var next: Ticket? {
        inFlight < width.current ? waiting.first : nil
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
