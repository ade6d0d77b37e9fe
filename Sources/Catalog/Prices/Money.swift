/// An amount in whole pico-dollars (10⁻¹² USD), up to about 9.2 million dollars. No floating point touches it.
package struct Money: Hashable, Sendable {
    package let picodollars: Int64

    package init(picodollars: Int64) {
        self.picodollars = picodollars
    }

    /// Reads an amount in dollars, such as `5.00`; nothing where it is no decimal text, is finer than a pico-dollar or
    /// is more than can be counted.
    package init?(decimal text: String) {
        guard let number = try? DecimalText.parse(text, decimals: 12) else { return nil }
        self.init(picodollars: number)
    }

    /// Reads an amount in dollars from a JSON number's literal, such as `1.4375e-05`, rounded half-even to the pico-dollar;
    /// nothing where it is negative or more than can be counted.
    package init?(literal text: String) {
        guard let number = try? DecimalText.parse(literal: text, decimals: 12, rounding: .halfEven) else {
            return nil
        }
        self.init(picodollars: number)
    }

    /// The nearest amount that can be counted.
    init(clamping number: Int128) {
        self.init(picodollars: Int64(clamping: number))
    }

    package static let zero = Money(picodollars: 0)

    /// What every amount beyond the countable becomes: a sum that reaches it stays there and says so when printed,
    /// rather than wrapping around to something small.
    package static let limit = Money(picodollars: .max)

    /// Whether this stands for more than can be counted.
    package var isAtLimit: Bool {
        self == .limit || picodollars == .min
    }
}

// MARK: - Text

extension Money {
    /// Dollars as the shortest exact decimal: `0.001041`.
    package var decimal: String {
        DecimalText.text(of: picodollars, decimals: 12)
    }

    /// Dollars for people, rounded half-even: `0.0010` with 4 places. At the limit it says `over`.
    package func dollars(places: Int) -> String {
        let places = min(max(places, 0), 12)
        var unit: Int64 = 1
        for _ in places..<12 { unit *= 10 }
        let units = Int64(Int128(picodollars).dividedHalfEven(by: Int128(unit)))
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let fraction = places == 0 ? "" : "." + padded.suffix(places)
        return (isAtLimit ? "over " : "") + (units < 0 ? "-" : "") + padded.dropLast(places) + fraction
    }
}

// MARK: - Arithmetic

extension Money: Comparable {
    package static func < (left: Money, right: Money) -> Bool {
        left.picodollars < right.picodollars
    }

    /// Stops at the limit.
    package static func + (left: Money, right: Money) -> Money {
        Money(clamping: Int128(left.picodollars) + Int128(right.picodollars))
    }

    /// Stops at the limit.
    package static func - (left: Money, right: Money) -> Money {
        Money(clamping: Int128(left.picodollars) - Int128(right.picodollars))
    }

    package static func += (left: inout Money, right: Money) {
        left = left + right
    }

    package static func -= (left: inout Money, right: Money) {
        left = left - right
    }
}

extension Int128 {
    /// The quotient rounded to the nearest whole number, and to the even one where two are as near.
    func dividedHalfEven(by divisor: Int128) -> Int128 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        let rest = remainder.magnitude
        let missing = divisor.magnitude - rest
        guard rest > missing || rest == missing && !quotient.isMultiple(of: 2) else { return quotient }
        return quotient + ((self < 0) == (divisor < 0) ? 1 : -1)
    }
}

/// Coded as decimal text.
extension Money: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let money = Money(decimal: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an amount: \(text)")
        }
        self = money
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(decimal)
    }
}
