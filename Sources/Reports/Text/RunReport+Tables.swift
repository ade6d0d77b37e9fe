import Catalog
import Conversation
import Records

/// What the terminal and Markdown both say, before either dresses it.
extension RunReport {
    /// `20 jobs: 18 passed, 2 failed`
    var statusLine: String {
        var parts = Status.allCases.compactMap { status in
            let count = outcomes[status]
            return count == 0 ? nil : "\(count) \(status.rawValue)"
        }
        if outcomes.open > 0 { parts.append("\(outcomes.open) not finished") }
        let jobs = Amount.count(outcomes.total, "job")
        return parts.isEmpty ? jobs : jobs + ": " + parts.joined(separator: ", ")
    }

    /// What must not be overlooked when the figures are read.
    var notes: [String] {
        var notes: [String] = []
        if run.isReplayed {
            notes.append(
                "Replayed from cassettes: nothing was paid; costs are what these calls would have cost."
            )
        }
        if total.unpriced > 0 {
            notes.append(
                "\(Amount.count(total.unpriced, "call")) of a model without a price: its cost is not known."
            )
        }
        if total.unknownUsage > 0 {
            notes.append(
                "\(Amount.count(total.unknownUsage, "call")) of unknown usage: at most"
                    + " \(Amount.dollars(total.reserved)) more."
            )
        }
        if total.unpriced > 0 || total.unknownUsage > 0 {
            notes.append("A + marks a cost to which such calls add something.")
        }
        return notes
    }

    /// `Budget $5.00: $1.20 spent (24 %).`
    var budgetLine: String? {
        guard let limit = run.budget else { return nil }
        var line = "Budget \(Amount.dollars(limit)): \(Amount.cost(total)) spent"
        if limit.picodollars > 0 {
            line += " (\(Amount.percent(Double(total.cost.picodollars) / Double(limit.picodollars))))"
        }
        return line + "."
    }

    /// `Waste: $0.0100 in 3 failed tries, $0.20 in 2 failed or errored jobs.`
    var wasteLine: String? {
        var parts: [String] = []
        if waste.failedTries.calls > 0 {
            let tries = waste.failedTries.calls
            parts.append(
                "\(Amount.cost(waste.failedTries)) in \(tries) failed \(tries == 1 ? "try" : "tries")"
            )
        }
        if waste.failedJobCount > 0 {
            parts.append(
                "\(Amount.cost(waste.failedJobs)) in \(waste.failedJobCount) failed or errored"
                    + " \(waste.failedJobCount == 1 ? "job" : "jobs")"
            )
        }
        return parts.isEmpty ? nil : "Waste: " + parts.joined(separator: ", ") + "."
    }

    /// `Caching saved $0.30.`
    var cacheLine: String? {
        guard let saving = cacheSaving else { return nil }
        guard saving < .zero else { return "Caching saved \(Amount.dollars(saving))." }
        return "Caching cost \(Amount.dollars(.zero - saving)) more than was read from it."
    }

    /// How well the models did, and how fast.
    var qualityTable: TextTable {
        var table = TextTable(columns: [
            .text("model"), .number("jobs"), .number("passed"), .number("failed"), .number("errored"),
            .number("pass rate"), .number("p50"), .number("p90"),
        ])
        table.rows = models.map { figures in
            [
                figures.key.model.oneLine, String(figures.jobs), String(figures.outcomes[.passed]),
                String(figures.outcomes[.failed]), String(figures.outcomes[.errored]),
                PassRate(figures.clusters)?.text ?? "–", figures.durations.p50.map(Amount.seconds) ?? "–",
                figures.durations.p90.map(Amount.seconds) ?? "–",
            ]
        }
        return table
    }

    /// What they used and cost, and what everything cost together.
    var costTable: TextTable {
        var table = TextTable(columns: [
            .text("model"), .number("tokens in"), .number("cached"), .number("out"), .number("cost"),
            .number("per pass"),
        ])
        let places = models.compactMap(\.spending.knownCost).map(Amount.places).max() ?? 2
        table.rows = models.map { figures in
            [figures.key.model.oneLine] + tokens(figures.spending) + [
                Amount.cost(figures.spending, places: places),
                figures.costPerPass.map { Amount.dollars($0, places: places) } ?? "–",
            ]
        }
        for purpose in [CallPurpose.judge, .warmup] {
            guard let spending = spending[purpose] else { continue }
            table.rows.append(
                [purpose.rawValue + " calls"] + tokens(spending) + [
                    Amount.cost(spending, places: places), "",
                ]
            )
        }
        table.total = ["total"] + tokens(total) + [Amount.cost(total, places: places), ""]
        return table
    }

    private func tokens(_ spending: Spending) -> [String] {
        guard let usage = spending.knownUsage else { return ["?", "?", "?"] }
        return [
            Amount.tokens(usage.prompt), Amount.tokens(usage.cacheRead), Amount.tokens(usage.completion),
        ]
    }
}

extension PassRate {
    /// `90 % (70–97)`
    var text: String {
        "\(Amount.percent(value)) (\(Amount.fixed(low * 100, 0))–\(Amount.fixed(high * 100, 0)))"
    }
}
