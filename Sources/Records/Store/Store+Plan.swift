package import Conversation
import GRDB

extension Store {
    /// Writes jobs of the plan, in one transaction: give it some thousands at a time, in the plan's order.
    ///
    /// - Throws: `duplicateJob` with both places where an ID is already taken, in the batch or before it; nothing of the
    ///   batch is then written.
    package func insertPlan(_ jobs: [PlannedJob]) async throws(RecordError) {
        try await perform { database in
            for job in jobs {
                do {
                    try job.insert(database)
                } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
                {
                    guard let first = try SourcePlace.of(job.id, database) else { throw error }
                    throw RecordError.duplicateJob(job.id, first: first, second: job.source)
                }
            }
        }
    }

    /// Writes manifests and templates that are found while the plan is expanded.
    package func insert(
        manifests: [ManifestRecord] = [],
        templates: [TemplateRecord] = []
    ) async throws(RecordError) {
        try await perform { database in
            for manifest in manifests { try manifest.insert(database) }
            for template in templates { try template.insert(database) }
        }
    }

    /// Gives every job that has no outcome and never began this one: what a run does when its budget or its deadline
    /// ends it.
    ///
    /// - Returns: how many there were.
    @discardableResult
    package func endUnstarted(_ ending: Ending) async throws(RecordError) -> Int {
        try await count(
            "UPDATE job SET outcome = ?, facts = ? WHERE outcome IS NULL AND attempt = 0",
            [ending.outcome.rawValue, JSONValue.object(ending.facts).text]
        )
    }
}

extension SourcePlace {
    fileprivate static func of(_ job: JobID, _ database: Database) throws -> SourcePlace? {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT file, line, column FROM job WHERE id = ?",
            arguments: [job.rawValue]
        )
        return row.map { SourcePlace(file: $0[0], line: $0[1], column: $0[2]) }
    }
}
