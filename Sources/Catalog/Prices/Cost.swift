package import Conversation

/// What a call cost.
package enum Cost: Hashable, Sendable {
    case priced(Money)
    /// No price is known for the model, which is never the same as free.
    case unpriced

    /// The cost of a call of a model that may have no price: the one place where usage becomes money.
    ///
    /// - Parameters:
    ///   - usage: what the call consumed.
    ///   - sheet: the model's prices, where it has any.
    ///   - tier: the service tier that the reply names; one without a price of its own is billed as standard.
    ///   - region: the region of processing that the reply names.
    ///   - moment: when the call ended, for prices that depend on the hour.
    package init(
        of usage: Usage,
        by sheet: PriceSheet?,
        tier: String?,
        region: String? = nil,
        at moment: Moment
    ) {
        self = sheet.map { .priced($0.cost(of: usage, tier: tier, region: region, at: moment)) } ?? .unpriced
    }

    package var money: Money? {
        if case .priced(let money) = self { money } else { nil }
    }
}

extension PriceSheet {
    /// What a call costs, rounded once, half-even, to the pico-dollar.
    ///
    /// - Parameters:
    ///   - usage: what the call consumed.
    ///   - tier: the service tier that the reply names; one without a price of its own is billed as standard.
    ///   - region: the region of processing that the reply names; one without a factor of its own multiplies nothing.
    ///   - moment: when the call ended.
    /// - Returns: the sum at the rates of that tier for a prompt of this size, every multiplier applied exactly.
    package func cost(
        of usage: Usage,
        tier: String?,
        region: String? = nil,
        at moment: Moment
    ) -> Money {
        let prompt = [usage.input, usage.cacheRead, usage.cacheWriteShort, usage.cacheWriteLong]
        let rates = card(for: tier).rates(forPrompt: prompt.reduce(0) { $0 + Int128($1) })
        return money(rates.total(of: usage), times: [factor(in: region), peak?.factor(at: moment) ?? .one])
    }

    /// What a call would have cost more without a cache: every token of its prompt as plain input. Negative where writing
    /// cost more than was read.
    ///
    /// - Parameters:
    ///   - usage: what the call consumed.
    ///   - tier: the service tier that the reply names.
    ///   - region: the region of processing that the reply names.
    ///   - moment: when the call ended.
    /// - Returns: the difference of two costs, each rounded to the pico-dollar.
    package func cacheSaving(
        of usage: Usage,
        tier: String?,
        region: String? = nil,
        at moment: Moment
    ) -> Money {
        let uncached = Usage(input: usage.prompt, output: usage.output, reasoning: usage.reasoning)
        return cost(of: uncached, tier: tier, region: region, at: moment)
            - cost(of: usage, tier: tier, region: region, at: moment)
    }

    /// The most that a call can cost, for whoever must promise it before it is sent.
    ///
    /// - Parameters:
    ///   - promptTokens: at least as many tokens as the prompt has.
    ///   - outputTokens: the output cap.
    ///   - tier: the service tier that is asked for; a provider serves that one or a cheaper one.
    /// - Returns: every token of the prompt at the dearest price of any kind of input in any size tier within reach,
    ///   and all of the output cap used, in the dearest region (an account may have one of its own) at a peak hour.
    package func worstCase(
        promptTokens: Int,
        outputTokens: Int,
        tier: String? = nil
    ) -> Money {
        let card = card(for: tier)
        let reachable = [card.rates] + card.sizeTiers.filter { promptTokens > $0.above }.map(\.rates)
        let dearest = Rates(
            input: reachable.map(\.dearestInput).max() ?? card.rates.input,
            output: reachable.map(\.output).max() ?? card.rates.output
        )
        let usage = Usage(input: promptTokens, output: outputTokens)
        return money(
            dearest.total(of: usage),
            times: [greatest(of: regions.map(\.factor)), peak?.factor ?? .one]
        )
    }

    private func card(for tier: String?) -> RateCard {
        guard let tier else { return standard }
        return services.first { $0.names.contains(tier) }?.card ?? standard
    }

    private func factor(in region: String?) -> Multiplier {
        regions.first { $0.name == region }?.factor ?? .one
    }

    private func greatest(of factors: [Multiplier]) -> Multiplier {
        Multiplier(millionths: factors.map(\.millionths).reduce(Multiplier.one.millionths, max))
    }

    private func money(_ total: Int128?, times factors: [Multiplier]) -> Money {
        guard var product = total else { return .limit }
        var divisor: Int128 = 1
        for factor in factors where factor != .one {
            let (next, overflow) = product.multipliedReportingOverflow(by: Int128(factor.millionths))
            if overflow { return .limit }
            product = next
            divisor *= 1_000_000
        }
        return Money(clamping: product.dividedHalfEven(by: divisor))
    }
}
