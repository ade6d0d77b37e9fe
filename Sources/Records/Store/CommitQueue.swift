import GRDB

/// What waits to be committed, and whether anyone is at it.
struct CommitQueue: Sendable {
    struct Pending: Sendable {
        var write: @Sendable (Database) throws -> Void
        /// Told once the change is durable, or why it is not; on the writer's thread.
        var done: @Sendable (Result<Void, RecordError>) -> Void
    }

    /// What the caller must see to after having added something.
    enum Duty {
        case nothing
        /// Someone must drain the queue.
        case drain
        /// Someone must drain it in a moment, unless it is drained by then.
        case drainSoon
    }

    private var waiting: [Pending] = []
    /// Whether one of those that wait must not be kept waiting.
    private var isUrgent = false
    private var isDraining = false
    private var drainsSoon = false

    var waitingCount: Int { waiting.count }
    /// How many batches were taken.
    private(set) var commitCount = 0

    mutating func add(_ pending: Pending, isUrgent urgent: Bool) -> Duty {
        waiting.append(pending)
        isUrgent = isUrgent || urgent
        if isDraining { return .nothing }
        if urgent {
            isDraining = true
            return .drain
        }
        if drainsSoon { return .nothing }
        drainsSoon = true
        return .drainSoon
    }

    /// The moment has come; says whether anything is left to be drained.
    mutating func momentHasCome() -> Bool {
        drainsSoon = false
        guard !isDraining, !waiting.isEmpty else { return false }
        isUrgent = true
        isDraining = true
        return true
    }

    /// What one commit takes.
    enum Batch {
        case commit([Pending])
        /// Draining has ended; what is left can wait for company, and is to be drained in a moment where so said.
        case over(drainSoon: Bool)
    }

    /// All that waits, where any of it is urgent.
    mutating func next() -> Batch {
        guard isUrgent else {
            isDraining = false
            let mustWake = !waiting.isEmpty && !drainsSoon
            if mustWake { drainsSoon = true }
            return .over(drainSoon: mustWake)
        }
        isUrgent = false
        commitCount += 1
        defer { waiting.removeAll(keepingCapacity: true) }
        return .commit(waiting)
    }
}
