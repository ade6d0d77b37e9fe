import Catalog
import Conversation
import GRDB

extension RecordChange {
    func write(to database: Database) throws {
        switch self {
        case .attemptStarted(let start): try start.insert(database)
        case .attemptFinished(let end): try end.update(database)
        case .jobEnded(let job, let ending): try ending.update(job, database)
        case .sessionStarted(let session): try session.insert(database)
        case .titleSet(let session, let title):
            try database.change(
                "UPDATE session SET title = ? WHERE id = ?",
                [title.storable, session.rawValue],
                "session \(session)"
            )
        case .sessionFinished(let session, let moment):
            try database.change(
                "UPDATE session SET finished = max(?, started) WHERE id = ?",
                [moment.microseconds, session.rawValue],
                "session \(session)"
            )
        case .entryAdded(let entry): try entry.insert(database)
        case .callStarted(let start): try start.insert(database)
        case .callEnded(let end): try end.update(database)
        case .toolStarted(let start): try start.insert(database)
        case .toolFinished(let end): try end.update(database)
        case .checkFinished(let check): try check.insert(database)
        case .sheetUsed(let sheet):
            try database.run(
                "INSERT INTO sheet (digest, json) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
                [sheet.digest.rawValue, sheet.json.text]
            )
        case .laneFinished(let lane): try lane.insert(database)
        case .runFinished(let state, let exitCode, let moment):
            try database.change(
                "UPDATE run SET state = ?, exitCode = ?, finished = max(?, started)",
                [state.rawValue, exitCode, moment.microseconds],
                "run"
            )
        case .runBegan:
            try database.change(
                "UPDATE run SET state = 'running', exitCode = NULL, finished = NULL",
                [],
                "run"
            )
        }
    }
}

// MARK: - Attempts

extension AttemptStart {
    fileprivate func insert(_ database: Database) throws {
        try database.change(
            "UPDATE job SET attempt = ? WHERE id = ? AND attempt < ?",
            [number, job.rawValue, number],
            "job \(job) before attempt \(number)"
        )
        try database.run(
            """
            INSERT INTO attempt (job, number, started, workspace)
            VALUES ((SELECT sequence FROM job WHERE id = ?), ?, ?, ?)
            """,
            [job.rawValue, number, started.microseconds, workspace?.text]
        )
    }
}

extension AttemptEnd {
    /// The clock may have been set back since the start: a time before it is written as the start's own.
    fileprivate func update(_ database: Database) throws {
        let facts = JSONValue.object(ending.facts).text
        try database.change(
            """
            UPDATE attempt SET finished = max(?, started), outcome = ?, facts = ?, answer = ?, output = ?,
                changed = ?, patch = ?
            WHERE job = (SELECT sequence FROM job WHERE id = ?) AND number = ?
            """,
            [
                finished.microseconds, ending.outcome.rawValue, facts, answer?.storable, output?.text,
                JSONValue.array(changed.map(JSONValue.string)).text, patch, job.rawValue, number,
            ],
            "attempt \(number) of job \(job)"
        )
        if isFinal { try ending.update(job, database) }
    }
}

extension Ending {
    fileprivate func update(_ job: JobID, _ database: Database) throws {
        try database.change(
            "UPDATE job SET outcome = ?, facts = ? WHERE id = ?",
            [outcome.rawValue, JSONValue.object(facts).text, job.rawValue],
            "job \(job)"
        )
    }
}

extension CheckRecord {
    fileprivate func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT OR REPLACE INTO "check" (job, attempt, number, kind, passed, score, detail)
            VALUES ((SELECT sequence FROM job WHERE id = ?), ?, ?, ?, ?, ?, ?)
            """,
            [job.rawValue, attempt, number, kind, passed, score, detail?.storable]
        )
    }
}

// MARK: - Sessions

extension SessionRecord {
    fileprivate func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO session (id, job, attempt, parent, parentCall, depth, model, title, started, finished)
            VALUES (?, (SELECT sequence FROM job WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id.rawValue, job.rawValue, attempt, parent?.rawValue, parentCall, depth, model.description,
                title.storable,
                started.microseconds, finished?.microseconds,
            ]
        )
    }
}

extension EntryRecord {
    fileprivate func insert(_ database: Database) throws {
        var json = JSONWriter()
        entry.write(to: &json)
        try database.run(
            "INSERT INTO entry (session, sequence, step, at, role, json) VALUES (?, ?, ?, ?, ?, ?)",
            [session.rawValue, sequence, step, at.microseconds, entry.role, json.text]
        )
        guard case .results = entry else { return }
        try database.run(
            "UPDATE toolCall SET result = NULL WHERE session = ? AND step = ?",
            [session.rawValue, step]
        )
    }
}

extension ToolStart {
    fileprivate func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO toolCall (session, step, call, tool, title, canWrite, started) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [session.rawValue, step, call, tool, title.storable, canWrite, started.microseconds]
        )
    }
}

extension ToolEnd {
    fileprivate func update(_ database: Database) throws {
        try database.change(
            """
            UPDATE toolCall SET finished = max(?, started), failed = ?, denied = ?, exitCode = ?, bytes = ?,
                bytesSent = ?, result = ?
            WHERE session = ? AND step = ? AND call = ?
            """,
            [
                finished.microseconds, failed, denied, exitCode, bytes, bytesSent, result?.storable,
                session.rawValue,
                step,
                call,
            ],
            "tool call \(call) at step \(step) of session \(session)"
        )
    }
}

// MARK: - The run

extension LaneRecord {
    fileprivate func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO lane (provider, width, jobs, requests, maxInFlight, limited, coolDown)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (provider) DO UPDATE SET width = excluded.width, jobs = excluded.jobs,
                requests = requests + excluded.requests, maxInFlight = max(maxInFlight, excluded.maxInFlight),
                limited = limited + excluded.limited, coolDown = coolDown + excluded.coolDown
            """,
            [provider.rawValue, width, jobs, requests, maxInFlight, limited, coolDown.microseconds]
        )
    }
}
