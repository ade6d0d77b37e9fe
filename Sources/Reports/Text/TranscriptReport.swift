package import Conversation
package import Records

/// All that the record holds of one job: its verdict, its checks, its ledger lines, its sessions' transcripts.
package struct TranscriptReport: Hashable, Sendable {
    package var summary: JobSummary
    package var attempts: [AttemptRecord]
    package var calls: [CallRecord]
    /// The latest attempt's sessions, the job's own first.
    package var sessions: [SessionTranscript]

    /// One session with its transcript.
    package struct SessionTranscript: Hashable, Sendable {
        package var record: SessionRecord
        package var entries: [EntryRecord]
        package var tools: [ToolRecord]
    }

    /// Nothing where the run has no such job.
    package init?(of job: JobID, in record: Record) async throws(ReportError) {
        do {
            guard let summary = try await record.summary(of: job) else { return nil }
            self.summary = summary
            attempts = try await record.attempts(of: job)
            calls = try await record.calls(of: job)
            sessions = []
            for session in try await record.sessions(of: job, attempt: summary.job.attempt) {
                sessions.append(
                    SessionTranscript(
                        record: session,
                        entries: try await record.entries(of: session.id),
                        tools: try await record.tools(of: session.id)
                    )
                )
            }
        } catch {
            throw .record(error)
        }
    }
}

// MARK: - Text

extension TranscriptReport {
    /// For a terminal.
    package func text(style: TextStyle = .plain) -> String {
        var lines = heading(style)
        for check in summary.checks { lines.append(check.line(style)) }
        if !calls.isEmpty { lines += [""] + callTable.lines(style) }
        for session in sessions { lines += [""] + session.lines(style) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func heading(_ style: TextStyle) -> [String] {
        let job = summary.job
        var lines = [
            style.strong(job.planned.id.rawValue.oneLine) + "  " + style.faint(job.planned.model.description)
        ]
        if let ending = job.ending {
            let sentence = OutcomeSentence(ending)
            lines.append("\(ending.outcome.rawValue): \(sentence.sentence.oneLine)")
            if let hint = sentence.hint { lines.append("hint: " + hint) }
        } else {
            lines.append("It has not ended.")
        }
        var figures = [Amount.count(job.attempt, "attempt"), Amount.count(summary.steps, "step")]
        figures.append(Amount.count(summary.calls, "call"))
        figures.append(Amount.cost(summary.spending + summary.judging))
        if let duration = summary.duration { figures.append(Amount.seconds(duration)) }
        lines.append(figures.joined(separator: ", "))
        if let patch = summary.attempt?.end?.patch { lines.append("patch: " + patch) }
        return lines
    }

    private var callTable: TextTable {
        var table = TextTable(columns: [
            .number("call"), .number("attempt"), .number("step"), .text("purpose"), .number("try"),
            .text("end"),
            .number("in"), .number("out"), .number("cost"), .number("time"),
        ])
        let places = calls.compactMap { $0.end?.price.cost }.map(Amount.places).max() ?? 2
        table.rows = calls.map { call in
            let end = call.end
            let usage = end?.usage.usage
            return [
                String(call.start.number.rawValue), String(call.start.origin.attempt),
                String(call.start.origin.step), call.start.origin.purpose.rawValue,
                String(call.start.tryNumber),
                (end?.result.failure?.kind ?? end?.result.stopReason ?? call.state).oneLine,
                usage.map { Amount.tokens($0.prompt) } ?? "?",
                usage.map { Amount.tokens($0.completion) } ?? "?",
                end?.price.cost.map { Amount.dollars($0, places: places) } ?? "?",
                end.map { Amount.seconds($0.ended - call.start.sent) } ?? "–",
            ]
        }
        return table
    }
}

extension CheckRecord {
    fileprivate func line(_ style: TextStyle) -> String {
        let verdict =
            switch passed {
            case true?: style.good("passed ")
            case false?: style.bad("failed ")
            case nil: style.doubtful("errored")
            }
        let score = score.map { " (\(Amount.fixed($0, 2)))" } ?? ""
        return "\(verdict)  \(kind)\(score)\(detail.map { ": " + $0.oneLine } ?? "")"
    }
}

extension TranscriptReport.SessionTranscript {
    fileprivate func lines(_ style: TextStyle) -> [String] {
        var lines = [style.strong("session \(record.id)") + "  " + record.title.oneLine]
        for entry in entries {
            lines.append(style.faint("── \(entry.entry.role), step \(entry.step)"))
            lines += entry.entry.lines
        }
        return lines
    }
}

extension Entry {
    fileprivate var lines: [String] {
        switch self {
        case .system(let texts): texts.flatMap(\.printableLines)
        case .user(let text), .summary(let text, _): text.printableLines
        case .assistant(let turn):
            turn.parts.flatMap { part in
                switch part {
                case .text(let text): text.printableLines
                case .reasoning(let reasoning): ("(thinking) " + reasoning.text).printableLines
                case .toolCall(let call): ["→ \(call.name) \(call.arguments.oneLine)"]
                }
            }
        case .results(let results):
            results.flatMap { result in
                ["← \(result.name)\(result.isError ? " (failed)" : "")"] + result.text.printableLines
            }
        }
    }
}

extension String {
    fileprivate var printableLines: [String] {
        printable.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
