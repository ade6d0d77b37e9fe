import Conversation
package import Records

/// `results.jsonl`, version 1: one line a job, in the plan's order.
package enum ResultLines {
    /// Jobs that are read from the record at a time; memory does not grow with the run.
    static let pageSize = 500

    /// Writes the lines of all jobs whose place in the plan is beyond `start`, some hundreds at a time.
    package static func write(
        _ record: Record,
        after start: Int = 0,
        to sink: ReportSink
    ) async throws(ReportError) {
        var jobs = try await page(of: record, after: start).get()
        while let end = jobs.last?.job.planned.sequence {
            // The next page is read while this one is written.
            async let next = page(of: record, after: end)
            try sink(lines(jobs))
            jobs = try await next.get()
        }
    }

    static func page(of record: Record, after sequence: Int) async -> Result<[JobSummary], ReportError> {
        do throws(RecordError) {
            return .success(try await record.summaries(after: sequence, limit: pageSize))
        } catch {
            return .failure(.record(error))
        }
    }

    static func lines(_ jobs: [JobSummary]) -> [UInt8] {
        var writer = JSONWriter()
        for job in jobs {
            writer.object { write(job, to: &$0) }
            writer.endLine()
        }
        return writer.bytes
    }

    /// One job's line, without a line feed. A job that has not ended has no status and no outcome.
    package static func line(_ summary: JobSummary) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { write(summary, to: &$0) }
        return writer.bytes
    }

    private static func write(_ summary: JobSummary, to writer: inout JSONWriter) {
        let job = summary.job.planned
        let end = summary.attempt?.end
        let ending = summary.job.ending
        writer.member("version", 1)
        writer.member("job", job.id.rawValue)
        writer.member("attempt", summary.job.attempt)
        writer.member("provider", job.model.provider.rawValue)
        writer.member("model", job.model.name)
        writer.member("tags", .array(job.tags.map(JSONValue.string)))
        writer.member("status", optional: ending?.outcome.status.rawValue)
        writer.member("outcome", optional: ending?.outcome.rawValue)
        let isError = ending.map { $0.outcome.status != .passed && $0.outcome.status != .skipped } ?? false
        writer.member("error", optional: isError ? ending.map { OutcomeSentence($0).sentence } : nil)
        writer.member("answer", optional: end?.answer)
        writer.member("output", end?.output ?? .null)
        writer.member("steps", summary.steps)
        writer.member("calls", summary.calls)
        writer.member("retries", summary.retries)
        writer.array("checks") { array in for check in summary.checks { array.object(check.write(to:)) } }
        writer.member("usage", summary.spending.knownUsage)
        writer.member("cost", summary.spending.knownCost)
        if summary.judging.calls > 0 { writer.member("judgeCost", summary.judging.knownCost) }
        writer.member("unpricedCalls", summary.spending.unpriced + summary.judging.unpriced)
        writer.member("unknownUsageCalls", summary.spending.unknownUsage + summary.judging.unknownUsage)
        writer.member("started", summary.attempt?.start.started)
        writer.member("finished", end?.finished)
        writer.member("seconds", seconds: summary.duration)
        writer.member("firstByte", seconds: summary.firstByte)
        writer.member("firstToken", seconds: summary.firstToken)
        writer.member("summaries", summary.summaries)
        writer.object("tools") { object in
            for use in summary.tools { object.object(use.tool, use.write(to:)) }
        }
        writer.member("changed", .array((end?.changed ?? []).map(JSONValue.string)))
        writer.array("children") { array in
            for child in summary.children { array.object(child.write(to:)) }
        }
        writer.member("patch", optional: end?.patch)
        writer.member("vars", .object(job.vars))
        writer.member("repeat", optional: job.repeatNumber)
        writer.member("session", optional: summary.session?.rawValue)
    }
}

extension JobSummary {
    /// From the attempt's beginning to its end.
    var duration: Duration? {
        guard let attempt, let end = attempt.end else { return nil }
        return end.finished - attempt.start.started
    }
}

extension CheckRecord {
    func write(to writer: inout JSONWriter) {
        writer.member("check", kind)
        writer.key("passed")
        if let passed { writer.bool(passed) } else { writer.null() }
        writer.member("score", ratio: score)
        writer.member("detail", optional: detail)
    }
}

extension ToolUse {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("calls", calls)
        writer.member("failed", failed)
        writer.member("seconds", seconds: duration)
    }
}

extension SessionRecord {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("session", id.rawValue)
        writer.member("provider", model.provider.rawValue)
        writer.member("model", model.name)
        writer.member("title", title)
        writer.member("seconds", seconds: finished.map { $0 - started })
    }
}
