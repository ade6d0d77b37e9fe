package import Catalog
package import Conversation
import GRDB

/// What some calls cost, as a sum over their ledger lines.
package struct Spending: Hashable, Sendable {
    /// Of the calls whose cost is known.
    package var cost: Money
    package var calls: Int
    /// Calls whose cost is known, those that cost nothing among them.
    package var priced: Int
    /// Calls of a model without a price.
    package var unpriced: Int
    /// Calls whose usage is not known, or not finally; calls still open are among them.
    package var unknownUsage: Int
    /// Calls in flight, or in flight when the program was killed.
    package var open: Int
    /// What a budget must go on holding: the worst cases of calls that are open or whose usage is unknown.
    package var reserved: Money
    /// The sum of the tokens that are known.
    package var usage: Usage
    /// Calls that said what they used, finally or not.
    package var measured: Int

    package init(
        cost: Money,
        calls: Int,
        priced: Int = 0,
        unpriced: Int = 0,
        unknownUsage: Int = 0,
        open: Int = 0,
        reserved: Money,
        usage: Usage = .zero,
        measured: Int = 0
    ) {
        self.cost = cost
        self.calls = calls
        self.priced = priced
        self.unpriced = unpriced
        self.unknownUsage = unknownUsage
        self.open = open
        self.reserved = reserved
        self.usage = usage
        self.measured = measured
    }
}

extension Spending {
    /// Aggregates over `call`.
    static let columns = """
        \(MoneySQL.sum("call.cost")), count(call.number), count(call.cost),
        ifnull(sum(call.pricing = 'unpriced'), 0),
        ifnull(sum(call.state = 'open' OR (call.pricing <> 'free' AND (call.input IS NULL OR call.usagePartial))), 0),
        ifnull(sum(call.state = 'open'), 0),
        \(MoneySQL.sum("CASE WHEN call.state = 'open' OR call.pricing = 'unknownUsage' THEN call.reserved END")),
        ifnull(sum(call.input), 0), ifnull(sum(call.cacheRead), 0), ifnull(sum(call.cacheWriteShort), 0),
        ifnull(sum(call.cacheWriteLong), 0), ifnull(sum(call.output), 0), ifnull(sum(call.reasoning), 0),
        count(call.input)
        """

    init(_ row: inout RowReader) {
        self.init(
            cost: row.moneySum(),
            calls: row.next(),
            priced: row.next(),
            unpriced: row.next(),
            unknownUsage: row.next(),
            open: row.next(),
            reserved: row.moneySum(),
            usage: Usage(
                input: row.next(),
                cacheRead: row.next(),
                cacheWriteShort: row.next(),
                cacheWriteLong: row.next(),
                output: row.next(),
                reasoning: row.next()
            ),
            measured: row.next()
        )
    }
}

extension Record {
    /// What the whole run cost so far.
    package func spending() async throws(RecordError) -> Spending {
        try await spending(where: "1", [])
    }

    /// What a job cost so far: all its attempts, or one of them.
    package func spending(of job: JobID, attempt: Int? = nil) async throws(RecordError) -> Spending {
        try await spending(
            where: """
                call.job = (SELECT sequence FROM job WHERE id = ?1) AND (?2 IS NULL OR call.attempt = ?2)
                """,
            [job.rawValue, attempt]
        )
    }

    /// What each provider was paid.
    package func spendingByProvider() async throws(RecordError) -> [ProviderID: Spending] {
        try await spending(by: "call.provider") { $0.identifier() }
    }

    /// What each purpose cost.
    package func spendingByPurpose() async throws(RecordError) -> [CallPurpose: Spending] {
        try await spending(by: "call.purpose") { CallPurpose(rawValue: $0.next()) ?? .agent }
    }

    /// What the jobs of each manifest cost, by the manifest's number: each budget binds its own.
    package func spendingByManifest() async throws(RecordError) -> [Int: Spending] {
        try await spending(by: "template.manifest") { $0.next() }
    }

    private func spending(
        where condition: String,
        _ arguments: [(any DatabaseValueConvertible & Sendable)?]
    ) async throws(RecordError) -> Spending {
        try await read { database in
            let spending = try database.first(
                "SELECT \(Spending.columns) FROM call WHERE \(condition)",
                StatementArguments(arguments)
            ) { Spending(&$0) }
            return spending ?? .none
        }
    }

    private func spending<Key: Hashable & Sendable>(
        by key: String,
        _ read: @escaping @Sendable (inout RowReader) -> Key
    ) async throws(RecordError) -> [Key: Spending] {
        try await self.read { database in
            let rows = try database.all(
                """
                SELECT \(key), \(Spending.columns)
                FROM call JOIN job ON job.sequence = call.job JOIN template ON template.number = job.template
                GROUP BY 1
                """
            ) { row in (read(&row), Spending(&row)) }
            return Dictionary(rows) { first, _ in first }
        }
    }
}
