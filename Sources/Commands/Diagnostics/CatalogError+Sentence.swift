import Catalog

extension CatalogError {
    /// What is wrong with a catalog's text, or with the document that one is made of.
    var sentence: String {
        let place = path.joined(separator: ".")
        switch kind {
        case .malformed(let offset): return "it is not JSON at byte \(offset + 1)"
        case .expected(let what): return "\(place.isEmpty ? "it" : "`\(place)`") should be \(what)"
        case .missing: return "`\(place)` is missing"
        case .unknown: return "`\(place)` is unknown"
        case .price(let problem): return "`\(place)` is not a price: \(problem.words)"
        }
    }
}

extension DecimalProblem {
    fileprivate var words: String {
        switch self {
        case .notADecimal: "it is no decimal number"
        case .negative: "it is below zero"
        case .tooFine(let decimals): "it has more than \(decimals) decimals"
        case .tooLarge: "it is too large"
        }
    }
}
