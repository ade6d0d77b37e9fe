package import Conversation
import GRDB

extension Record {
    /// The plan in its order with what became of each job, a page at a time.
    package func summaries(after sequence: Int = 0, limit: Int) async throws(RecordError) -> [JobSummary] {
        try await read { database in
            try Self.summaries(
                where: "job.sequence > ? ORDER BY job.sequence LIMIT ?",
                [sequence, limit],
                database
            )
        }
    }

    /// The jobs of these statuses in the plan's order, a page at a time.
    package func jobs(
        _ statuses: Set<Status>,
        after sequence: Int = 0,
        limit: Int
    ) async throws(RecordError) -> [JobRecord] {
        let outcomes = statuses.map(StatusSQL.outcomes).sorted().joined(separator: ", ")
        return try await read { database in
            try database.all(
                """
                SELECT \(JobRecord.columns) FROM job WHERE outcome IN (\(outcomes)) AND sequence > ?
                ORDER BY sequence LIMIT ?
                """,
                [sequence, limit],
                JobRecord.init
            )
        }
    }

    /// One job with what became of it.
    package func summary(of job: JobID) async throws(RecordError) -> JobSummary? {
        try await read { database in
            try Self.summaries(where: "job.id = ?", [job.rawValue], database).first
        }
    }

    /// One query for each kind of row, for all jobs of the page together.
    private static func summaries(
        where condition: String,
        _ arguments: StatementArguments,
        _ database: Database
    ) throws -> [JobSummary] {
        let jobs = try database.all(
            "SELECT \(JobRecord.columns) FROM job WHERE \(condition)",
            arguments,
            JobRecord.init
        )
        guard let first = jobs.first?.planned.sequence, let last = jobs.last?.planned.sequence else {
            return []
        }
        var page = Page(jobs)
        for part in [addAttempts, addSessions, addChecks, addTools, addSpending, addSteps] {
            try part(database, &page, [first, last])
        }
        return page.summaries
    }

    /// The summaries being filled, found by their job's sequence.
    private struct Page {
        var summaries: [JobSummary]
        private var indices: [Int: Int]

        init(_ jobs: [JobRecord]) {
            summaries = jobs.map(JobSummary.init)
            indices = Dictionary(
                jobs.enumerated().map { ($0.element.planned.sequence, $0.offset) },
                uniquingKeysWith: { $1 }
            )
        }

        mutating func change(_ sequence: Int, _ body: (inout JobSummary) -> Void) {
            if let index = indices[sequence] { body(&summaries[index]) }
        }
    }

    private static func addAttempts(
        _ database: Database,
        _ page: inout Page,
        _ range: StatementArguments
    ) throws {
        let rows = try database.all(
            """
            SELECT job.sequence, \(AttemptRecord.columns)
            FROM job JOIN attempt ON attempt.job = job.sequence AND attempt.number = job.attempt
            WHERE job.sequence BETWEEN ? AND ?
            """,
            range
        ) { row in (row.next() as Int, try AttemptRecord(&row)) }
        for (job, attempt) in rows { page.change(job) { $0.attempt = attempt } }
    }

    private static func addSessions(
        _ database: Database,
        _ page: inout Page,
        _ range: StatementArguments
    ) throws {
        let rows = try database.all(
            """
            SELECT job.sequence, (SELECT count(*) FROM entry WHERE session = session.id AND role = 'summary'),
                \(SessionRecord.columns)
            FROM job JOIN session ON session.job = job.sequence AND session.attempt = job.attempt
            WHERE job.sequence BETWEEN ? AND ? ORDER BY session.started, session.id
            """,
            range
        ) { row in (row.next() as Int, row.next() as Int, try SessionRecord(&row)) }
        for (job, summaries, session) in rows {
            page.change(job) {
                $0.summaries += summaries
                if session.parent == nil { $0.session = session.id } else { $0.children.append(session) }
            }
        }
    }

    private static func addChecks(
        _ database: Database,
        _ page: inout Page,
        _ range: StatementArguments
    ) throws {
        let rows = try database.all(
            """
            SELECT job.sequence, \(CheckRecord.columns)
            FROM job JOIN "check" ON "check".job = job.sequence AND "check".attempt = job.attempt
            WHERE job.sequence BETWEEN ? AND ? ORDER BY "check".number
            """,
            range
        ) { row in (row.next() as Int, CheckRecord(&row)) }
        for (job, check) in rows { page.change(job) { $0.checks.append(check) } }
    }

    private static func addTools(
        _ database: Database,
        _ page: inout Page,
        _ range: StatementArguments
    ) throws {
        let rows = try database.all(
            """
            SELECT job.sequence, toolCall.tool, count(*), ifnull(sum(toolCall.failed), 0),
                ifnull(sum(toolCall.finished - toolCall.started), 0)
            FROM job JOIN session ON session.job = job.sequence AND session.attempt = job.attempt
                JOIN toolCall ON toolCall.session = session.id
            WHERE job.sequence BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 1, 2
            """,
            range
        ) { row in
            (
                row.next() as Int,
                ToolUse(
                    tool: row.next(),
                    calls: row.next(),
                    failed: row.next(),
                    duration: row.duration() ?? .zero
                )
            )
        }
        for (job, use) in rows { page.change(job) { $0.tools.append(use) } }
    }

    private static func addSpending(
        _ database: Database,
        _ page: inout Page,
        _ range: StatementArguments
    ) throws {
        let rows = try database.all(
            """
            SELECT call.job, call.purpose, sum(call.try > 1), \(Spending.columns)
            FROM call WHERE call.job BETWEEN ? AND ? GROUP BY 1, 2
            """,
            range
        ) { row in (row.next() as Int, row.next() as String, row.next() as Int, Spending(&row)) }
        for (job, purpose, retries, spending) in rows {
            page.change(job) {
                $0.calls += spending.calls
                $0.retries += retries
                switch CallPurpose(rawValue: purpose) {
                case .judge: $0.judging = $0.judging + spending
                case .warmup, nil: break
                case .agent, .summary, .title, .repair: $0.spending = $0.spending + spending
                }
            }
        }
    }

    private static func addSteps(
        _ database: Database,
        _ page: inout Page,
        _ range: StatementArguments
    ) throws {
        // SQLite takes the bare columns from the row that `min` found.
        let rows = try database.all(
            """
            SELECT job.sequence, count(DISTINCT call.step), min(call.number), call.firstByte, call.firstToken
            FROM job JOIN call ON call.job = job.sequence AND call.attempt = job.attempt
            WHERE job.sequence BETWEEN ? AND ? AND call.purpose = 'agent' AND call.depth = 0
                AND call.state = 'answered'
            GROUP BY 1
            """,
            range
        ) { row in
            let job: Int = row.next()
            let steps: Int = row.next()
            _ = row.next() as Int
            return (job, steps, row.duration(), row.duration())
        }
        for (job, steps, firstByte, firstToken) in rows {
            page.change(job) {
                $0.steps = steps
                $0.firstByte = firstByte
                $0.firstToken = firstToken
            }
        }
    }
}
