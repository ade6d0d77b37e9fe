package import Conversation

/// What a document of models.dev (https://models.dev/api.json) makes of a catalog.
///
/// The document brings limits and listed prices of models that are known, and further models of providers that are
/// known. Everything else stays: addresses, protocols, abilities, prices that it cannot tell, and models that it lacks.
package struct CatalogRefresh: Hashable, Sendable {
    /// A model of a known provider whose entry cannot be used, and why. A card that it had stays.
    package struct Fault: Hashable, Sendable {
        package var model: ModelReference
        /// Seen from the document's root.
        package var error: CatalogError

        package init(model: ModelReference, error: CatalogError) {
            self.model = model
            self.error = error
        }
    }

    package private(set) var catalog: ModelCatalog
    package private(set) var faults: [Fault] = []

    /// - Parameters:
    ///   - base: the catalog that knows what the document does not.
    ///   - document: as it was fetched.
    /// - Throws: why this is not the document: no JSON, no known provider in it, more of it broken than whole.
    package init(of base: ModelCatalog, by document: [UInt8]) throws(CatalogError) {
        catalog = base
        let root = try JSONValue(catalogText: document)
        guard let providers = root.object else { throw CatalogError(.expected("an object")) }
        var cards: [ModelCard] = []
        var entries = 0
        for member in providers.members {
            guard let provider = base[ProviderID(member.key)] else { continue }
            guard let models = member.value["models"]?.object else {
                throw CatalogError(.expected("an object"), at: [member.key, "models"])
            }
            for model in models.members {
                entries += 1
                let reference = ModelReference(provider: provider.id, name: model.key)
                do {
                    let listed = try ListedModel(model.value)
                    if let card = Self.card(of: listed, reference, provider: provider, known: base[reference])
                    {
                        cards.append(card)
                    }
                } catch {
                    let error = error.below(model.key).below("models").below(member.key)
                    faults.append(Fault(model: reference, error: error))
                }
            }
        }
        guard entries > 0 else { throw CatalogError(.expected("an object of providers with their models")) }
        if let fault = faults.first, faults.count * 2 > entries { throw fault.error }
        catalog = base.merging(models: cards)
    }
}

// MARK: - One model

extension CatalogRefresh {
    /// The card that an entry makes; nothing where no call can be made of it.
    private static func card(
        of listed: ListedModel,
        _ reference: ModelReference,
        provider: ProviderCard,
        known: ModelCard?
    ) -> ModelCard? {
        if let known { return updated(known, by: listed, provider: provider) }
        guard listed.answersInText, !listed.hasOwnAddress, !reference.name.isEmpty else { return nil }
        var card = ModelCard(
            reference: reference,
            name: listed.name ?? reference.name,
            wireProtocol: rules[provider.id.rawValue]?.wireProtocol ?? provider.wireProtocol,
            abilities: provider.abilities,
            released: listed.released,
            status: listed.status
        )
        card.abilities.tools = listed.tools
        card.abilities.reasons = listed.reasons
        card.abilities.reasoningControl = listed.reasons ? listed.reasoningControl : .none
        let refuses = listed.reasons && rules[provider.id.rawValue]?.reasonersRefuseTemperature == true
        card.abilities.temperature = listed.temperature && !refuses
        card.abilities.structuredOutput = listed.structuredOutput
        card.abilities.images = listed.images
        if let maker = rules[provider.id.rawValue]?.markedMaker {
            card.abilities.cacheMarks = reference.name.hasPrefix(maker + "/")
        }
        return updated(card, by: listed, provider: provider)
    }

    private static func updated(_ known: ModelCard, by listed: ListedModel, provider: ProviderCard)
        -> ModelCard
    {
        var card = known
        var context = listed.context ?? known.context
        if let most = carefulContexts[known.reference.description] { context = context.map { min($0, most) } }
        card.context = context
        card.output = (listed.output ?? known.output).map { min($0, context ?? $0) }
        card.inputLimit = (listed.inputLimit ?? known.inputLimit).flatMap { $0 < context ?? .max ? $0 : nil }
        // Zeros mean "not metered here", which is no price, except where nobody is asked for a key: a server of one's own.
        if let prices = listed.prices, prices.isMetered || provider.keyVariables.isEmpty {
            card.price = known.price.map { $0.updated(by: prices) } ?? PriceSheet(prices)
        }
        return card
    }

    /// Windows that the document gives larger than every account has them.
    private static let carefulContexts = [
        "anthropic/claude-sonnet-4-5": 200_000, "anthropic/claude-sonnet-4-5-20250929": 200_000,
    ]

    /// What holds for new models of a provider and the document does not tell.
    private struct Rule {
        /// The protocol that all its models have, where some have no other.
        var wireProtocol: WireProtocol?
        /// Whether models that reason take no temperature, although the document says so of some.
        var reasonersRefuseTemperature = false
        /// Whose models cache at the places that a gateway's requests mark.
        var markedMaker: String?
    }

    private static let rules = [
        "openai": Rule(wireProtocol: .openAIResponses, reasonersRefuseTemperature: true),
        "openrouter": Rule(markedMaker: "anthropic"),
    ]
}
