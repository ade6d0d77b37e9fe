package import Conversation
package import Records

/// The jobs of a run, a line each: what `docket show` prints without a job.
package enum JobList {
    private static let page = 500

    /// Writes the jobs that ended in one way; all of them where none is named.
    package static func write(
        _ record: Record,
        outcome: Outcome? = nil,
        style: TextStyle = .plain,
        to sink: ReportSink
    ) async throws(ReportError) {
        var last = 0
        while true {
            let sequence = last
            let jobs = try await ReportError.reading { () async throws(RecordError) in
                try await record.summaries(after: sequence, limit: page)
            }
            guard let end = jobs.last?.job.planned.sequence else { return }
            last = end
            let lines =
                jobs
                .filter { outcome == nil || $0.job.ending?.outcome == outcome }
                .map { line($0, style) + "\n" }
            if !lines.isEmpty { try sink(Array(lines.joined().utf8)) }
        }
    }

    /// `failed   failedChecks      $0.0104   1.92 s  explain-actors#3`
    private static func line(_ summary: JobSummary, _ style: TextStyle) -> String {
        let outcome = summary.job.ending?.outcome
        let status = padded(outcome?.status.rawValue ?? (summary.job.attempt > 0 ? "begun" : "open"), 8)
        let dressed =
            switch outcome?.status {
            case .passed?: style.good(status)
            case .failed?: style.bad(status)
            case .errored?: style.doubtful(status)
            case .skipped?, .stopped?, nil: status
            }
        let cost = summary.calls == 0 ? "–" : Amount.cost(summary.spending + summary.judging)
        let time = summary.duration.map(Amount.seconds) ?? "–"
        return dressed + " " + padded(outcome?.rawValue ?? "", 17) + padded(cost, 10, right: true)
            + padded(time, 9, right: true) + "  " + summary.job.planned.id.rawValue.oneLine
    }

    private static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
        let padding = String(repeating: " ", count: max(0, width - text.count))
        return right ? padding + text : text + padding
    }
}
