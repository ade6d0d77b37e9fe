package import Conversation
import GRDB

extension Record {
    package func run() async throws(RecordError) -> RunRecord {
        let path = path
        return try await read { database in
            guard let run = try database.first("SELECT \(RunRecord.columns) FROM run", [], RunRecord.init)
            else {
                throw RecordError.damaged(path: path, message: "it names no run")
            }
            return run
        }
    }

    package func manifests() async throws(RecordError) -> [ManifestRecord] {
        try await read { database in
            try database.all("SELECT number, path, digest, text FROM manifest ORDER BY number") { row in
                ManifestRecord(
                    number: row.next(),
                    path: row.next(),
                    digest: row.identifier(),
                    text: row.next()
                )
            }
        }
    }

    package func template(_ number: Int) async throws(RecordError) -> TemplateRecord? {
        try await read { database in
            try database.first(
                "SELECT number, manifest, name, json FROM template WHERE number = ?",
                [number]
            ) { row in
                TemplateRecord(
                    number: row.next(),
                    manifest: row.next(),
                    name: row.next(),
                    json: try row.json() ?? .null
                )
            }
        }
    }

    /// The lanes that have jobs without an outcome.
    package func openLanes() async throws(RecordError) -> [ProviderID] {
        try await read { database in
            try database.all("SELECT DISTINCT lane FROM job WHERE outcome IS NULL ORDER BY lane") {
                $0.identifier()
            }
        }
    }

    /// A lane's next jobs without an outcome, in the plan's order: those that never began, and those that were begun
    /// (`attempt > 0`) and interrupted.
    ///
    /// A lane that asks with the last sequence it got goes through its share of the plan in constant memory.
    package func nextJobs(
        lane: ProviderID,
        after sequence: Int = 0,
        limit: Int
    ) async throws(RecordError) -> [JobRecord] {
        try await read { database in
            try database.all(
                """
                SELECT \(JobRecord.columns) FROM job
                WHERE lane = ? AND sequence > ? AND outcome IS NULL ORDER BY sequence LIMIT ?
                """,
                [lane.rawValue, sequence, limit],
                JobRecord.init
            )
        }
    }

    /// The plan in its order, a page at a time, whatever became of each job.
    package func jobs(after sequence: Int = 0, limit: Int) async throws(RecordError) -> [JobRecord] {
        try await read { database in
            try database.all(
                "SELECT \(JobRecord.columns) FROM job WHERE sequence > ? ORDER BY sequence LIMIT ?",
                [sequence, limit],
                JobRecord.init
            )
        }
    }

    /// The place in the plan of the first job after `sequence` that has no outcome; one more than the plan's last where
    /// all have one, nothing where there are none.
    package func firstOpenJob(after sequence: Int) async throws(RecordError) -> Int? {
        try await read { database in
            let open = try database.first(
                "SELECT sequence FROM job WHERE sequence > ? AND outcome IS NULL ORDER BY sequence LIMIT 1",
                [sequence]
            ) { $0.next() as Int }
            if let open { return open }
            let last = try database.first("SELECT max(sequence) FROM job", []) { $0.next() as Int? }
            return last.flatMap { $0.map { $0 + 1 } }
        }
    }

    package func job(_ id: JobID) async throws(RecordError) -> JobRecord? {
        try await read { database in
            try database.first(
                "SELECT \(JobRecord.columns) FROM job WHERE id = ?",
                [id.rawValue],
                JobRecord.init
            )
        }
    }

    package func attempts(of job: JobID) async throws(RecordError) -> [AttemptRecord] {
        try await read { database in
            try database.all(
                """
                SELECT \(AttemptRecord.columns) FROM attempt JOIN job ON job.sequence = attempt.job
                WHERE job.id = ? ORDER BY attempt.number
                """,
                [job.rawValue],
                AttemptRecord.init
            )
        }
    }

    /// How many jobs ended in each way, and how many have not ended yet.
    package func outcomes() async throws(RecordError) -> OutcomeCounts {
        try await read { database in
            var counts = OutcomeCounts()
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT outcome, count(*) FROM job GROUP BY outcome"
            )
            while let row = try rows.next() {
                let outcome: String? = row[0]
                if let outcome = outcome.flatMap(Outcome.init(rawValue:)) {
                    counts.ended[outcome] = row[1]
                } else {
                    counts.open = row[1]
                }
            }
            return counts
        }
    }

    /// How the jobs of each manifest stand, by the manifest's number.
    package func outcomesByManifest() async throws(RecordError) -> [Int: OutcomeCounts] {
        try await read { database in
            var counts: [Int: OutcomeCounts] = [:]
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT template.manifest, job.outcome, count(*) FROM job
                    JOIN template ON template.number = job.template GROUP BY 1, 2
                    """
            )
            while let row = try rows.next() {
                let manifest: Int = row[0]
                let outcome: String? = row[1]
                if let outcome = outcome.flatMap(Outcome.init(rawValue:)) {
                    counts[manifest, default: OutcomeCounts()].ended[outcome] = row[2]
                } else {
                    counts[manifest, default: OutcomeCounts()].open = row[2]
                }
            }
            return counts
        }
    }
}

/// How the jobs of a run stand.
package struct OutcomeCounts: Hashable, Sendable {
    package var ended: [Outcome: Int] = [:]
    /// Jobs that have no outcome.
    package var open = 0

    package init(ended: [Outcome: Int] = [:], open: Int = 0) {
        self.ended = ended
        self.open = open
    }

    package var total: Int {
        ended.values.reduce(open, +)
    }

    package subscript(_ status: Status) -> Int {
        ended.reduce(0) { $1.key.status == status ? $0 + $1.value : $0 }
    }
}
