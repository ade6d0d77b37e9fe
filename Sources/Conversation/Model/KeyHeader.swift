/// The header in which a provider takes its key, by the word that manifests and the catalog use for it.
package enum KeyHeader: String, CaseIterable, Hashable, Sendable, Codable {
    /// `Authorization: Bearer …`
    case bearer
    case apiKey = "api-key"
    case xAPIKey = "x-api-key"
    case xGoogAPIKey = "x-goog-api-key"
}
