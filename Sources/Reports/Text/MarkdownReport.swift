import Conversation
package import Records

/// `report.md`: what the terminal says, for a pull request or a wiki, with more of the jobs that did not pass.
package enum MarkdownReport {
    /// Jobs that are told of one by one.
    private static let listed = 100

    package static func text(_ report: RunReport, of record: Record) async throws(ReportError) -> String {
        let run = report.run
        var lines = ["# \(Markdown.escaped(run.name))\(run.isReplayed ? " (replayed)" : "")", ""]
        var summary = report.statusLine
        if let duration = report.duration { summary += " in \(Amount.seconds(duration))" }
        lines += ["\(summary). Run `\(run.id)`, begun \(run.started.iso8601), docket \(run.docket).", ""]
        lines += report.qualityTable.markdown + [""] + report.costTable.markdown
        let closing =
            [report.budgetLine, report.cacheLine, report.wasteLine].compactMap { $0 } + report.notes
        if !closing.isEmpty { lines += [""] + closing.map { "- \($0)" } }
        lines += try await troubles(report, record)
        lines += lanes(report)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func troubles(
        _ report: RunReport,
        _ record: Record
    ) async throws(ReportError) -> [String] {
        let jobs = try await ReportError.reading { () async throws(RecordError) in
            try await record.jobs([.failed, .errored], limit: listed)
        }
        guard !jobs.isEmpty else { return [] }
        var lines = ["", "## Jobs that did not pass", ""]
        for job in jobs {
            guard let ending = job.ending else { continue }
            let sentence = OutcomeSentence(ending)
            let text = Markdown.escaped(sentence.sentence)
            lines.append("- \(Markdown.code(job.planned.id.rawValue)) (\(ending.outcome.rawValue)): \(text)")
            if let hint = sentence.hint { lines.append("  Hint: \(hint).") }
        }
        let left = report.outcomes[.failed] + report.outcomes[.errored] - jobs.count
        if left > 0 { lines.append("- … and \(left) more: see `results.jsonl`") }
        return lines
    }

    private static func lanes(_ report: RunReport) -> [String] {
        guard !report.lanes.isEmpty else { return [] }
        var table = TextTable(columns: [
            .text("provider"), .number("width"), .number("most in flight"), .number("requests"),
            .number("limited"), .number("cool-down"),
        ])
        table.rows = report.lanes.map { lane in
            [
                lane.provider.rawValue, String(lane.width), String(lane.maxInFlight), String(lane.requests),
                String(lane.limited), Amount.seconds(lane.coolDown),
            ]
        }
        return ["", "## Providers", ""] + table.markdown
    }
}
