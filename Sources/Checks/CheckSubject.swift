package import Catalog
package import Conversation
package import Tools

/// What a job left behind, for its checks to judge.
package struct CheckSubject: Sendable {
    /// The text of the last answer.
    package var answer: String
    package var workspace: Workspace?
    /// What the job changed in its workspace, relative to the root.
    package var changedFiles: [String]
    /// What the job cost; nothing where some of its calls are of unknown usage or without a price.
    package var cost: Money?
    package var usage: Usage
    package var duration: Duration
    package var steps: Int
    package var toolCalls: Int
    /// All that commands see of an environment.
    package var environment: [String: String]
    /// Runs the commands.
    package var runner: ProcessRunner
    /// The run's places for processes.
    package var processes: Permits

    package init(
        answer: String,
        workspace: Workspace? = nil,
        changedFiles: [String] = [],
        cost: Money? = nil,
        usage: Usage = .zero,
        duration: Duration = .zero,
        steps: Int = 1,
        toolCalls: Int = 0,
        environment: [String: String] = [:],
        runner: ProcessRunner = ProcessRunner(),
        processes: Permits = Permits(1)
    ) {
        self.answer = answer
        self.workspace = workspace
        self.changedFiles = changedFiles
        self.cost = cost
        self.usage = usage
        self.duration = duration
        self.steps = steps
        self.toolCalls = toolCalls
        self.environment = environment
        self.runner = runner
        self.processes = processes
    }
}

/// What a check says of a job.
package struct CheckResult: Hashable, Sendable {
    package enum Verdict: String, Hashable, Sendable, Codable {
        case passed
        case failed
        /// It could not be judged: the job is `checkError`, neither passed nor failed.
        case error
    }

    /// The kind: `contains`.
    package var check: String
    package var name: String?
    package var verdict: Verdict
    /// Between 0 and 1, for kinds that have one.
    package var score: Double?
    /// What was expected and what came; nothing for what passed.
    package var detail: String?

    package init(
        check: String,
        name: String? = nil,
        verdict: Verdict,
        score: Double? = nil,
        detail: String? = nil
    ) {
        self.check = check
        self.name = name
        self.verdict = verdict
        self.score = score
        self.detail = detail
    }

    package var isPassed: Bool { verdict == .passed }
}
