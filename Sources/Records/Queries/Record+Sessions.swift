package import Conversation
import GRDB

extension Record {
    /// The sessions of an attempt, in the order in which they began; the job's own is the first.
    package func sessions(of job: JobID, attempt: Int) async throws(RecordError) -> [SessionRecord] {
        try await read { database in
            try database.all(
                """
                SELECT \(SessionRecord.columns) FROM session JOIN job ON job.sequence = session.job
                WHERE job.id = ? AND session.attempt = ? ORDER BY session.depth, session.started, session.id
                """,
                [job.rawValue, attempt],
                SessionRecord.init
            )
        }
    }

    /// A session's transcript.
    package func entries(of session: SessionID) async throws(RecordError) -> [EntryRecord] {
        try await read { database in
            try database.all(
                "SELECT \(EntryRecord.columns) FROM entry WHERE session = ? ORDER BY sequence",
                [session.rawValue],
                EntryRecord.init
            )
        }
    }

    /// A session's tool calls, in the order in which they began.
    package func tools(of session: SessionID) async throws(RecordError) -> [ToolRecord] {
        try await read { database in
            try database.all(
                "SELECT \(ToolRecord.columns) FROM toolCall WHERE session = ? ORDER BY step, started, rowid",
                [session.rawValue]
            ) { ToolRecord(&$0) }
        }
    }

    package func checks(of job: JobID, attempt: Int) async throws(RecordError) -> [CheckRecord] {
        try await read { database in
            try database.all(
                """
                SELECT \(CheckRecord.columns) FROM "check" JOIN job ON job.sequence = "check".job
                WHERE job.id = ? AND "check".attempt = ? ORDER BY "check".number
                """,
                [job.rawValue, attempt]
            ) { CheckRecord(&$0) }
        }
    }

    /// The job's lines of the ledger, of all its attempts, in the order in which they were sent.
    package func calls(of job: JobID) async throws(RecordError) -> [CallRecord] {
        try await read { database in
            try database.all(
                """
                SELECT \(CallRecord.columns) FROM call JOIN job ON job.sequence = call.job
                WHERE job.id = ? ORDER BY call.number
                """,
                [job.rawValue],
                CallRecord.init
            )
        }
    }

    /// The ledger, a page at a time, in the order in which calls were sent.
    package func calls(after number: CallNumber? = nil, limit: Int) async throws(RecordError) -> [CallRecord]
    {
        try await read { database in
            try database.all(
                """
                SELECT \(CallRecord.columns) FROM call JOIN job ON job.sequence = call.job
                WHERE call.number > ? ORDER BY call.number LIMIT ?
                """,
                [number?.rawValue ?? 0, limit],
                CallRecord.init
            )
        }
    }

    package func lanes() async throws(RecordError) -> [LaneRecord] {
        try await read { database in
            try database.all("SELECT \(LaneRecord.columns) FROM lane ORDER BY provider") { LaneRecord(&$0) }
        }
    }
}
