import Foundation
import GRDB
import Synchronization

/// The one writer of a run's record.
///
/// Any number of tasks call `commit`; what waits together is written in one transaction and synchronized once, and
/// each caller goes on when its change is durable. Waiting callers are all the back-pressure there is: nothing is
/// queued that nobody waits for.
package final class Store: Sendable {
    /// The same record, for reading.
    package let record: Record
    private let commits = Mutex(CommitQueue())
    private let lastCallNumber: Atomic<Int64>

    /// Makes the record of a new run.
    package static func create(
        at path: String,
        run: RunRecord,
        manifests: [ManifestRecord] = [],
        templates: [TemplateRecord] = []
    ) throws(RecordError) -> Store {
        if FileManager.default.fileExists(atPath: path) { throw .exists(path: path) }
        let pool = try openPool(at: path)
        try RecordError.catching(path) {
            try Schema.migrator.migrate(pool)
            try pool.write { database in
                try run.insert(database)
                for manifest in manifests { try manifest.insert(database) }
                for template in templates { try template.insert(database) }
            }
        }
        return try Store(path: path, pool: pool)
    }

    /// Opens the record of an earlier run to go on with it. Whoever calls holds the run's lock.
    package static func open(at path: String) throws(RecordError) -> Store {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        let pool = try openPool(at: path)
        let isNewer = try RecordError.catching(path) { try pool.read(Schema.migrator.hasBeenSuperseded) }
        if isNewer { throw .newer(path: path) }
        try RecordError.catching(path) { try Schema.migrator.migrate(pool) }
        return try Store(path: path, pool: pool)
    }

    private init(path: String, pool: DatabasePool) throws(RecordError) {
        record = try Record(path: path, pool: pool)
        let last = try RecordError.catching(path) {
            try pool.read { try Int64.fetchOne($0, sql: "SELECT max(number) FROM call") }
        }
        lastCallNumber = Atomic(last ?? 0)
    }

    private static func openPool(at path: String) throws(RecordError) -> DatabasePool {
        try RecordError.catching(path) {
            let pool = try DatabasePool(path: path, configuration: Record.configuration(readonly: false))
            // After opening: GRDB sets NORMAL when it turns on the write-ahead log, after `prepareDatabase`.
            // Some systems' SQLite overwrites what it deletes, which nothing here needs and each update would pay for.
            try pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF")
            }
            return pool
        }
    }

    /// A ledger line's number that no other call has or had in this run.
    package func nextCallNumber() -> CallNumber {
        CallNumber(rawValue: lastCallNumber.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    /// Folds the write-ahead log into `record.sqlite`, so that the one file is complete, and closes it. What was to be
    /// committed has been: call it when nobody commits any more.
    package func close() async throws(RecordError) {
        let path = record.path
        let pool = record.pool
        let result: Result<Void, RecordError> = await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { database in
                continuation.resume(
                    returning: RecordError.result(path) { _ = try database.checkpoint(.truncate) }
                )
            }
        }
        try result.get()
        try RecordError.catching(path) { try pool.close() }
    }
}

// MARK: - Committing

extension Store {
    /// Writes a change; returns once it is on the disk. Cancelling the task does not keep it from being written.
    package func commit(_ change: RecordChange) async throws(RecordError) {
        try await commit([change])
    }

    /// Writes several changes, all or none of them.
    package func commit(_ changes: [RecordChange]) async throws(RecordError) {
        try await perform { database in
            for change in changes { try change.write(to: database) }
        }
    }

    /// When a change is to be on the disk.
    package enum Urgency: Sendable {
        /// At once: someone must not go on before.
        case now
        /// With the next change that is written at once, or in a moment where there is none: a commit costs the same
        /// for one job as for several.
        case soon
    }

    /// Puts several changes in the queue, all or none of them, and returns at once: what is submitted first is written
    /// first. For whoever must keep an order among its own changes. `done` is told once they are on the disk, or why
    /// not; on the writer's thread, so it must be quick.
    package func submit(
        _ changes: [RecordChange],
        _ urgency: Urgency = .now,
        done: @escaping @Sendable (Result<Void, RecordError>) -> Void
    ) {
        enqueue(
            CommitQueue.Pending(
                write: { database in
                    for change in changes { try change.write(to: database) }
                },
                done: done
            ),
            urgency
        )
    }

    /// Writes in the next transaction there is, together with whatever else waits for it.
    func perform(_ write: @escaping @Sendable (Database) throws -> Void) async throws(RecordError) {
        let result: Result<Void, RecordError> = await withCheckedContinuation { continuation in
            enqueue(CommitQueue.Pending(write: write) { continuation.resume(returning: $0) }, .now)
        }
        try result.get()
    }

    private func enqueue(_ pending: CommitQueue.Pending, _ urgency: Urgency) {
        switch commits.withLock({ $0.add(pending, isUrgent: urgency == .now) }) {
        case .nothing: break
        case .drain: startDraining()
        case .drainSoon: drainSoon()
        }
    }

    /// GRDB's serial queue runs the loop on a thread of its own; whoever comes while it runs is taken along.
    private func startDraining() {
        record.pool.asyncWriteWithoutTransaction { self.drain($0) }
    }

    private func drainSoon() {
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.moment) {
            if self.commits.withLock({ $0.momentHasCome() }) { self.startDraining() }
        }
    }

    /// How long a change that is not urgent waits for company.
    private static let moment = DispatchTimeInterval.milliseconds(5)

    /// How many callers wait for the commit after the one that runs.
    var waitingCount: Int {
        commits.withLock { $0.waitingCount }
    }

    /// How many transactions there were.
    var commitCount: Int {
        commits.withLock { $0.commitCount }
    }

    private func drain(_ database: Database) {
        while true {
            switch commits.withLock({ $0.next() }) {
            case .over(let drainSoon):
                if drainSoon { self.drainSoon() }
                return
            case .commit(let batch):
                commit(batch, to: database)
            }
        }
    }

    private func commit(_ batch: [CommitQueue.Pending], to database: Database) {
        let result = RecordError.result(record.path) {
            try database.transaction { for pending in batch { try pending.write(database) } }
        }
        if case .success = result {
            for pending in batch { pending.done(result) }
            return
        }
        // One of them is at fault; each on its own tells which.
        for pending in batch {
            pending.done(
                RecordError.result(record.path) { try database.transaction { try pending.write(database) } }
            )
        }
    }
}
