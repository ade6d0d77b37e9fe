import Foundation
import GRDB

/// A run's record, for reading: whatever is asked of it comes from committed rows, also while the run is alive.
package final class Record: Sendable {
    /// The path of `record.sqlite`.
    package let path: String
    let pool: DatabasePool

    /// Opens the record of a run, of which another process may be the writer.
    package convenience init(reading path: String) throws(RecordError) {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        let pool = try RecordError.catching(path) {
            let pool = try DatabasePool(path: path, configuration: Record.configuration(readonly: true))
            guard try pool.read(Record.isOlder) else { return pool }
            try pool.close()
            try Record.bringUpToDate(path)
            return try DatabasePool(path: path, configuration: Record.configuration(readonly: true))
        }
        try self.init(path: path, pool: pool)
    }

    /// Whether an earlier version of this program made the record.
    private static func isOlder(_ database: Database) throws -> Bool {
        let migrator = Schema.migrator
        guard try !migrator.hasBeenSuperseded(database) else { return false }
        return try !migrator.completedMigrations(database).isEmpty
            && !migrator.hasCompletedMigrations(database)
    }

    /// A migration only adds: a program of the earlier version that is writing the record goes on.
    private static func bringUpToDate(_ path: String) throws {
        let pool = try DatabasePool(path: path, configuration: Record.configuration(readonly: false))
        try Schema.migrator.migrate(pool)
        try pool.close()
    }

    /// Takes over a pool; fails where the schema is not one that this program knows.
    init(path: String, pool: DatabasePool) throws(RecordError) {
        self.path = path
        self.pool = pool
        let (isNewer, isComplete) = try RecordError.catching(path) {
            try pool.read { database in
                (
                    try Schema.migrator.hasBeenSuperseded(database),
                    try Schema.migrator.hasCompletedMigrations(database)
                )
            }
        }
        if isNewer { throw .newer(path: path) }
        if !isComplete { throw .damaged(path: path, message: "it is no record of a run") }
    }

    static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 2
        configuration.label = "docket.record"
        configuration.prepareDatabase { database in
            // In KiB: thousands of jobs in flight touch few pages, and the operating system caches the rest.
            try database.execute(sql: "PRAGMA cache_size = -2000")
        }
        return configuration
    }

    /// Runs a query off the cooperative pool. Unlike GRDB's own `async` reads it does not fail when the task is
    /// cancelled: a run that is being cancelled still has to be summed up.
    func read<Value: Sendable>(
        _ query: @escaping @Sendable (Database) throws -> Value
    ) async throws(RecordError) -> Value {
        let path = path
        let result: Result<Value, RecordError> = await withCheckedContinuation { continuation in
            pool.asyncRead { access in
                continuation.resume(
                    returning: RecordError.result(path) { try query(access.get()) }
                )
            }
        }
        return try result.get()
    }

    /// What SQLite's own check finds wrong with the file; nothing where all is well.
    package func integrityProblems() async throws(RecordError) -> [String] {
        try await read { database in
            let findings = try String.fetchAll(database, sql: "PRAGMA integrity_check")
            let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                "\(row[0] as String? ?? "?"): a row refers to a missing row of \(row[2] as String? ?? "?")"
            }
            return findings.filter { $0 != "ok" } + orphans
        }
    }
}

extension RecordError {
    /// Does what may fail in GRDB's or SQLite's words, and says it in ours.
    static func catching<Value>(_ path: String, _ body: () throws -> Value) throws(RecordError) -> Value {
        try result(path, body).get()
    }

    static func result<Value>(_ path: String, _ body: () throws -> Value) -> Result<Value, RecordError> {
        do {
            return .success(try body())
        } catch let error as RecordError {
            return .failure(error)
        } catch let error as DatabaseError {
            return .failure(RecordError(error, path: path))
        } catch {
            return .failure(.storage(path: path, message: "\(error)"))
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let message = error.message ?? "SQLite's error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR: self = .rejected(message: message)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, message: message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path, process: nil)
        default: self = .storage(path: path, message: message)
        }
    }
}
