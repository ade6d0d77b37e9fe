/// What a model can do and how it wants to be asked: facts from the catalog or the manifest. A protocol's code reads
/// these values and never a model's name.
package struct ModelAbilities: Hashable, Sendable, Codable {
    /// The field that caps the output of OpenAI-style chat completions.
    package enum OutputCapField: String, Sendable, Codable {
        case maxTokens = "max_tokens"
        case maxCompletionTokens = "max_completion_tokens"
    }

    /// How a model is told to think.
    package enum ReasoningControl: String, Sendable, Codable {
        /// It takes no such setting.
        case none
        /// A word (`reasoning_effort`, or `output_config.effort` with adaptive thinking).
        case effort
        /// A number of tokens.
        case budget
    }

    /// How chat completions say that a model shall think, and how hard. Named after the members that are sent.
    package enum ReasoningForm: String, CaseIterable, Sendable, Codable {
        /// `"reasoning_effort": "high"`
        case effort = "reasoning_effort"
        /// `"reasoning": {"effort": "high"}`, or `{"max_tokens": 8192}` for models that take a number.
        case object = "reasoning"
        /// `"thinking": {"type": "enabled"}`, for models that have no scale.
        case thinking
        /// The latter with `"reasoning_effort": "high"`.
        case thinkingWithEffort = "thinking+reasoning_effort"
        /// `"reasoning": {"enabled": true}` with `"reasoning_effort": "high"`.
        case enabledWithEffort = "reasoning.enabled+reasoning_effort"
    }

    /// Where a usage object tells what the call cost.
    package enum CostField: String, CaseIterable, Sendable, Codable {
        case none
        /// `cost`, in dollars; it comes only where `"usage": {"include": true}` asks for it.
        case cost
        /// `cost_in_usd_ticks`, of which ten billion are a dollar.
        case ticks = "cost_in_usd_ticks"
    }

    /// Whether it can call tools.
    package var tools: Bool
    /// Whether it reasons before it answers.
    package var reasons: Bool
    package var reasoningControl: ReasoningControl
    package var reasoningForm: ReasoningForm
    /// Whether reasoning stands between `<think>` and `</think>` before the text.
    package var reasoningTags: Bool
    /// Whether a temperature may be sent.
    package var temperature: Bool
    /// Whether it can be held to a JSON Schema.
    package var structuredOutput: Bool
    /// Whether it can be held to one while it may call tools.
    package var structuredOutputWithTools: Bool
    /// Whether it takes images.
    package var images: Bool
    /// Whether it takes PDF files.
    package var documents: Bool
    package var outputCapField: OutputCapField
    /// Whether system texts go under the role `developer`.
    package var developerRole: Bool
    /// Whether a stream's usage must be asked for by `stream_options`.
    package var streamUsageOption: Bool
    /// Whether tools work only through the Responses protocol.
    package var toolsNeedResponses: Bool
    /// Whether earlier reasoning must be sent back as `reasoning_content`.
    package var echoesReasoningContent: Bool
    /// Whether `completion_tokens` leaves reasoning tokens out (xAI); a total of all three then tells so.
    package var reasoningOutsideCompletion: Bool
    /// Whether content may be a list of chunks, thinking among them, which goes back whole.
    package var contentChunks: Bool
    /// Whether the IDs of calls must be nine letters and digits.
    package var shortCallIDs: Bool
    /// Whether chat completions take `cache_control` at the places that shall be cached.
    package var cacheMarks: Bool
    package var costField: CostField
    /// The shortest beginning of a prompt that the provider caches, in tokens.
    package var cacheMinimum: Int

    package init(
        tools: Bool = true,
        reasons: Bool = false,
        reasoningControl: ReasoningControl = .none,
        reasoningForm: ReasoningForm = .effort,
        reasoningTags: Bool = false,
        temperature: Bool = true,
        structuredOutput: Bool = false,
        structuredOutputWithTools: Bool = true,
        images: Bool = false,
        documents: Bool = false,
        outputCapField: OutputCapField = .maxTokens,
        developerRole: Bool = false,
        streamUsageOption: Bool = true,
        toolsNeedResponses: Bool = false,
        echoesReasoningContent: Bool = false,
        reasoningOutsideCompletion: Bool = false,
        contentChunks: Bool = false,
        shortCallIDs: Bool = false,
        cacheMarks: Bool = false,
        costField: CostField = .none,
        cacheMinimum: Int = 1_024
    ) {
        self.tools = tools
        self.reasons = reasons
        self.reasoningControl = reasoningControl
        self.reasoningForm = reasoningForm
        self.reasoningTags = reasoningTags
        self.temperature = temperature
        self.structuredOutput = structuredOutput
        self.structuredOutputWithTools = structuredOutputWithTools
        self.images = images
        self.documents = documents
        self.outputCapField = outputCapField
        self.developerRole = developerRole
        self.streamUsageOption = streamUsageOption
        self.toolsNeedResponses = toolsNeedResponses
        self.echoesReasoningContent = echoesReasoningContent
        self.reasoningOutsideCompletion = reasoningOutsideCompletion
        self.contentChunks = contentChunks
        self.shortCallIDs = shortCallIDs
        self.cacheMarks = cacheMarks
        self.costField = costField
        self.cacheMinimum = cacheMinimum
    }
}
