package import Manifests
package import Records

/// What must be known of a recorded run before it can be carried out.
package struct RunOutline: Sendable {
    package var providers: [ProviderSettings]
    /// As the user gave them.
    package var manifestPaths: [String]
    /// By the manifest's number.
    package var acceptances: [Acceptance]
    /// Tool processes at once; nothing where the machine's cores decide.
    package var processes: Int?
    /// Where answers come from, in the words of whoever made the run.
    package var answers: [String]

    package init(of record: Record) async throws(RunError) {
        let settings: RunSettings
        do {
            settings = try RunSettings(try await record.run().settings)
        } catch let error as RecordError {
            throw .record(error)
        } catch {
            throw .settings(message: "what the record says of the run does not parse: \(error)")
        }
        providers = settings.providers
        manifestPaths = settings.manifests.map(\.path)
        acceptances = settings.manifests.map(\.accept)
        processes = settings.manifests.compactMap(\.processes).min()
        answers = settings.answers
    }
}
