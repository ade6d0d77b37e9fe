import Catalog
import Conversation
import GRDB

extension Record {
    /// The figures of each group of jobs, in the order of their names. Memory grows with the groups, not with the jobs:
    /// SQLite sorts, and values are looked at one by one.
    package func figures(by grouping: Grouping) async throws(RecordError) -> [GroupFigures] {
        try await read { database in
            var groups = Groups()
            try groups.addOutcomes(grouping, database)
            try groups.addSpending(grouping, database)
            try groups.addClusters(grouping, database)
            try groups.addStreaming(grouping, database)
            try groups.addPercentiles(
                """
                SELECT \(grouping.columns), attempt.finished - attempt.started
                FROM job JOIN attempt ON attempt.job = job.sequence AND attempt.number = job.attempt
                WHERE \(Groups.isJudged) AND attempt.finished IS NOT NULL
                """,
                \.durations,
                database
            )
            for (column, path) in [("firstByte", \GroupFigures.firstByte), ("firstToken", \.firstToken)] {
                try groups.addPercentiles(
                    """
                    SELECT \(grouping.columns), call.\(column)
                    FROM call JOIN job ON job.sequence = call.job
                    WHERE \(Groups.isAnsweredStep) AND call.\(column) IS NOT NULL
                    """,
                    path,
                    database
                )
            }
            return groups.sorted
        }
    }
}

/// Groups being filled. The key is the model and the axes' text, as they stand in the row.
private struct Groups {
    private struct RowKey: Hashable {
        var model: String
        var axes: String
    }

    private var figures: [RowKey: GroupFigures] = [:]

    static let isJudged =
        "job.outcome IN (\(StatusSQL.outcomes(of: .passed)), \(StatusSQL.outcomes(of: .failed)))"
    static let isAnsweredStep = "call.purpose = 'agent' AND call.state = 'answered'"

    var sorted: [GroupFigures] {
        figures.sorted { ($0.key.model, $0.key.axes) < ($1.key.model, $1.key.axes) }.map(\.value)
    }

    private func key(_ row: inout RowReader) -> RowKey {
        RowKey(model: row.next(), axes: row.next())
    }

    private mutating func change(_ key: RowKey, _ body: (inout GroupFigures) -> Void) throws {
        let axes = try figures[key] == nil ? JSONValue(parsing: key.axes).object : nil
        body(&figures[key, default: GroupFigures(key: .init(model: key.model, axes: axes ?? JSONObject()))])
    }

    mutating func addOutcomes(_ grouping: Grouping, _ database: Database) throws {
        let rows = try database.all(
            "SELECT \(grouping.columns), job.outcome, count(*) FROM job GROUP BY 1, 2, 3"
        ) { row in (key(&row), row.next() as String?, row.next() as Int) }
        for (key, outcome, count) in rows {
            try change(key) {
                if let outcome = outcome.flatMap(Outcome.init(rawValue:)) {
                    $0.outcomes.ended[outcome] = count
                } else {
                    $0.outcomes.open = count
                }
            }
        }
    }

    mutating func addSpending(_ grouping: Grouping, _ database: Database) throws {
        let rows = try database.all(
            """
            SELECT \(grouping.columns), \(Spending.columns)
            FROM call JOIN job ON job.sequence = call.job
            WHERE call.purpose NOT IN ('judge', 'warmup') GROUP BY 1, 2
            """
        ) { row in (key(&row), Spending(&row)) }
        for (key, spending) in rows { try change(key) { $0.spending = spending } }
    }

    mutating func addClusters(_ grouping: Grouping, _ database: Database) throws {
        let rows = try database.all(
            """
            SELECT model, axes, count(*), sum(s), sum(n), sum(s * s), sum(s * n), sum(n * n)
            FROM (
                SELECT \(grouping.columns) AS axes, job.cluster, count(*) AS n,
                    sum(job.outcome IN (\(StatusSQL.outcomes(of: .passed)))) AS s
                FROM job WHERE \(Self.isJudged) GROUP BY 1, 2, 3
            ) GROUP BY 1, 2
            """
        ) { row in
            let key = key(&row)
            var sums = ClusterSums()
            sums.clusters = row.next()
            sums.passed = row.next()
            sums.judged = row.next()
            sums.passedSquared = row.next()
            sums.passedTimesJudged = row.next()
            sums.judgedSquared = row.next()
            return (key, sums)
        }
        for (key, sums) in rows { try change(key) { $0.clusters = sums } }
    }

    mutating func addStreaming(_ grouping: Grouping, _ database: Database) throws {
        let rows = try database.all(
            """
            SELECT \(grouping.columns), sum(call.output + call.reasoning),
                sum(call.ended - call.sent - call.firstToken)
            FROM call JOIN job ON job.sequence = call.job
            WHERE \(Self.isAnsweredStep) AND call.input IS NOT NULL
                AND call.ended - call.sent > call.firstToken
            GROUP BY 1, 2
            """
        ) { row in (key(&row), row.next() as Int, row.duration()) }
        for (key, tokens, duration) in rows {
            try change(key) {
                $0.streamedTokens = tokens
                $0.streaming = duration ?? .zero
            }
        }
    }

    /// Fills one kind of percentiles from a query of the key's columns and one more, a duration.
    ///
    /// The values come group by group in ascending order and without their keys, which the counts tell: reading a key
    /// with each value would cost several times as much.
    mutating func addPercentiles(
        _ values: String,
        _ path: WritableKeyPath<GroupFigures, Percentiles>,
        _ database: Database
    ) throws {
        let measured = "WITH measured (model, axes, value) AS (\(values))"
        let counts = try database.all(
            measured + " SELECT model, axes, count(*) FROM measured GROUP BY 1, 2 ORDER BY 1, 2"
        ) { row in (key(&row), row.next() as Int) }
        let sorted = try Int64.fetchCursor(
            database,
            sql: measured + " SELECT value FROM measured ORDER BY model, axes, value"
        )
        for (key, count) in counts {
            for rank in 1...count {
                guard let value = try sorted.next() else { return }
                guard Percentiles.isWanted(rank, of: count) else { continue }
                try change(key) { $0[keyPath: path].take(.microseconds(value), rank: rank, of: count) }
            }
        }
    }
}
