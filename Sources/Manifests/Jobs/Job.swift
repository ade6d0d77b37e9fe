package import Catalog
package import Conversation

/// A job with everything expanded: what a session, its workspace and its checks are made from.
package struct Job: Hashable, Sendable {
    package var id: JobID
    package var model: ModelReference
    package var description: String?
    package var tags: [String] = []
    /// The turns, in order; at least one.
    package var prompts: [String] = []
    /// Replaces the batch prompt.
    package var system: String?
    /// Whether the environment is told, where the job gets system messages of ours at all.
    package var environment = true
    /// Whether rules files are read.
    package var rules = true
    package var tools: [String] = []
    /// Rules as written; the last that matches decides.
    package var permissions: [JSONValue] = []
    package var workspace: WorkspaceSettings?
    /// The number's literal, sent as it stands.
    package var temperature: String?
    package var reasoning: ReasoningSetting?
    /// As asked for; `outputCap(of:)` says what holds.
    package var maxOutputTokens: Int?
    /// Sent with the first prompt: absolute paths.
    package var files: [String] = []
    /// What the answer must satisfy, as JSON.
    package var output: JSONSchema?
    package var maxSteps = 100
    /// Of work: waiting for a permit or a cool-down does not count.
    package var timeout = Duration.seconds(30 * 60)
    /// How long no content may come.
    package var stallTimeout = Duration.seconds(10 * 60)
    package var loopLimit = 8
    package var budget: Money?
    package var attempts = 1
    /// Nothing where the conversation is never summarized.
    package var summarize: SummarizeSettings? = SummarizeSettings()
    package var title = TitleSetting.jobID
    /// Whether the provider shall cache what requests begin with.
    package var promptCache = true
    package var checks: [JSONValue] = []
    /// Every variable's value, for whoever shows or judges the job.
    package var variables = JSONObject()

    package init(id: JobID, model: ModelReference) {
        self.id = id
        self.model = model
    }
}

/// The folder in which a job's tools work, and what becomes of it.
package struct WorkspaceSettings: Hashable, Sendable {
    package enum Isolation: String, CaseIterable, Hashable, Sendable {
        /// The folder itself.
        case none
        case copy
        case worktree
    }

    package enum Keeping: String, CaseIterable, Hashable, Sendable {
        case patch
        case none
    }

    /// Absolute.
    package var path: String
    package var isolate: Isolation
    package var keep = Keeping.patch
    /// Added to the tools' environment.
    package var env: [String: String] = [:]

    package init(path: String, isolate: Isolation) {
        self.path = path
        self.isolate = isolate
    }
}

/// When and by whom a long conversation is summarized.
package struct SummarizeSettings: Hashable, Sendable {
    /// The part of the room for input at which it is done.
    package var at = 0.9
    /// The job's own where absent.
    package var model: ModelReference?
    /// How many tokens of the latest conversation stay as they are; absent: the session's own measure.
    package var keepRecent: Int?

    package init() {}
}

/// What a session is called.
package enum TitleSetting: Hashable, Sendable {
    case jobID
    case text(String)
    /// One call after the first answer.
    case auto
}

extension Job {
    /// The most tokens that an answer of this model may have: what the job asks for, else the model's own
    /// limit, of which no more than 32,000 is taken unasked.
    package func outputCap(of card: ModelCard?) -> Int {
        maxOutputTokens ?? min(card?.output ?? 32_000, 32_000)
    }
}
