/// The record as people with SQLite tools read it: `sqlite3 record.sqlite 'SELECT * FROM calls_v1'`. A view's columns
/// never change; what must change becomes a view of the next version.
enum Views {
    static let version1 = """
        CREATE VIEW jobs_v1 AS
        SELECT job.id AS job, lane, model, job.outcome, \(status("job.outcome")) AS status, job.facts,
            attempt AS attempts, repeat, vars, axes, tags, file, line
        FROM job ORDER BY sequence;

        CREATE VIEW attempts_v1 AS
        SELECT job.id AS job, number AS attempt, \(moment("started")) AS started,
            \(moment("finished")) AS finished, \(seconds("finished - started")) AS seconds, attempt.outcome,
            \(status("attempt.outcome")) AS status, attempt.facts, answer, output, changed, patch
        FROM attempt JOIN job ON job.sequence = attempt.job ORDER BY job.sequence, number;

        CREATE VIEW sessions_v1 AS
        SELECT session.id AS session, job.id AS job, session.attempt, parent, depth, session.model, title,
            \(moment("started")) AS started, \(moment("finished")) AS finished
        FROM session JOIN job ON job.sequence = session.job;

        CREATE VIEW entries_v1 AS
        SELECT session, sequence, step, \(moment("at")) AS at, role, json FROM entry;

        CREATE VIEW tools_v1 AS
        SELECT job.id AS job, toolCall.session, step, call, tool, toolCall.title, canWrite,
            \(moment("toolCall.started")) AS started, \(seconds("toolCall.finished - toolCall.started")) AS seconds,
            failed, denied, exitCode, bytes, bytesSent
        FROM toolCall JOIN session ON session.id = toolCall.session JOIN job ON job.sequence = session.job;

        CREATE VIEW checks_v1 AS
        SELECT job.id AS job, "check".attempt, number, kind, passed, score, detail
        FROM "check" JOIN job ON job.sequence = "check".job ORDER BY job.sequence, "check".attempt, number;

        CREATE VIEW lanes_v1 AS
        SELECT provider, width, jobs, requests, maxInFlight, limited, \(seconds("coolDown")) AS coolDown FROM lane;

        """

    static let version1OfCalls = """
        CREATE VIEW calls_v1 AS
        SELECT number AS call, job.id AS job, call.attempt, session, step, purpose, depth, provider,
            modelAsked, modelAnswered, try, \(seconds("permitWait")) AS permitWait, \(moment("sent")) AS sent,
            \(seconds("ended - sent")) AS seconds, state, stopReason, errorKind, errorMessage, call.status,
            requestID, \(seconds("firstByte")) AS firstByte, \(seconds("firstToken")) AS firstToken,
            input, cacheRead, cacheWriteShort, cacheWriteLong, output, reasoning, usagePartial, usageRaw, tier,
            sheet, pricing, \(dollars("cost")) AS cost, cost AS costPicodollars, replayed
        FROM call JOIN job ON job.sequence = call.job ORDER BY number;

        CREATE VIEW runs_v1 AS
        SELECT id AS run, name, \(moment("started")) AS started, \(moment("finished")) AS finished, state,
            exitCode, docket, host, gitRevision, gitDirty, manifestDigest, catalogDigest, replayed, date, command,
            \(dollars("budget")) AS budget,
            (SELECT \(dollars("sum(cost)")) FROM call) AS cost, (SELECT sum(cost) FROM call) AS costPicodollars
        FROM run;

        """

    /// The ledger with the region of processing.
    static let version2OfCalls = """
        CREATE VIEW calls_v2 AS
        SELECT calls_v1.*, call.region FROM calls_v1 JOIN call ON call.number = calls_v1.call;

        """

    /// Pico-dollars as the shortest exact decimal: `0.001041`, `12`.
    private static func dollars(_ amount: String) -> String {
        """
        CASE WHEN \(amount) IS NULL THEN NULL ELSE \
        rtrim(rtrim(printf('%d.%012d', \(amount) / 1000000000000, \(amount) % 1000000000000), '0'), '.') END
        """
    }

    /// `2026-11-22T07:15:04.120Z`
    private static func moment(_ microseconds: String) -> String {
        """
        strftime('%Y-%m-%dT%H:%M:%S', \(microseconds) / 1000000, 'unixepoch') \
        || printf('.%03dZ', \(microseconds) / 1000 % 1000)
        """
    }

    private static func seconds(_ microseconds: String) -> String {
        "(\(microseconds)) / 1000000.0"
    }

    private static func status(_ outcome: String) -> String {
        "\(StatusSQL.cases(of: outcome))"
    }
}
