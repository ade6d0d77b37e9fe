package import Conversation
import GRDB

/// Where an interrupted job stands.
package struct ResumePoint: Hashable, Sendable {
    package var attempt: AttemptRecord
    /// The attempt's sessions with all that is recorded of them; the job's own is the first, children follow.
    package var sessions: [ResumableSession]

    package init(attempt: AttemptRecord, sessions: [ResumableSession]) {
        self.attempt = attempt
        self.sessions = sessions
    }
}

/// A session as the record has it.
package struct ResumableSession: Hashable, Sendable {
    package var record: SessionRecord
    package var entries: [EntryRecord]
    /// The tool calls of its last step whose results are no entry yet. Those with an end carry their result and are not
    /// run again; those without were interrupted, and must not be run again where they can write.
    package var unanswered: [ToolRecord]
    /// Why its last answer ended, as the ledger says it; nothing before the first.
    package var lastStop: String?

    package init(
        record: SessionRecord,
        entries: [EntryRecord],
        unanswered: [ToolRecord] = [],
        lastStop: String? = nil
    ) {
        self.record = record
        self.entries = entries
        self.unanswered = unanswered
        self.lastStop = lastStop
    }

    package var transcript: Transcript {
        Transcript(entries.map(\.entry))
    }
}

extension Record {
    /// The job's latest attempt where it was interrupted, killed or drained; nothing where none began, or where it came
    /// to another end and a further attempt is due.
    package func resumePoint(of job: JobID) async throws(RecordError) -> ResumePoint? {
        let attempts = try await attempts(of: job)
        guard let attempt = attempts.last else { return nil }
        if let end = attempt.end, end.ending.outcome != .interrupted { return nil }
        var sessions: [ResumableSession] = []
        for session in try await self.sessions(of: job, attempt: attempt.start.number) {
            let entries = try await entries(of: session.id)
            sessions.append(
                ResumableSession(
                    record: session,
                    entries: entries,
                    unanswered: try await unanswered(of: session.id),
                    lastStop: try await lastStop(of: session)
                )
            )
        }
        return ResumePoint(attempt: attempt, sessions: sessions)
    }

    private func lastStop(of session: SessionRecord) async throws(RecordError) -> String? {
        try await read { database in
            try database.first(
                """
                SELECT call.stopReason FROM call JOIN job ON job.sequence = call.job
                WHERE job.id = ? AND call.attempt = ? AND call.session = ? AND call.purpose = 'agent'
                    AND call.state = 'answered'
                ORDER BY call.number DESC LIMIT 1
                """,
                [session.job.rawValue, session.attempt, session.id.rawValue]
            ) { $0.next() }
        }
    }

    /// Tool calls after the last entry that holds results.
    private func unanswered(of session: SessionID) async throws(RecordError) -> [ToolRecord] {
        try await read { database in
            try database.all(
                """
                SELECT \(ToolRecord.columns) FROM toolCall
                WHERE session = ?1 AND step >
                    (SELECT ifnull(max(step), 0) FROM entry WHERE session = ?1 AND role = 'tool')
                ORDER BY step, started, rowid
                """,
                [session.rawValue]
            ) { ToolRecord(&$0) }
        }
    }
}
