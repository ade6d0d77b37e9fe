import GRDB

/// What waits to be committed, and whether anyone is at it.
struct CommitQueue: Sendable {
    struct Pending: Sendable {
        var write: @Sendable (Database) throws -> Void
        /// Told once the change is durable, or why it is not; on the writer's thread.
        var done: @Sendable (Result<Void, RecordError>) -> Void
    }

    private var waiting: [Pending] = []
    private var isDraining = false

    var waitingCount: Int { waiting.count }

    /// Whether the caller must see to it that someone drains the queue.
    mutating func add(_ pending: Pending) -> Bool {
        waiting.append(pending)
        if isDraining { return false }
        isDraining = true
        return true
    }

    /// All that waits; nothing, and the end of draining, where nothing does.
    mutating func next() -> [Pending]? {
        if waiting.isEmpty {
            isDraining = false
            return nil
        }
        defer { waiting.removeAll(keepingCapacity: true) }
        return waiting
    }
}
