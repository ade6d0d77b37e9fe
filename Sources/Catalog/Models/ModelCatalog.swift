package import Conversation

/// All providers and models that a run knows: the built-in ones, and those that a manifest brings.
package struct ModelCatalog: Hashable, Sendable {
    /// Sorted by ID.
    package private(set) var providers: [ProviderCard]
    /// Sorted by provider and name.
    package private(set) var models: [ModelCard]
    private var providerIndex: [ProviderID: Int] = [:]
    private var modelIndex: [ModelReference: Int] = [:]

    /// Of two cards with the same name, the later one counts.
    package init(providers: [ProviderCard] = [], models: [ModelCard] = []) {
        self.providers = Dictionary(providers.map { ($0.id, $0) }) { $1 }.values.sorted { $0.id < $1.id }
        self.models = Dictionary(models.map { ($0.reference, $0) }) { $1 }.values.sorted {
            ($0.reference.provider, $0.reference.name) < ($1.reference.provider, $1.reference.name)
        }
        for (index, provider) in self.providers.enumerated() { providerIndex[provider.id] = index }
        for (index, model) in self.models.enumerated() { modelIndex[model.reference] = index }
    }

    package subscript(_ model: ModelReference) -> ModelCard? {
        modelIndex[model].map { models[$0] }
    }

    package subscript(_ provider: ProviderID) -> ProviderCard? {
        providerIndex[provider].map { providers[$0] }
    }

    /// This catalog with a manifest's own cards, which take the place of those with the same name.
    package func merging(
        providers ownProviders: [ProviderCard] = [],
        models ownModels: [ModelCard] = []
    ) -> ModelCatalog {
        ModelCatalog(providers: providers + ownProviders, models: models + ownModels)
    }

    /// The part that these models need, so that a run stores what it used and no more.
    package func subset(of references: some Sequence<ModelReference>) -> ModelCatalog {
        let wanted = Set(references)
        let names = Set(wanted.map(\.provider))
        return ModelCatalog(
            providers: providers.filter { names.contains($0.id) },
            models: models.filter { wanted.contains($0.reference) }
        )
    }

    /// Recognizes a catalog again: equal catalogs have equal digests.
    package var digest: Digest {
        Digest(of: text)
    }
}
