import Catalog
import Conversation

/// Reads `providers`: accounts, and models of the user's own.
struct ProviderReader {
    let catalog: ModelCatalog
    let log: ProblemLog
    let needsSecrets: Bool

    /// A provider as one manifest has it.
    struct Provider: Equatable {
        var settings: ProviderSettings
        var card: ProviderCard
        /// The models that it brings, or says other things of.
        var models: [ModelCard]
    }

    /// Nothing where it lacks what every provider must have, which is then reported.
    func read(_ member: Node.Member) -> Provider? {
        let node = member.value
        guard node.isObject else { return nil }
        let id = ProviderID(member.key)
        checkSecrets(node)
        guard var card = card(id, member) else { return nil }
        let given = node["protocol"]?.string.flatMap(WireProtocol.init(rawValue:))
        card.wireProtocol = given ?? card.wireProtocol
        card.baseURL = node["baseURL"]?.string ?? card.baseURL
        card.keyHeader = node["auth"]?.string.flatMap(KeyHeader.init(rawValue:)) ?? card.keyHeader
        card.path = node["path"]?.string ?? card.path
        card.version = node["version"]?.string ?? card.version
        var settings = ProviderSettings(of: card)
        settings.key = key(node) ?? settings.key
        for header in node["headers"]?.members ?? [] { settings.headers[header.key] = header.value.string }
        settings.concurrency = node["concurrency"]?.value.integer ?? settings.concurrency
        settings.jobs = node["jobs"]?.value.integer
        settings.requestsPerMinute = node["requestsPerMinute"]?.value.integer
        settings.tokensPerMinute = node["tokensPerMinute"]?.value.integer
        settings.retries = node["retries"]?.value.integer ?? settings.retries
        let timeouts = node["timeouts"]
        settings.timeouts.connect = duration(timeouts?["connect"]) ?? settings.timeouts.connect
        settings.timeouts.firstByte = duration(timeouts?["firstByte"]) ?? settings.timeouts.firstByte
        settings.timeouts.idle = duration(timeouts?["idle"]) ?? settings.timeouts.idle
        var models = (node["models"]?.members ?? []).map { model($0, of: card) }
        if let given {
            // A protocol that is given holds for all that this provider serves.
            let own = Set(models.map(\.reference))
            models += catalog.models.filter { $0.reference.provider == id && !own.contains($0.reference) }
            for index in models.indices { models[index].wireProtocol = given }
        }
        return Provider(settings: settings, card: card, models: models)
    }

    /// A known provider's card, or one made for a provider of the user's own, which must say where and how it
    /// is.
    private func card(_ id: ProviderID, _ member: Node.Member) -> ProviderCard? {
        if let known = catalog[id] { return known }
        let node = member.value
        let meant = node.meantKeys(of: .provider)
        for key in ["protocol", "baseURL"] where node[key] == nil && !meant.contains(key) {
            let suggestion = NearestWord.to(id.rawValue, in: catalog.providers.map(\.id.rawValue))
            log.report(.missingKey(key), at: member.keyPlace, suggestion: suggestion.map { "\"\($0)\"" })
        }
        guard let word = node["protocol"]?.string, let wireProtocol = WireProtocol(rawValue: word),
            let address = node["baseURL"]?.string
        else { return nil }
        return ProviderCard(id: id, name: id.rawValue, wireProtocol: wireProtocol, baseURL: address)
    }

    private func key(_ node: Node) -> ProviderSettings.KeySource? {
        if let name = node["apiKeyEnv"]?.string {
            if node["apiKeyFile"] != nil {
                log.report(.conflictingKeys("apiKeyEnv", "apiKeyFile"), at: node.keyPlace("apiKeyFile"))
            }
            return .environment([name])
        }
        guard let file = node["apiKeyFile"], let name = file.string else { return nil }
        let path = FilePath.join(log.sources[file.place.file].folder, name)
        if needsSecrets {
            if case .failure(let trouble) = FileText.read(path, limit: ManifestLoader.inlineLimit) {
                log.report(.file(trouble), at: file.place)
            } else if FileText.isLoose(path) {
                log.report(.file(.looseMode), at: file.place)
            }
        }
        return .file(path)
    }

    private func model(_ member: Node.Member, of provider: ProviderCard) -> ModelCard {
        let node = member.value
        let reference = ModelReference(provider: provider.id, name: member.key)
        var card =
            catalog[reference]
            ?? ModelCard(
                reference: reference,
                name: member.key,
                wireProtocol: provider.wireProtocol,
                abilities: provider.abilities
            )
        card.context = node["context"]?.value.integer ?? card.context
        card.output = node["output"]?.value.integer ?? card.output
        if let abilities = node["abilities"]?.value {
            // What is wrong with them the check of shapes has said.
            card.abilities = (try? ModelAbilities(abilities, over: card.abilities)) ?? card.abilities
        }
        if let price = node["price"] { card.price = PriceSheet(prices: price.value) ?? card.price }
        return card
    }

    private func duration(_ node: Node?) -> Duration? {
        node?.string.flatMap(TextForms.duration)
    }
}

// MARK: - Secrets

extension ProviderReader {
    private static let secretHeaders: Set<String> = [
        "authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie",
    ]

    /// Keys stand in the environment or in a file of their own, never in a manifest.
    private func checkSecrets(_ node: Node) {
        if let address = node["baseURL"], let text = address.string {
            let authority =
                text.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
            let names = PlaceholderText.names(in: text)
            if names.isEmpty, SecretText.isLikely(in: text) || authority.contains("@") {
                log.report(.literalSecret, at: address.place)
            }
        }
        if let path = node["path"], let text = path.string, SecretText.isLikely(in: text) {
            log.report(.literalSecret, at: path.place)
        }
        for header in node["headers"]?.members ?? [] {
            guard let text = header.value.string, PlaceholderText.names(in: text).isEmpty else { continue }
            if Self.secretHeaders.contains(header.key.lowercased()) || SecretText.isLikely(in: text) {
                log.report(.literalSecret, at: header.value.place)
            }
        }
    }
}

extension PriceSheet {
    /// A model's prices as a manifest gives them, per million tokens, as text or as a number's literal.
    init?(prices: JSONValue) {
        func rate(_ key: String) -> Rate? {
            guard let value = prices[key], value.string != nil || value.double != nil else { return nil }
            return try? Rate(perMillion: value.insertedText)
        }
        guard let input = rate("input"), let output = rate("output") else { return nil }
        self.init(
            Rates(
                input: input,
                output: output,
                cacheRead: rate("cacheRead"),
                cacheWriteShort: rate("cacheWriteShort"),
                cacheWriteLong: rate("cacheWriteLong")
            )
        )
    }
}
