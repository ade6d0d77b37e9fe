import Catalog
package import Conversation
package import Records

/// Earlier runs: when, what, how each ended, what was paid.
package struct RunList: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package var run: RunRecord
        package var outcomes: OutcomeCounts
        /// What was really paid: replayed calls are left out.
        package var spent: Spending
        /// The process that is at it now.
        package var process: Int?
    }

    package var lines: [Line] = []
    /// Folders whose record cannot be read, and why.
    package var unreadable: [RunID: RecordError] = [:]

    /// - Parameter runs: the folder of runs; the newest is the first.
    package init(in runs: String) async {
        for folder in RunFolder.list(in: runs) {
            do throws(RecordError) {
                let record = try Record(reading: folder.record)
                let run = try await record.run()
                lines.append(
                    Line(
                        run: run,
                        outcomes: try await record.outcomes(),
                        spent: run.isReplayed ? .none : try await record.spent(),
                        process: RunLock.holder(of: folder)
                    )
                )
            } catch {
                unreadable[folder.id] = error
            }
        }
    }

    /// For a terminal.
    package func text(style: TextStyle = .plain) -> String {
        var table = TextTable(columns: [
            .text("run"), .text("state"), .number("jobs"), .number("passed"), .number("failed"),
            .number("errored"), .number("paid"),
        ])
        table.rows = lines.map { line in
            [
                line.run.id.rawValue, line.state, String(line.outcomes.total), String(line.outcomes[.passed]),
                String(line.outcomes[.failed]), String(line.outcomes[.errored]),
                line.run.isReplayed ? "replayed" : Amount.cost(line.spent),
            ]
        }
        table.rows += unreadable.keys.sorted().map { [$0.rawValue, "unreadable", "", "", "", "", ""] }
        return table.lines(style, longest: 60).joined(separator: "\n") + "\n"
    }
}

extension RunList.Line {
    /// `running`, `finished`, `stopped`, or `interrupted`: a run that says it runs while nobody holds its lock.
    package var state: String {
        if process != nil { return "running" }
        switch run.state {
        case .running, .planning: return "interrupted"
        case .finished, .stopped: return run.state.rawValue
        }
    }
}
