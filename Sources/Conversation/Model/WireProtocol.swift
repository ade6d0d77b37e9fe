/// The language in which a provider is spoken to, by the word that manifests and the catalog use for it.
package enum WireProtocol: String, CaseIterable, Hashable, Sendable, Codable {
    case anthropic
    case openAIChat = "openai-chat"
    case openAIResponses = "openai-responses"
    case gemini
}
