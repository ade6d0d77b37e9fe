package import Catalog
package import Conversation

/// What one or more manifests come to: everything that a run needs, and everything that is wrong with them.
package struct Reading: Sendable {
    package var manifests: [Manifest] = []
    /// Every account that is defined or that a job's model names.
    package var providers: [ProviderID: ProviderSettings] = [:]
    /// The models known to this run, the manifests' own among them.
    package var catalog: ModelCatalog
    /// All manifests' templates, in order; `PlannedJob.template` and `Manifest.templates` are places in it.
    package var templates: [JobTemplate] = []
    /// What the command line allows the whole run to cost.
    package var budget: Money?
    package var problems: [ManifestProblem] = []
    /// The jobs of the manifests, from which the plan is made.
    var groups: [JobGroup] = []
    var vocabulary: Vocabulary
    /// Providers whose definition has mistakes, which have been complained of already.
    var doubtfulProviders: Set<ProviderID> = []
    /// Whether providers and models may be defined where they could not be read.
    var hidesProviders = false

    init(catalog: ModelCatalog, vocabulary: Vocabulary) {
        self.catalog = catalog
        self.vocabulary = vocabulary
    }

    /// Whether something is wrong that forbids a run.
    package var hasErrors: Bool {
        problems.contains { $0.severity == .error }
    }

    /// A provider's settings: its own, or those of a known provider that no manifest names.
    package func settings(for provider: ProviderID) -> ProviderSettings? {
        providers[provider] ?? catalog[provider].map { ProviderSettings(of: $0) }
    }
}

extension Reading {
    var validation: JobValidation {
        JobValidation(catalog: catalog, vocabulary: vocabulary) { provider in
            if hidesProviders || doubtfulProviders.contains(provider) { return nil }
            return settings(for: provider) != nil
        }
    }
}

/// One job of a manifest with the templates of its matrix cells and its rows.
struct JobGroup: Sendable {
    var templates: Range<Int>
    var rows: RowSource
    /// Whether a budget of the manifest binds it, so that an unpriced model is an error.
    var isBudgeted: Bool
    /// Names of variables that have been complained of already.
    var ignored: Set<String>
}
