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

    /// Whether it can call tools.
    package var tools: Bool
    /// Whether it reasons before it answers.
    package var reasons: Bool
    package var reasoningControl: ReasoningControl
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
    /// The shortest beginning of a prompt that the provider caches, in tokens.
    package var cacheMinimum: Int

    package init(
        tools: Bool = true,
        reasons: Bool = false,
        reasoningControl: ReasoningControl = .none,
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
        cacheMinimum: Int = 1_024
    ) {
        self.tools = tools
        self.reasons = reasons
        self.reasoningControl = reasoningControl
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
        self.cacheMinimum = cacheMinimum
    }
}
