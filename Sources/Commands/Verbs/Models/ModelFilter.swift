import ArgumentParser
import Catalog
import Conversation

/// Which models are to be shown, as the command line says it.
struct ModelOptions: ParsableArguments {
    @Argument(help: "Only models whose `provider/name` contains one of these, or is like one with `*`.")
    var patterns: [String] = []

    @Option(help: "Only models of this provider; may be given again.")
    var provider: [String] = []

    @Flag(help: "Only models that call tools.")
    var tools = false

    @Flag(name: [.customLong("images"), .customLong("vision")], help: "Only models that take images.")
    var images = false

    @Flag(help: "Only models that reason before they answer.")
    var reasoning = false

    @Flag(help: "Only models that can be held to a JSON Schema.")
    var structuredOutput = false

    /// - Throws: which provider is not there: that is a mistype, not a wish for nothing.
    func filter(of catalog: ModelCatalog) throws(Failure) -> ModelFilter {
        for name in provider where catalog[ProviderID(name)] == nil {
            let known = catalog.providers.map(\.id.rawValue).joined(separator: ", ")
            throw Failure("no provider `\(name)`", hint: "one of \(known)", exit: .usage)
        }
        var filter = ModelFilter(patterns: patterns, providers: Set(provider.map { ProviderID($0) }))
        if tools { filter.abilities.append(\.tools) }
        if images { filter.abilities.append(\.images) }
        if reasoning { filter.abilities.append(\.reasons) }
        if structuredOutput { filter.abilities.append(\.structuredOutput) }
        return filter
    }
}

/// A choice of models.
struct ModelFilter {
    /// One of them must fit; all models do where there are none.
    var patterns: [String] = []
    /// Those of all providers where there are none.
    var providers: Set<ProviderID> = []
    /// A model must have them all.
    var abilities: [KeyPath<ModelAbilities, Bool>] = []

    func admits(_ card: ModelCard) -> Bool {
        guard abilities.allSatisfy({ card.abilities[keyPath: $0] }),
            providers.isEmpty || providers.contains(card.reference.provider)
        else { return false }
        return patterns.isEmpty || patterns.contains { Self.matches(card.reference.description, $0) }
    }

    /// Whether a name contains the pattern, or, where that has stars, is like it from end to end; case does not matter.
    static func matches(_ name: String, _ pattern: String) -> Bool {
        let name = name.lowercased()
        let parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else {
            return pattern.isEmpty || name.contains(pattern.lowercased())
        }
        guard name.hasPrefix(first), name.hasSuffix(last), name.count >= first.count + last.count else {
            return false
        }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}

/// In which order models are shown.
enum ModelOrder: String, ExpressibleByArgument, CaseIterable {
    case name, price, context

    /// What is not known comes last, and models that are equal in this stay in the order of their names.
    func sorted(_ models: [ModelCard]) -> [ModelCard] {
        switch self {
        case .name: models
        case .price:
            models.stablySorted { card in
                card.price.map { [$0.standard.rates.input, $0.standard.rates.output].map(\.picodollars) } ?? [
                    .max
                ]
            }
        case .context: models.stablySorted { [-Int64($0.context ?? 0)] }
        }
    }
}

extension [ModelCard] {
    fileprivate func stablySorted(by key: (ModelCard) -> [Int64]) -> [ModelCard] {
        enumerated().map { (key: key($0.element) + [Int64($0.offset)], card: $0.element) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map(\.card)
    }
}
