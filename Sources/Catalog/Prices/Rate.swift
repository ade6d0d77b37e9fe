/// A price of one token in whole pico-dollars. One pico-dollar a token is 0.000001 USD a million tokens, so that
/// every published price is whole.
package struct Rate: Hashable, Comparable, Sendable {
    package let picodollars: Int64

    package init(picodollars: Int64) {
        self.picodollars = picodollars
    }

    /// Reads USD per million tokens, such as `2.5`, to at most 6 decimals.
    package init(perMillion text: String) throws(DecimalProblem) {
        picodollars = try DecimalText.parse(text, decimals: 6)
        if picodollars < 0 { throw .negative }
    }

    /// USD per million tokens, as the shortest exact decimal.
    package var perMillion: String {
        DecimalText.text(of: picodollars, decimals: 6)
    }

    package static func < (left: Rate, right: Rate) -> Bool {
        left.picodollars < right.picodollars
    }
}

/// A factor on prices as an exact fraction: 1.1 is 1,100,000 millionths, not the nearest binary number.
package struct Multiplier: Hashable, Sendable {
    package let millionths: Int64

    package static let one = Multiplier(millionths: 1_000_000)

    package init(millionths: Int64) {
        self.millionths = millionths
    }

    /// Reads decimal text, such as `1.1`, to at most 6 decimals.
    package init(decimal text: String) throws(DecimalProblem) {
        millionths = try DecimalText.parse(text, decimals: 6)
        if millionths < 0 { throw .negative }
    }

    /// The shortest exact decimal.
    package var decimal: String {
        DecimalText.text(of: millionths, decimals: 6)
    }
}
