/// One request to a model, in words that no provider owns.
package struct ModelRequest: Sendable {
    /// The model's name as its provider knows it.
    package var model: String
    /// Texts that stand before the conversation, in order.
    package var system: [String]
    package var messages: [Message]
    /// Sent with the first of the user's messages, before its text.
    package var files: [Attachment]
    package var tools: [ToolDefinition]
    /// A JSON Schema that the provider shall hold the answer to; of the kind that all of them can
    /// (`JSONSchema.isEnforceable`).
    package var outputSchema: JSONValue?
    /// The most tokens that the answer may have, reasoning included.
    package var maxOutputTokens: Int
    /// The literal as the manifest has it; not sent where absent.
    package var temperature: String?
    package var reasoning: ReasoningSetting?
    /// Whether the provider shall cache the request's beginning, where that can be told or timed.
    package var cachesPrompt: Bool
    /// What this model takes and how: the provider's protocol does as these values say.
    package var abilities: ModelAbilities
    /// What the call is for, and which job's it is: the ledger's columns, never sent.
    package var origin: CallOrigin

    package init(
        model: String,
        system: [String] = [],
        messages: [Message],
        files: [Attachment] = [],
        tools: [ToolDefinition] = [],
        outputSchema: JSONValue? = nil,
        maxOutputTokens: Int,
        temperature: String? = nil,
        reasoning: ReasoningSetting? = nil,
        cachesPrompt: Bool = true,
        abilities: ModelAbilities = ModelAbilities(),
        origin: CallOrigin
    ) {
        self.model = model
        self.system = system
        self.messages = messages
        self.files = files
        self.tools = tools
        self.outputSchema = outputSchema
        self.maxOutputTokens = maxOutputTokens
        self.temperature = temperature
        self.reasoning = reasoning
        self.cachesPrompt = cachesPrompt
        self.abilities = abilities
        self.origin = origin
    }
}

/// How hard a model shall think.
package enum ReasoningSetting: Hashable, Sendable {
    /// A word of the model's scale: `low`, `medium`, `high`.
    case effort(String)
    /// The most tokens it may think.
    case budget(Int)
}

/// What a call is for.
package enum CallPurpose: String, CaseIterable, Sendable, Codable {
    /// A step of the job.
    case agent
    case summary
    case title
    case judge
    case repair
    case warmup
}

/// Where a call belongs: job, attempt, session and step.
package struct CallOrigin: Hashable, Sendable {
    package var job: JobID
    /// 1 for the first.
    package var attempt: Int
    package var session: SessionID
    /// The session's step that asked for it, from 1.
    package var step: Int
    package var purpose: CallPurpose
    /// 0 for the job's own session, 1 for its children's.
    package var depth: Int

    package init(
        job: JobID,
        attempt: Int,
        session: SessionID,
        step: Int,
        purpose: CallPurpose,
        depth: Int = 0
    ) {
        self.job = job
        self.attempt = attempt
        self.session = session
        self.step = step
        self.purpose = purpose
        self.depth = depth
    }
}
