import Catalog
import Conversation

/// The catalog as an aligned table.
struct ModelTable {
    private static let titles = [
        "model", "context", "output", "tools", "images", "reasons", "in", "cached", "write", "out",
    ]
    private let rows: [[String]]

    init(_ models: [ModelCard]) {
        rows = models.map { card in
            let rates = card.price?.standard.rates
            let abilities = card.abilities
            return [
                card.reference.description, TokenCount.text(card.context), TokenCount.text(card.output),
                Self.word(abilities.tools), Self.word(abilities.images), Self.word(abilities.reasons),
                rates?.input.perMillion ?? "unpriced", rates?.cacheRead?.perMillion ?? "–",
                rates?.cacheWriteShort?.perMillion ?? "–", rates?.output.perMillion ?? "–",
            ]
        }
    }

    var text: String {
        let table = [Self.titles] + rows
        let widths = Self.titles.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }

    private static func word(_ flag: Bool) -> String {
        flag ? "yes" : "no"
    }
}

/// Numbers of tokens as people read them.
enum TokenCount {
    /// `200k`, `1.05M`; a dash where nobody knows.
    static func text(_ count: Int?) -> String {
        guard let count else { return "–" }
        if count >= 1_000_000 {
            let hundredths = count / 10_000
            let rest = hundredths % 100
            guard rest > 0 else { return "\(hundredths / 100)M" }
            return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)M"
        }
        return count >= 1_000 ? "\(count / 1_000)k" : String(count)
    }
}
