import Catalog
import Conversation

/// What changed from one catalog to the next, a line a model.
///
/// ```
/// added    mistral/mistral-large-5  256k context, 32k output, 2 in, 6 out
/// removed  groq/old-model
/// changed  openai/gpt-5.6-sol  in 5 → 4, out 30 → 20, batch and flex with them
/// ```
struct CatalogChangesText {
    private let changes: CatalogChanges

    init(_ changes: CatalogChanges) {
        self.changes = changes
    }

    /// Empty where nothing changed.
    var text: String {
        let added = changes.added.map { "added    \($0.reference)  \(Self.facts($0))\n" }
        let removed = changes.removed.map { "removed  \($0.reference)\n" }
        let changed = changes.changed.map { "changed  \($0.after.reference)  \(Self.difference($0))\n" }
        return (added + removed + changed).joined()
    }

    private static func facts(_ card: ModelCard) -> String {
        let limits = [(card.context, "context"), (card.output, "output")]
        let words = limits.compactMap { count, name in count.map { "\(TokenCount.text($0)) \(name)" } }
        guard let rates = card.price?.standard.rates else {
            return (words + ["unpriced"]).joined(separator: ", ")
        }
        return (words + ["\(rates.input.perMillion) in", "\(rates.output.perMillion) out"]).joined(
            separator: ", "
        )
    }

    private static func difference(_ change: CatalogChanges.Change) -> String {
        let (before, after) = (change.before, change.after)
        var words: [String] = []
        for (name, count) in [
            ("context", \ModelCard.context), ("input limit", \.inputLimit), ("output", \.output),
        ] where before[keyPath: count] != after[keyPath: count] {
            words.append("\(name) \(exact(before[keyPath: count])) → \(exact(after[keyPath: count]))")
        }
        words += prices(from: before.price, to: after.price)
        var (rest, whole) = (before, after)
        for path in [\ModelCard.context, \.inputLimit, \.output] {
            rest[keyPath: path] = nil
            whole[keyPath: path] = nil
        }
        rest.price = nil
        whole.price = nil
        if rest != whole { words.append("abilities or name") }
        return words.joined(separator: ", ")
    }

    private static func prices(from old: PriceSheet?, to new: PriceSheet?) -> [String] {
        guard old != new else { return [] }
        guard let old else { return ["unpriced before"] + (new.map { rates(of: $0) } ?? []) }
        guard let new else { return ["no price any more"] }
        var words = rates(from: old.standard.rates, to: new.standard.rates, where: "")
        let thresholds = Set((old.standard.sizeTiers + new.standard.sizeTiers).map(\.above)).sorted()
        for above in thresholds {
            let tiers = [old, new].map { sheet in sheet.standard.sizeTiers.first { $0.above == above }?.rates
            }
            words += rates(from: tiers[0], to: tiers[1], where: " over \(TokenCount.text(above))")
        }
        let oldServices = Set(old.services)
        let services = new.services.filter { !oldServices.contains($0) }.flatMap(\.names)
        if !services.isEmpty {
            words.append(services.joined(separator: ", ") + (words.isEmpty ? " repriced" : " with them"))
        }
        return words.isEmpty ? ["prices"] : words
    }

    private static func rates(of sheet: PriceSheet) -> [String] {
        rates(from: nil, to: sheet.standard.rates, where: "")
    }

    private static func rates(from old: Rates?, to new: Rates?, where place: String) -> [String] {
        func rate(_ rates: Rates?, _ path: KeyPath<Rates, Rate?>) -> String {
            rates?[keyPath: path]?.perMillion ?? "–"
        }
        let kinds: [(String, KeyPath<Rates, Rate?>)] = [
            ("in", \.listedInput), ("cached", \.cacheRead), ("write", \.cacheWriteShort),
            ("long write", \.cacheWriteLong), ("out", \.listedOutput),
        ]
        return kinds.compactMap { name, path in
            let (before, after) = (rate(old, path), rate(new, path))
            return before == after ? nil : "\(name)\(place) \(before) → \(after)"
        }
    }

    /// Limits may differ by less than a rounded number shows.
    private static func exact(_ count: Int?) -> String {
        count.map(String.init) ?? "–"
    }
}

extension Rates {
    fileprivate var listedInput: Rate? { input }
    fileprivate var listedOutput: Rate? { output }
}
