/// How prices of the models.dev document come into a sheet. The document knows one kind of cache write, no batch, no
/// flex, no peak hours: what it does not list stays as the sheet has it, in the proportion in which it stood to what is
/// listed. So a batch price of half the input stays half of an input that became cheaper, and prices that are listed as
/// they were leave everything as it was, to the pico-dollar.
extension PriceSheet {
    /// The sheet of a model that nothing else is known of.
    init(_ listed: ListedPrices) {
        self.init(standard: listed.card, services: listed.modes)
    }

    /// This sheet with what is listed in place of what it had.
    func updated(by listed: ListedPrices) -> PriceSheet {
        var sheet = self
        sheet.standard = standard.updated(by: listed)
        sheet.services = services.map { service in
            ServiceTier(
                names: service.names,
                card: service.card.following(from: standard, to: sheet.standard)
            )
        }
        for mode in listed.modes {
            if let index = sheet.services.firstIndex(where: { !Set($0.names).isDisjoint(with: mode.names) }) {
                let card = sheet.services[index].card
                let rates = mode.card.rates.completed(from: card.rates)
                sheet.services[index].card = RateCard(
                    rates,
                    sizeTiers: card.sizeTiers.map {
                        SizeTier(above: $0.above, rates: $0.rates.following(from: card.rates, to: rates))
                    }
                )
            } else {
                sheet.services.append(mode)
            }
        }
        return sheet
    }
}

extension RateCard {
    fileprivate func updated(by listed: ListedPrices) -> RateCard {
        let base = listed.card.rates.completed(from: rates)
        guard !listed.card.sizeTiers.isEmpty else {
            let tiers = sizeTiers.map {
                SizeTier(above: $0.above, rates: $0.rates.following(from: rates, to: base))
            }
            return RateCard(base, sizeTiers: tiers)
        }
        let tiers = listed.card.sizeTiers.map { tier in
            let known =
                listed.hasRoughThreshold && sizeTiers.count == 1 ? sizeTiers.first : self.tier(tier.above)
            return SizeTier(
                above: known?.above ?? tier.above,
                rates: tier.rates.completed(from: known?.rates ?? rates)
            )
        }
        return RateCard(base, sizeTiers: tiers)
    }

    /// The card of a service whose standard prices have changed.
    fileprivate func following(from old: RateCard, to new: RateCard) -> RateCard {
        let tiers = new.sizeTiers.map { tier in
            guard let own = self.tier(tier.above), let before = old.tier(tier.above) else {
                return SizeTier(above: tier.above, rates: rates.following(from: old.rates, to: tier.rates))
            }
            return SizeTier(above: tier.above, rates: own.rates.following(from: before.rates, to: tier.rates))
        }
        // A service that is priced alike for prompts of any size goes on so.
        let hasNone = sizeTiers.isEmpty && !old.sizeTiers.isEmpty
        return RateCard(rates.following(from: old.rates, to: new.rates), sizeTiers: hasNone ? [] : tiers)
    }

    private func tier(_ above: Int) -> SizeTier? {
        sizeTiers.first { $0.above == above }
    }
}

extension Rates {
    /// These rates, with those that are not listed from a sheet in which they stood to its input as they do now.
    fileprivate func completed(from known: Rates) -> Rates {
        var rates = self
        rates.cacheRead = cacheRead ?? known.cacheRead?.following(from: known.input, to: input)
        rates.cacheWriteShort =
            cacheWriteShort ?? known.cacheWriteShort?.following(from: known.input, to: input)
        rates.cacheWriteLong = cacheWriteLong ?? known.cacheWriteLong?.following(from: known.input, to: input)
        return rates
    }

    /// Rates that stand to the new ones as these stood to the old ones, each kind by itself.
    fileprivate func following(from old: Rates, to new: Rates) -> Rates {
        let (oldShort, newShort) = (old.cacheWriteShort ?? old.input, new.cacheWriteShort ?? new.input)
        return Rates(
            input: input.following(from: old.input, to: new.input),
            output: output.following(from: old.output, to: new.output),
            cacheRead: cacheRead?.following(from: old.cacheRead ?? old.input, to: new.cacheRead ?? new.input),
            cacheWriteShort: cacheWriteShort?.following(from: oldShort, to: newShort),
            cacheWriteLong: cacheWriteLong?
                .following(from: old.cacheWriteLong ?? oldShort, to: new.cacheWriteLong ?? newShort)
        )
    }
}

extension Rate {
    /// The rate that stands to the new one as this one stood to the old one.
    fileprivate func following(from old: Rate, to new: Rate) -> Rate {
        guard old.picodollars > 0 else { return self }
        let product = Int128(picodollars) * Int128(new.picodollars)
        return Rate(picodollars: Int64(clamping: product.dividedHalfEven(by: Int128(old.picodollars))))
    }
}
