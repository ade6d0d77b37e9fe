package import Catalog
package import Conversation

/// A job with all that a report says of it in one line.
///
/// What it cost, its calls and its retries are of all its attempts: a job cost what its attempts cost. The rest is of
/// its latest attempt.
package struct JobSummary: Hashable, Sendable {
    package var job: JobRecord
    package var attempt: AttemptRecord?
    /// The attempt's own session.
    package var session: SessionID?
    package var children: [SessionRecord] = []
    package var checks: [CheckRecord] = []
    package var tools: [ToolUse] = []
    /// Its own and its children's calls of the purposes agent, summary, title and repair.
    package var spending = Spending.none
    /// Its judges' calls.
    package var judging = Spending.none
    /// Ledger lines of any purpose, failed tries included.
    package var calls = 0
    /// Lines that are a second or further try.
    package var retries = 0
    /// Steps of its own session that were answered.
    package var steps = 0
    package var summaries = 0
    /// Of the first answered step.
    package var firstByte: Duration?
    package var firstToken: Duration?

    package init(job: JobRecord) {
        self.job = job
    }
}

/// How often a job used a tool, and for how long.
package struct ToolUse: Hashable, Sendable {
    package var tool: String
    package var calls: Int
    package var failed: Int
    /// Of calls that have ended.
    package var duration: Duration

    package init(tool: String, calls: Int, failed: Int, duration: Duration) {
        self.tool = tool
        self.calls = calls
        self.failed = failed
        self.duration = duration
    }
}

extension Spending {
    /// The sum over no calls.
    package static let none = Spending(cost: .zero, calls: 0, reserved: .zero)

    /// The same for calls of several kinds together.
    package static func + (left: Spending, right: Spending) -> Spending {
        Spending(
            cost: left.cost + right.cost,
            calls: left.calls + right.calls,
            priced: left.priced + right.priced,
            unpriced: left.unpriced + right.unpriced,
            unknownUsage: left.unknownUsage + right.unknownUsage,
            open: left.open + right.open,
            reserved: left.reserved + right.reserved,
            usage: left.usage + right.usage,
            measured: left.measured + right.measured
        )
    }

    /// What is known of the cost; nothing where there were calls and no call's cost is known.
    package var knownCost: Money? {
        calls > 0 && priced == 0 ? nil : cost
    }

    /// What is known of the usage; nothing where there were calls that may have used something and none of them said.
    package var knownUsage: Usage? {
        measured == 0 && unknownUsage > 0 ? nil : usage
    }
}
