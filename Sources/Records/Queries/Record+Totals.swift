package import Catalog
import Conversation
import GRDB

/// What a run bought in vain, as far as that is known: no amount is in two of these.
package struct Waste: Hashable, Sendable {
    /// Calls that gave no whole answer.
    package var failedTries = Spending.none
    /// Answered calls of jobs that failed or errored.
    package var failedJobs = Spending.none
    /// How many such jobs there are.
    package var failedJobCount = 0

    package init() {}
}

extension Record {
    /// Ledger lines that are a second or further try.
    package func retries() async throws(RecordError) -> Int {
        try await read { try Int.fetchOne($0, sql: "SELECT count(*) FROM call WHERE try > 1") ?? 0 }
    }

    /// Checks of the jobs' latest attempts that passed, and that did not. Those that could not be made are in neither.
    package func checkCounts() async throws(RecordError) -> (passed: Int, failed: Int) {
        try await read { database in
            let counts = try database.first(
                """
                SELECT ifnull(sum("check".passed), 0), ifnull(sum(NOT "check".passed), 0)
                FROM "check" JOIN job ON job.sequence = "check".job AND job.attempt = "check".attempt
                """
            ) { (passed: $0.next() as Int, failed: $0.next() as Int) }
            return counts ?? (0, 0)
        }
    }

    package func waste() async throws(RecordError) -> Waste {
        let inVain = "\(StatusSQL.outcomes(of: .failed)), \(StatusSQL.outcomes(of: .errored))"
        return try await read { database in
            var waste = Waste()
            let tries = try database.first(
                "SELECT \(Spending.columns) FROM call WHERE state IN ('failed', 'cut', 'interrupted')"
            ) { Spending(&$0) }
            waste.failedTries = tries ?? .none
            let jobs = try database.first(
                """
                SELECT \(Spending.columns) FROM call JOIN job ON job.sequence = call.job
                WHERE call.state = 'answered' AND job.outcome IN (\(inVain))
                """
            ) { Spending(&$0) }
            waste.failedJobs = jobs ?? .none
            waste.failedJobCount =
                try Int.fetchOne(database, sql: "SELECT count(*) FROM job WHERE outcome IN (\(inVain))") ?? 0
            return waste
        }
    }

    /// What the calls with tokens in a provider's cache would have cost more without it, writes paid for; nothing where
    /// no call had any. Each call is priced again by the sheet, the tier and the region that its line
    /// names.
    package func cacheSaving() async throws(RecordError) -> Money? {
        try await read { database in
            let sheets = try database.all("SELECT digest, json FROM sheet") { row in
                (row.next() as String, try row.json().map { try PriceSheet($0) })
            }
            let priced = Dictionary(sheets) { first, _ in first }
            var saving: Money?
            try database.each(
                """
                SELECT sheet, tier, region, ended, input, cacheRead, cacheWriteShort, cacheWriteLong, output, reasoning
                FROM call WHERE pricing = 'priced' AND cacheRead + cacheWriteShort + cacheWriteLong > 0
                """
            ) { row in
                let sheet: String = row.next()
                let tier: String? = row.next()
                let region: String? = row.next()
                let ended: Moment = row.moment()
                let usage = Usage(
                    input: row.next(),
                    cacheRead: row.next(),
                    cacheWriteShort: row.next(),
                    cacheWriteLong: row.next(),
                    output: row.next(),
                    reasoning: row.next()
                )
                guard let prices = priced[sheet] ?? nil else { return }
                saving =
                    (saving ?? .zero)
                    + prices.cacheSaving(
                        of: usage,
                        tier: tier,
                        region: region,
                        at: ended
                    )
            }
            return saving
        }
    }

    /// What was really paid: calls that a cassette answered are left out.
    package func spent() async throws(RecordError) -> Spending {
        try await read { database in
            try database.first("SELECT \(Spending.columns) FROM call WHERE replayed IS NOT 1") {
                Spending(&$0)
            }
                ?? .none
        }
    }
}
