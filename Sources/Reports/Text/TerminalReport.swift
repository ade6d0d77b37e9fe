import Conversation
package import Records

/// The summary at the end of a run, for 80 columns.
package enum TerminalReport {
    /// Jobs that are told of one by one.
    private static let listed = 10

    package static func text(
        _ report: RunReport,
        of record: Record,
        style: TextStyle = .plain
    ) async throws(ReportError) -> String {
        var lines = heading(report, style)
        lines.append("")
        lines += report.qualityTable.lines(style)
        lines.append("")
        lines += report.costTable.lines(style)
        let troubles = try await self.troubles(report, record, style)
        if !troubles.isEmpty { lines += [""] + troubles }
        let closing =
            [report.budgetLine, report.cacheLine, report.wasteLine].compactMap { $0 } + report.notes
        if !closing.isEmpty { lines += [""] + closing.flatMap { wrapped($0) } }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func heading(_ report: RunReport, _ style: TextStyle) -> [String] {
        let replayed = report.run.isReplayed ? " (replayed)" : ""
        var second = report.statusLine
        if let duration = report.duration { second += " in \(Amount.seconds(duration))" }
        return [
            style.strong(report.run.name.oneLine) + replayed + "  " + style.faint(report.run.id.rawValue),
            second,
        ]
    }

    private static func troubles(
        _ report: RunReport,
        _ record: Record,
        _ style: TextStyle
    ) async throws(ReportError) -> [String] {
        let jobs = try await ReportError.reading { () async throws(RecordError) in
            try await record.jobs([.failed, .errored], limit: listed)
        }
        var lines: [String] = []
        for job in jobs {
            guard let ending = job.ending else { continue }
            let sentence = OutcomeSentence(ending)
            let status = ending.outcome.status
            let mark = status == .failed ? style.bad("failed ") : style.doubtful("errored")
            lines.append("\(mark)  \(job.planned.id.rawValue.oneLine)")
            lines += wrapped(sentence.sentence.oneLine, indent: 9)
            if let hint = sentence.hint { lines += wrapped("hint: " + hint, indent: 9).map(style.faint) }
        }
        let left = report.outcomes[.failed] + report.outcomes[.errored] - jobs.count
        if left > 0 { lines.append("… and \(left) more: `docket show` lists them") }
        return lines
    }

    /// Text in lines of at most 80 columns, broken at spaces; a longer word stands alone.
    static func wrapped(_ text: String, indent: Int = 0, width: Int = 80) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if line.isEmpty {
                line = margin + word
            } else if line.count + 1 + word.count <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = margin + word
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
