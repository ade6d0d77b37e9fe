/// What one call consumed, in tokens. The six counts never overlap: each decoder takes apart what its provider lumps
/// together, so that cost is a plain sum.
package struct Usage: Hashable, Sendable, Codable {
    /// Input that was neither read from a cache nor written to one.
    package var input: Int
    /// Input that was read from a cache.
    package var cacheRead: Int
    /// Input that was written to a cache of short retention (Anthropic 5 minutes, OpenAI 30 minutes).
    package var cacheWriteShort: Int
    /// Input that was written to a cache of long retention (Anthropic 1 hour, OpenAI 12 hours).
    package var cacheWriteLong: Int
    /// Output without reasoning.
    package var output: Int
    /// Output that the model spent on reasoning.
    package var reasoning: Int

    package init(
        input: Int = 0,
        cacheRead: Int = 0,
        cacheWriteShort: Int = 0,
        cacheWriteLong: Int = 0,
        output: Int = 0,
        reasoning: Int = 0
    ) {
        self.input = input
        self.cacheRead = cacheRead
        self.cacheWriteShort = cacheWriteShort
        self.cacheWriteLong = cacheWriteLong
        self.output = output
        self.reasoning = reasoning
    }

    package static let zero = Usage()

    /// All input, cached or not: the size that price tiers and context limits are compared with.
    package var prompt: Int {
        Self.sum(input, cacheRead, cacheWriteShort, cacheWriteLong)
    }

    /// All output, reasoning included.
    package var completion: Int {
        Self.sum(output, reasoning)
    }

    package static func + (left: Usage, right: Usage) -> Usage {
        Usage(
            input: sum(left.input, right.input),
            cacheRead: sum(left.cacheRead, right.cacheRead),
            cacheWriteShort: sum(left.cacheWriteShort, right.cacheWriteShort),
            cacheWriteLong: sum(left.cacheWriteLong, right.cacheWriteLong),
            output: sum(left.output, right.output),
            reasoning: sum(left.reasoning, right.reasoning)
        )
    }

    package static func += (left: inout Usage, right: Usage) {
        left = left + right
    }

    /// Stops at the largest count: an absurd figure from a provider must not end the program.
    private static func sum(_ counts: Int...) -> Int {
        counts.reduce(0) { sum, count in
            let (next, overflow) = sum.addingReportingOverflow(count)
            return overflow ? .max : next
        }
    }
}

/// What a reply said of its usage. Where it said nothing, `usage` is absent, which is never the same as zero.
package struct ReportedUsage: Hashable, Sendable {
    package var usage: Usage?
    /// The provider's own usage object, byte for byte.
    package var raw: String?
    /// The service tier that the reply names, in the provider's word; it decides what is billed.
    package var tier: String?
    /// The region of processing that the reply names, in the provider's word; it may multiply what is billed.
    package var region: String?
    /// What the reply says the call cost, in dollars, as a JSON number's literal.
    package var cost: String?
    /// Whether the stream ended before its final figures came: `usage` is then no more than a lower bound.
    package var isPartial: Bool

    package init(
        usage: Usage? = nil,
        raw: String? = nil,
        tier: String? = nil,
        region: String? = nil,
        cost: String? = nil,
        isPartial: Bool = false
    ) {
        self.usage = usage
        self.raw = raw
        self.tier = tier
        self.region = region
        self.cost = cost
        self.isPartial = isPartial
    }

    package static let unknown = ReportedUsage()
}
