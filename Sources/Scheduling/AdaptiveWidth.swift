/// How many requests of a lane may be in flight: as many as the provider takes, and never more than the manifest says.
///
/// It begins narrow and widens by one with each request that the provider takes, so that it doubles in the time of an
/// answer's first byte and the first refusal meets few others on their way. A refusal begins an *episode*: the width is
/// cut once, to what the provider had taken (never below half of it at a time), whatever else was on its way and is
/// refused too. Then it grows by one a round, up to just below the width that was refused. That width itself is tried
/// again after so many answers, twice as many each time it is refused again.
///
/// Where requests of the full width were taken all along, a refusal is not the width's fault: the lane is too fast, or
/// the provider refuses at random. The width then falls by an eighth, at most to a quarter of what is configured, and the
/// pause that follows does the rest.
struct AdaptiveWidth: Sendable {
    /// What was known when a request was let through.
    struct Mark: Hashable, Sendable {
        /// Refusals of requests that were sent before the last cut belong to the episode that it answered.
        var episode: Int
        /// Requests in flight, this one among them.
        var level: Int
    }

    /// Requests in flight at first, where more are allowed.
    static let first = 16
    /// Answers before the width that was refused is tried again.
    static let firstProbe = 128
    static let rarestProbe = 4_096

    /// Never more than this.
    let most: Int
    private(set) var current: Int
    /// Counts the cuts.
    private(set) var episode = 0

    private var isStarting = true
    /// Whether refusals of the present episode may still narrow it, and down to where.
    private var seeking: Int?
    /// The narrowest width that was refused, where one is remembered.
    private var refused: Int?
    private var answersToProbe = 0
    private var probeInterval = Self.firstProbe
    /// Answers that count toward the next step of growth.
    private var credit = 0
    /// What became of requests at the full width, since it last changed.
    private var taken = 0
    private var turnedDown = 0

    init(most: Int) {
        self.most = most
        current = min(most, Self.first)
    }

    /// Whether it may still grow, so that what becomes of a request is worth knowing at once.
    var isGrowing: Bool { current < most }

    func mark(level: Int) -> Mark {
        Mark(episode: episode, level: level)
    }

    /// The provider took a request.
    ///
    /// - Parameters:
    ///   - mark: of the request.
    ///   - isWanted: whether others wait for a permit; a width that nobody uses proves nothing.
    mutating func took(_ mark: Mark, isWanted: Bool) {
        guard mark.episode == episode else { return }
        if mark.level >= current { taken += 1 }
        if let refused, current < refused { answersToProbe -= 1 }
        guard isWanted, current < most else { return }
        if isStarting {
            widen()
            return
        }
        credit += 1
        guard credit >= current else { return }
        credit = 0
        guard let refused else { return widen() }
        if current >= refused {
            // A whole round of the width that had been refused was taken.
            self.refused = nil
            probeInterval = Self.firstProbe
            widen()
        } else if current + 1 < refused || answersToProbe <= 0 {
            widen()
        }
    }

    /// The provider refused a request for now.
    ///
    /// - Parameters:
    ///   - mark: of the request.
    ///   - inFlight: what is left without it.
    /// - Returns: whether an episode began.
    mutating func refuse(_ mark: Mark, inFlight: Int) -> Bool {
        guard mark.episode == episode else {
            if let seeking { narrow(to: max(seeking, min(current, inFlight))) }
            return false
        }
        episode += 1
        isStarting = false
        turnedDown += 1
        credit = 0
        // Of three requests at the full width two were taken: it is not too wide.
        if taken >= 2 * turnedDown + 2 {
            seeking = nil
            current = max(min(current, (most + 3) / 4), current - max(1, current / 8))
            return true
        }
        if let refused, current >= refused { probeInterval = min(probeInterval * 2, Self.rarestProbe) }
        answersToProbe = probeInterval
        let half = max(1, current / 2)
        seeking = half
        narrow(to: max(half, min(current, inFlight)))
        return true
    }

    private mutating func widen() {
        current += 1
        forgetEvidence()
    }

    private mutating func narrow(to width: Int) {
        current = width
        refused = width + 1
        forgetEvidence()
    }

    private mutating func forgetEvidence() {
        taken = 0
        turnedDown = 0
    }
}
