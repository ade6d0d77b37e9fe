package import Conversation

/// All that a session is told before it begins.
package struct SessionSettings: Sendable {
    package var id: SessionID
    package var job: JobID
    package var attempt: Int
    /// 0 for a job's own session, 1 for its children's.
    package var depth: Int
    package var model: SessionModel
    /// What the model is told before all else.
    package var system: [String]
    /// Taken in turn: the next once the one before is answered.
    package var prompts: [String]
    /// Sent with the first prompt.
    package var files: [Attachment]
    /// What the last answer must satisfy, as JSON.
    package var output: JSONSchema?
    package var limits: SessionLimits
    /// Nothing where the session must not summarize itself.
    package var summaries: SummarySettings?
    /// Whether the model is asked for a title after its first answer.
    package var asksForTitle: Bool

    package init(
        id: SessionID,
        job: JobID,
        attempt: Int = 1,
        depth: Int = 0,
        model: SessionModel,
        system: [String] = [],
        prompts: [String],
        files: [Attachment] = [],
        output: JSONSchema? = nil,
        limits: SessionLimits = SessionLimits(),
        summaries: SummarySettings? = SummarySettings(),
        asksForTitle: Bool = false
    ) {
        self.id = id
        self.job = job
        self.attempt = attempt
        self.depth = depth
        self.model = model
        self.system = system
        self.prompts = prompts
        self.files = files
        self.output = output
        self.limits = limits
        self.summaries = summaries
        self.asksForTitle = asksForTitle
    }
}

/// A model as a session asks it.
package struct SessionModel: Sendable {
    package var port: any LanguageModel
    /// The name that goes on the wire.
    package var name: String
    package var abilities: ModelAbilities
    /// The most tokens that a request and its answer may have together; nothing where nobody knows.
    package var context: Int?
    package var maxOutputTokens: Int
    package var temperature: String?
    package var reasoning: ReasoningSetting?
    package var cachesPrompts: Bool

    package init(
        port: any LanguageModel,
        name: String,
        abilities: ModelAbilities = ModelAbilities(),
        context: Int? = nil,
        maxOutputTokens: Int = 4_096,
        temperature: String? = nil,
        reasoning: ReasoningSetting? = nil,
        cachesPrompts: Bool = true
    ) {
        self.port = port
        self.name = name
        self.abilities = abilities
        self.context = context
        self.maxOutputTokens = maxOutputTokens
        self.temperature = temperature
        self.reasoning = reasoning
        self.cachesPrompts = cachesPrompts
    }
}

/// What ends a session that does not end by itself.
package struct SessionLimits: Hashable, Sendable {
    package var maxSteps: Int
    /// Of work; waiting for a permit or a cool-down does not count.
    package var timeout: Duration
    /// Without any content while an answer is awaited.
    package var stallTimeout: Duration
    /// How often the same call may give the same result, one after the other.
    package var loopLimit: Int

    package init(
        maxSteps: Int = 100,
        timeout: Duration = .seconds(1_800),
        stallTimeout: Duration = .seconds(600),
        loopLimit: Int = 8
    ) {
        self.maxSteps = maxSteps
        self.timeout = timeout
        self.stallTimeout = stallTimeout
        self.loopLimit = loopLimit
    }
}

/// When and how a session summarizes itself.
package struct SummarySettings: Sendable {
    /// The share of `context − output reserve` that the next request may fill.
    package var threshold: Double
    /// The tokens of the latest entries that stay word for word; nothing for a quarter of the room, at most 15,000.
    package var keepsRecent: Int?
    /// Who writes the summary; nothing for the session's own model.
    package var model: SessionModel?

    package init(threshold: Double = 0.9, keepsRecent: Int? = nil, model: SessionModel? = nil) {
        self.threshold = threshold
        self.keepsRecent = keepsRecent
        self.model = model
    }
}

/// How a session ended, and what it left.
package struct SessionResult: Sendable {
    package var ending: Ending
    package var transcript: Transcript
    /// The last answer's text.
    package var answer: String
    /// The last answer as the value that was asked for; nothing where none was, or where it is none.
    package var output: JSONValue?
    package var steps: Int
    package var summaries: Int
}
