import Catalog
import Conversation
package import Records

/// Tables for spreadsheets. Empty fields are values that are not known.
package enum CSVReport {
    private static let page = 500

    /// One row a ledger line, in the order in which calls were sent.
    package static func writeCalls(_ record: Record, to sink: ReportSink) async throws(ReportError) {
        try sink(
            header([
                "call", "job", "attempt", "session", "step", "purpose", "depth", "provider", "model",
                "modelAnswered", "try", "state", "stopReason", "error", "message", "status", "requestID",
                "sent",
                "permitWait", "seconds", "firstByte", "firstToken", "input", "cacheRead", "cacheWriteShort",
                "cacheWriteLong", "output", "reasoning", "partial", "tier", "pricing", "cost", "sheet",
                "replayed", "region",
            ])
        )
        var last: CallNumber?
        while true {
            let number = last
            let calls = try await ReportError.reading { () async throws(RecordError) in
                try await record.calls(after: number, limit: page)
            }
            guard let end = calls.last?.start.number else { return }
            last = end
            var row = CSVRow()
            for call in calls { call.write(to: &row) }
            try sink(row.bytes)
        }
    }

    /// One row a job, in the plan's order.
    package static func writeJobs(_ record: Record, to sink: ReportSink) async throws(ReportError) {
        try sink(
            header([
                "job", "attempt", "provider", "model", "status", "outcome", "error", "steps", "calls",
                "retries",
                "checksPassed", "checksFailed", "input", "cacheRead", "cacheWriteShort", "cacheWriteLong",
                "output",
                "reasoning", "cost", "judgeCost", "unpricedCalls", "unknownUsageCalls", "started", "finished",
                "seconds", "firstByte", "firstToken", "summaries", "children", "changed", "patch", "vars",
                "repeat",
                "answer",
            ])
        )
        var last = 0
        while true {
            let sequence = last
            let jobs = try await ReportError.reading { () async throws(RecordError) in
                try await record.summaries(after: sequence, limit: page)
            }
            guard let end = jobs.last?.job.planned.sequence else { return }
            last = end
            var row = CSVRow()
            for job in jobs { job.write(to: &row) }
            try sink(row.bytes)
        }
    }

    private static func header(_ names: [String]) -> [UInt8] {
        var row = CSVRow()
        for name in names { row.field(name) }
        row.end()
        return row.bytes
    }
}

extension CallRecord {
    fileprivate func write(to row: inout CSVRow) {
        row.field(String(start.number.rawValue))
        row.text(start.origin.job.rawValue)
        row.number(start.origin.attempt)
        row.text(start.origin.session.rawValue)
        row.number(start.origin.step)
        row.field(start.origin.purpose.rawValue)
        row.number(start.origin.depth)
        row.text(start.provider.rawValue)
        row.text(start.model)
        row.text(end?.model)
        row.number(start.tryNumber)
        row.field(state)
        row.text(end?.result.stopReason)
        row.text(end?.result.failure?.kind)
        row.text(end?.result.failure?.message)
        row.number(end?.response.status)
        row.text(end?.response.requestID)
        row.field(start.sent.iso8601)
        row.seconds(start.permitWait)
        row.seconds(end.map { $0.ended - start.sent })
        row.seconds(end?.response.firstByte)
        row.seconds(end?.response.firstToken)
        row.usage(end?.usage.usage)
        row.field(end?.usage.usage == nil ? "" : String(end?.usage.isPartial ?? false))
        row.text(end?.usage.tier)
        row.field(end?.price.name ?? "")
        row.field(end?.price.cost?.decimal ?? "")
        row.field(end?.price.sheet?.rawValue ?? "")
        row.field(end.map { String($0.isReplayed) } ?? "")
        row.field(end?.usage.region ?? "")
        row.end()
    }
}

extension JobSummary {
    fileprivate func write(to row: inout CSVRow) {
        let end = attempt?.end
        row.text(job.planned.id.rawValue)
        row.number(job.attempt)
        row.text(job.planned.model.provider.rawValue)
        row.text(job.planned.model.name)
        row.field(job.ending?.outcome.status.rawValue ?? "")
        row.field(job.ending?.outcome.rawValue ?? "")
        row.text(job.ending.flatMap { $0.outcome.status == .passed ? nil : OutcomeSentence($0).sentence })
        row.number(steps)
        row.number(calls)
        row.number(retries)
        row.number(checks.count { $0.passed == true })
        row.number(checks.count { $0.passed == false })
        row.usage(spending.knownUsage)
        row.field(spending.knownCost?.decimal ?? "")
        row.field(judging.knownCost?.decimal ?? "")
        row.number(spending.unpriced + judging.unpriced)
        row.number(spending.unknownUsage + judging.unknownUsage)
        row.field(attempt?.start.started.iso8601 ?? "")
        row.field(end?.finished.iso8601 ?? "")
        row.seconds(duration)
        row.seconds(firstByte)
        row.seconds(firstToken)
        row.number(summaries)
        row.number(children.count)
        row.text(end?.changed.joined(separator: "\n"))
        row.text(end?.patch)
        row.text(JSONValue.object(job.planned.vars).text)
        row.number(job.planned.repeatNumber)
        row.text(end?.answer)
        row.end()
    }
}

extension CSVRow {
    fileprivate mutating func usage(_ usage: Usage?) {
        for count in [
            usage?.input, usage?.cacheRead, usage?.cacheWriteShort, usage?.cacheWriteLong, usage?.output,
            usage?.reasoning,
        ] { number(count) }
    }
}
