package import Conversation

/// All that decides what a call of one model costs.
package struct PriceSheet: Hashable, Sendable {
    /// What is billed unless the reply names another service tier.
    package var standard: RateCard
    /// Service tiers that have prices of their own.
    package var services: [ServiceTier]
    /// Hours in which everything costs more.
    package var peak: PeakHours?
    /// What processing in a region multiplies every price by, by the names that replies use for it; in the names' order.
    package var regions: [RegionFactor]

    package init(
        standard: RateCard,
        services: [ServiceTier] = [],
        peak: PeakHours? = nil,
        regions: [RegionFactor] = []
    ) {
        self.standard = standard
        self.services = services
        self.peak = peak
        self.regions = regions.sorted { $0.name < $1.name }
    }

    /// A sheet of one set of rates, as manifests give it for a model of their own.
    package init(_ rates: Rates) {
        self.init(standard: RateCard(rates))
    }

    /// Recognizes the sheet that a ledger line was priced by. It is made anew at each call: keep it.
    package var digest: Digest {
        Digest(of: json.canonicalText)
    }
}

/// The prices of one kind of service.
package struct RateCard: Hashable, Sendable {
    package var rates: Rates
    /// In rising order.
    package var sizeTiers: [SizeTier]

    package init(_ rates: Rates, sizeTiers: [SizeTier] = []) {
        self.rates = rates
        self.sizeTiers = sizeTiers.sorted { $0.above < $1.above }
    }

    /// The rates for every token of a request whose whole prompt has this size.
    func rates(forPrompt size: Int128) -> Rates {
        sizeTiers.last { size > $0.above }?.rates ?? rates
    }
}

/// Other rates for every token of a request whose whole prompt, cached or not, is larger than a threshold. A prompt of
/// exactly the threshold is below it.
package struct SizeTier: Hashable, Sendable {
    package var above: Int
    package var rates: Rates

    package init(above: Int, rates: Rates) {
        self.above = above
        self.rates = rates
    }
}

/// A way of being served, by the names that replies use for it.
package struct ServiceTier: Hashable, Sendable {
    package var names: [String]
    package var card: RateCard

    package init(names: [String], card: RateCard) {
        self.names = names
        self.card = card
    }
}

/// A region in which everything costs so many times as much.
package struct RegionFactor: Hashable, Sendable {
    package var name: String
    package var factor: Multiplier

    package init(name: String, factor: Multiplier) {
        self.name = name
        self.factor = factor
    }
}

/// What one token costs, by kind. Reasoning costs what output costs.
package struct Rates: Hashable, Sendable {
    package var input: Rate
    package var output: Rate
    /// Where absent, what is read from the cache costs what input costs.
    package var cacheRead: Rate?
    /// Where absent, what is written to the cache costs what input costs.
    package var cacheWriteShort: Rate?
    /// Where absent, a long write costs what a short one costs.
    package var cacheWriteLong: Rate?

    package init(
        input: Rate,
        output: Rate,
        cacheRead: Rate? = nil,
        cacheWriteShort: Rate? = nil,
        cacheWriteLong: Rate? = nil
    ) {
        self.input = input
        self.output = output
        self.cacheRead = cacheRead
        self.cacheWriteShort = cacheWriteShort
        self.cacheWriteLong = cacheWriteLong
    }

    /// The most that a token of the prompt can cost.
    var dearestInput: Rate {
        let kinds = [cacheRead, cacheWriteShort, cacheWriteLong].compactMap(\.self)
        return kinds.reduce(input, max)
    }

    /// The sum over all tokens in pico-dollars; nothing where it passes what even 128 bits can count.
    func total(of usage: Usage) -> Int128? {
        let writeShort = cacheWriteShort ?? input
        let products = [
            (usage.input, input), (usage.cacheRead, cacheRead ?? input), (usage.cacheWriteShort, writeShort),
            (usage.cacheWriteLong, cacheWriteLong ?? writeShort), (usage.output, output),
            (usage.reasoning, output),
        ]
        var sum: Int128 = 0
        for (tokens, rate) in products {
            let (next, overflow) = sum.addingReportingOverflow(Int128(tokens) * Int128(rate.picodollars))
            if overflow { return nil }
            sum = next
        }
        return sum
    }
}
