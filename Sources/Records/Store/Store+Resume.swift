package import Conversation
import GRDB
import Synchronization

extension Store {
    /// Takes the outcome from jobs of these statuses, so that `nextJobs` hands them out again. Their attempts keep
    /// theirs; what is to be done again begins a further attempt.
    ///
    /// - Returns: how many jobs.
    @discardableResult
    package func reopenJobs(_ statuses: Set<Status>) async throws(RecordError) -> Int {
        let outcomes = statuses.map(StatusSQL.outcomes).filter { !$0.isEmpty }.sorted().joined(
            separator: ", "
        )
        return try await count(
            "UPDATE job SET outcome = NULL, facts = NULL WHERE outcome IN (\(outcomes))",
            []
        )
    }

    /// Closes the ledger lines of calls that were in flight when the program was killed: what they consumed is unknown,
    /// and their end is taken to be their start.
    ///
    /// - Returns: how many there were.
    @discardableResult
    package func interruptOpenCalls() async throws(RecordError) -> Int {
        try await count(
            """
            UPDATE call SET state = 'interrupted', ended = sent, pricing = 'unknownUsage' WHERE state = 'open'
            """,
            []
        )
    }

    /// Executes a statement and tells how many rows it changed.
    func count(_ sql: String, _ values: [any SQLBindable & Sendable])
        async throws(RecordError) -> Int
    {
        let changed = ChangeCount()
        try await perform { database in
            try database.run(sql, values)
            let count = database.changesCount
            changed.value.withLock { $0 = count }
        }
        return changed.value.withLock { $0 }
    }
}

/// Carries a count out of a transaction.
private final class ChangeCount: Sendable {
    let value = Mutex(0)
}
