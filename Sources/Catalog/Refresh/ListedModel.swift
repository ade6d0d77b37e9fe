import Conversation

/// One model as models.dev lists it (https://models.dev/api.json): the part that a catalog has a use for. What is not
/// listed is nothing here, and keys that are not known are passed over, since the document gains some every month.
struct ListedModel {
    var name: String?
    var context: Int?
    var inputLimit: Int?
    var output: Int?
    var prices: ListedPrices?
    var tools = false
    var reasons = false
    var reasoningControl = ModelAbilities.ReasoningControl.none
    var temperature = true
    var structuredOutput = false
    var images = false
    /// Whether it answers in text at all: the document also lists models that paint or speak.
    var answersInText = true
    /// Whether it is reached in another way than its provider's other models.
    var hasOwnAddress = false
    var released: String?
    var status = ModelCard.Status.current

    init(_ json: JSONValue) throws(CatalogError) {
        var members = try JSONMembers(json)
        name = try members.listed("name") { json throws(CatalogError) in try json.asText() }
        released = try members.listed("release_date") { json throws(CatalogError) in try json.asText() }
        tools = try members.flag("tool_call") ?? false
        reasons = try members.flag("reasoning") ?? false
        temperature = try members.flag("temperature") ?? true
        structuredOutput = try members.flag("structured_output") ?? false
        prices = try members.listed("cost") { json throws(CatalogError) in try ListedPrices(json) } ?? nil
        do {
            try prices?.takeModes(members.take("experimental")?["modes"])
        } catch {
            throw error.below("modes").below("experimental")
        }
        let limits = try members.listed("limit", Limits.init)
        context = limits?.context
        inputLimit = limits?.input
        output = limits?.output
        let modalities = members.take("modalities")
        images = modalities?["input"]?.array?.contains("image") ?? false
        answersInText = modalities?["output"]?.array?.contains("text") ?? true
        hasOwnAddress = members.take("provider").map { $0["npm"] != nil || $0["api"] != nil } ?? false
        switch members.take("status")?.string {
        case "alpha", "beta": status = .beta
        case "deprecated": status = .deprecated
        default: status = .current
        }
        let controls = members.take("reasoning_options")?.array?.compactMap { $0["type"]?.string } ?? []
        if controls.contains("effort") {
            reasoningControl = .effort
        } else if controls.contains("budget_tokens") {
            reasoningControl = .budget
        }
    }

    private struct Limits {
        var context: Int?
        var input: Int?
        var output: Int?

        init(_ json: JSONValue) throws(CatalogError) {
            var members = try JSONMembers(json)
            context = try members.count("context")
            input = try members.count("input")
            output = try members.count("output")
        }
    }
}

/// What models.dev says that tokens cost.
struct ListedPrices {
    /// Prices without a long write, of which the document knows none.
    var card: RateCard
    /// Ways of being served that have prices of their own.
    var modes: [ServiceTier] = []
    /// Whether the one size tier stands in the older shape, which says "over 200k" of every threshold.
    var hasRoughThreshold = false

    /// Whether it lists anything but zeros, by which the document means "not metered here".
    var isMetered: Bool {
        card.rates.input.picodollars > 0 || card.rates.output.picodollars > 0
    }

    /// Nothing where there is no price for both kinds of tokens.
    init?(_ json: JSONValue) throws(CatalogError) {
        var members = try JSONMembers(json)
        guard let rates = try Rates(listed: &members) else { return nil }
        card = RateCard(rates)
        let tiers = try members.listed("tiers") { json throws(CatalogError) in
            try json.asList { json throws(CatalogError) in try SizeTier(listed: json) }
        }
        let large = try members.listed("context_over_200k") { json throws(CatalogError) in
            var members = try JSONMembers(json)
            return try Rates(listed: &members)
        }
        if let tiers, !tiers.isEmpty {
            card = RateCard(rates, sizeTiers: tiers)
        } else if let large = large ?? nil {
            card = RateCard(rates, sizeTiers: [SizeTier(above: 200_000, rates: large)])
            hasRoughThreshold = true
        }
    }

    /// Takes the prices of a model's `experimental.modes`, such as `fast`.
    mutating func takeModes(_ modes: JSONValue?) throws(CatalogError) {
        for mode in modes?.object?.members ?? [] {
            guard let cost = mode.value["cost"], !cost.isNull else { continue }
            var members = try JSONMembers(cost)
            guard let rates = try Rates(listed: &members) else { continue }
            var names = [mode.key]
            // The name that replies use is the one that requests ask by.
            if let asked = mode.value["provider"]?["body"]?["service_tier"]?.string, asked != mode.key {
                names.append(asked)
            }
            self.modes.append(ServiceTier(names: names, card: RateCard(rates)))
        }
    }
}

// MARK: - Reading

extension Rates {
    /// Nothing where input or output has no price.
    fileprivate init?(listed members: inout JSONMembers) throws(CatalogError) {
        let input = try members.listed("input", Rate.init(listed:))
        let output = try members.listed("output", Rate.init(listed:))
        let reasoning = try members.listed("reasoning", Rate.init(listed:))
        let cacheRead = try members.listed("cache_read", Rate.init(listed:))
        let cacheWrite = try members.listed("cache_write", Rate.init(listed:))
        guard let input, let output else { return nil }
        self.init(
            input: input,
            // Reasoning is billed as output: a price of its own repeats that one, and where it does not, the dearer
            // one is what an answer may cost.
            output: max(output, reasoning ?? output),
            // A zero beside other prices means that there is no fee for the cache, not that its tokens are free.
            cacheRead: cacheRead?.ifCharged,
            cacheWriteShort: cacheWrite?.ifCharged
        )
    }
}

extension SizeTier {
    /// `{"input": 4, "output": 15, "tier": {"type": "context", "size": 272000}}`
    fileprivate init(listed json: JSONValue) throws(CatalogError) {
        var members = try JSONMembers(json)
        let above = try members.required("tier") { json throws(CatalogError) in
            var members = try JSONMembers(json)
            guard members.take("type")?.string == "context" else {
                throw CatalogError(.expected("context"), at: ["type"])
            }
            return try members.required("size") { json throws(CatalogError) in try json.asCount() }
        }
        guard let rates = try Rates(listed: &members) else { throw CatalogError(.missing, at: ["input"]) }
        self.init(above: above, rates: rates)
    }
}

extension Rate {
    fileprivate init(listed json: JSONValue) throws(CatalogError) {
        guard case .number(let literal) = json else { throw CatalogError(.expected("a number")) }
        do {
            self.init(picodollars: try DecimalText.parse(literal: literal, decimals: 6))
        } catch {
            throw CatalogError(.price(error))
        }
    }

    fileprivate var ifCharged: Rate? {
        picodollars > 0 ? self : nil
    }
}

extension JSONMembers {
    /// Reads a member that may be absent or null.
    fileprivate mutating func listed<Value>(
        _ key: String,
        _ read: (JSONValue) throws(CatalogError) -> Value
    ) throws(CatalogError) -> Value? {
        try optional(key) { json throws(CatalogError) in json.isNull ? nil : try read(json) } ?? nil
    }

    fileprivate mutating func flag(_ key: String) throws(CatalogError) -> Bool? {
        try listed(key) { json throws(CatalogError) in try json.asBool() }
    }

    /// A number of tokens; zero stands for one that nobody knows.
    fileprivate mutating func count(_ key: String) throws(CatalogError) -> Int? {
        let count = try listed(key) { json throws(CatalogError) in try json.asCount() }
        return count == 0 ? nil : count
    }
}
