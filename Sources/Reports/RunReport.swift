package import Catalog
package import Conversation
package import Records

/// All figures of a run, read from its record alone: what every summary prints.
package struct RunReport: Sendable {
    package var run: RunRecord
    package var outcomes: OutcomeCounts
    package var checks: CheckCounts
    /// The ledger by purpose; a purpose without calls is absent.
    package var spending: [CallPurpose: Spending]
    package var retries: Int
    package var waste: Waste
    /// What the providers' caches saved, writes paid for; nothing where no call used one.
    package var cacheSaving: Money?
    package var models: [GroupFigures]
    package var groups: [GroupFigures]
    package var lanes: [LaneRecord]

    /// Verdicts of the jobs' latest attempts.
    package struct CheckCounts: Hashable, Sendable {
        package var passed: Int
        package var failed: Int
    }

    package init(of record: Record) async throws(ReportError) {
        do {
            run = try await record.run()
            outcomes = try await record.outcomes()
            let checks = try await record.checkCounts()
            self.checks = CheckCounts(passed: checks.passed, failed: checks.failed)
            spending = try await record.spendingByPurpose()
            retries = try await record.retries()
            waste = try await record.waste()
            cacheSaving = try await record.cacheSaving()
            groups = try await record.figures(by: .axes)
            // Where no model has two groups, its group's figures are its own.
            let isSplit = Set(groups.map(\.key.model)).count < groups.count
            models = isSplit ? try await record.figures(by: .model) : groups.map(\.withoutAxes)
            lanes = try await record.lanes()
        } catch {
            throw .record(error)
        }
    }

    /// The whole ledger.
    package var total: Spending {
        spending.values.reduce(.none, +)
    }

    /// From its beginning to its end; nothing while it runs.
    package var duration: Duration? {
        run.finished.map { $0 - run.started }
    }
}

extension GroupFigures {
    package var jobs: Int { outcomes.total }

    fileprivate var withoutAxes: GroupFigures {
        var figures = self
        figures.key.axes = JSONObject()
        return figures
    }

    /// Of the calls that may be cached, how much of their input came from a cache; nothing without input.
    package var cacheHitRate: Double? {
        guard let usage = spending.knownUsage, usage.prompt > 0 else { return nil }
        return Double(usage.cacheRead) / Double(usage.prompt)
    }

    package var outputTokensPerSecond: Double? {
        streaming > .zero ? Double(streamedTokens) / streaming.seconds : nil
    }

    /// What a job that was tried cost on average.
    package var costPerJob: Money? {
        spending.knownCost?.divided(by: outcomes[.passed] + outcomes[.failed] + outcomes[.errored])
    }

    /// What a pass cost, failures included: nothing where none passed.
    package var costPerPass: Money? {
        spending.knownCost?.divided(by: outcomes[.passed])
    }
}

extension Money {
    /// Rounded half-even to the pico-dollar; nothing for a count of 0.
    func divided(by count: Int) -> Money? {
        guard count > 0 else { return nil }
        let divisor = Int64(count)
        let (quotient, remainder) = picodollars.quotientAndRemainder(dividingBy: divisor)
        let twice = remainder * 2
        let roundsUp = twice > divisor || (twice == divisor && quotient % 2 != 0)
        return Money(picodollars: quotient + (roundsUp ? 1 : 0))
    }
}
