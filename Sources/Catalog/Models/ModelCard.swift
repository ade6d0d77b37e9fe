package import Conversation

/// What is known of one model: limits, abilities, prices.
package struct ModelCard: Hashable, Sendable {
    /// Whether a provider means to keep a model.
    package enum Status: String, CaseIterable, Sendable {
        case current, beta, deprecated
    }

    package var reference: ModelReference
    /// The name that its maker prints: `Claude Opus 5.5`.
    package var name: String
    package var wireProtocol: WireProtocol
    /// The most tokens that prompt and answer may have together, where it is known.
    package var context: Int?
    /// The most tokens that the prompt may have, where that is less than the context.
    package var inputLimit: Int?
    /// The most tokens that one answer may have, where it is known.
    package var output: Int?
    package var abilities: ModelAbilities
    /// Nothing where no price is known; its calls are then `unpriced`.
    package var price: PriceSheet?
    /// The day of its release, as `2026-09-22`.
    package var released: String?
    package var status: Status

    package init(
        reference: ModelReference,
        name: String,
        wireProtocol: WireProtocol,
        context: Int? = nil,
        inputLimit: Int? = nil,
        output: Int? = nil,
        abilities: ModelAbilities = ModelAbilities(),
        price: PriceSheet? = nil,
        released: String? = nil,
        status: Status = .current
    ) {
        self.reference = reference
        self.name = name
        self.wireProtocol = wireProtocol
        self.context = context
        self.inputLimit = inputLimit
        self.output = output
        self.abilities = abilities
        self.price = price
        self.released = released
        self.status = status
    }
}

/// What is known of one provider: where it is, how it is spoken to, who may enter.
package struct ProviderCard: Hashable, Sendable {
    package var id: ProviderID
    package var name: String
    package var wireProtocol: WireProtocol
    /// As the provider's own SDK takes it: OpenAI-style with `/v1`, Anthropic-style without.
    package var baseURL: String
    /// The environment variables that usually hold its key, the first that is set wins; none where it asks for no key.
    package var keyVariables: [String]
    /// Where the key goes, where that is not the protocol's own place.
    package var keyHeader: KeyHeader?
    /// What follows the base address, where that is not the protocol's own path; `{model}` in it is the model's name.
    package var path: String?
    /// The version of the Messages protocol, where it is not the usual one.
    package var version: String?
    /// Headers that every request carries, by name.
    package var headers: [String: String]
    /// What its models can do and how they want to be asked, where a model's own card says nothing else.
    package var abilities: ModelAbilities

    package init(
        id: ProviderID,
        name: String,
        wireProtocol: WireProtocol,
        baseURL: String,
        keyVariables: [String] = [],
        keyHeader: KeyHeader? = nil,
        path: String? = nil,
        version: String? = nil,
        headers: [String: String] = [:],
        abilities: ModelAbilities = ModelAbilities()
    ) {
        self.id = id
        self.name = name
        self.wireProtocol = wireProtocol
        self.baseURL = baseURL
        self.keyVariables = keyVariables
        self.keyHeader = keyHeader
        self.path = path
        self.version = version
        self.headers = headers
        self.abilities = abilities
    }
}
