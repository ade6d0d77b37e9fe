/// The value of a JSON number, exact to its last digit: nothing passes through a `Double`.
///
/// Equal numbers are equal however they are written: `1`, `1.0` and `10e-1`.
struct ExactNumber: Hashable, Sendable {
    let isNegative: Bool
    /// The digits from 0 to 9, without zeros at either end; none for 0.
    let digits: [UInt8]
    /// The power of ten by which the digits, read as a whole number, are multiplied; 0 for 0.
    let exponent: Int

    /// Nothing where the literal is no JSON number.
    init?(_ literal: String) {
        var rest = Array(literal.utf8)[...]
        var isNegative = false
        if rest.first == UInt8(ascii: "-") {
            isNegative = true
            rest.removeFirst()
        }
        var digits = Self.takeDigits(&rest)
        guard !digits.isEmpty else { return nil }
        var exponent = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            let fraction = Self.takeDigits(&rest)
            guard !fraction.isEmpty else { return nil }
            digits += fraction
            exponent = -fraction.count
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            guard let power = Self.takeExponent(&rest) else { return nil }
            exponent += power
        }
        guard rest.isEmpty else { return nil }

        let significant = digits.drop { $0 == 0 }
        let zeros = significant.reversed().prefix { $0 == 0 }.count
        self.digits = Array(significant.dropLast(zeros))
        self.isNegative = isNegative && !significant.isEmpty
        self.exponent = significant.isEmpty ? 0 : exponent + zeros
    }

    private static func takeDigits(_ text: inout ArraySlice<UInt8>) -> [UInt8] {
        let digits = text.prefix { $0 &- UInt8(ascii: "0") < 10 }
        text.removeFirst(digits.count)
        return digits.map { $0 - UInt8(ascii: "0") }
    }

    /// Powers of ten beyond these are taken for these.
    private static let greatestPower = 100_000_000_000_000_000

    private static func takeExponent(_ text: inout ArraySlice<UInt8>) -> Int? {
        let sign = text.first == UInt8(ascii: "-") ? -1 : 1
        if text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") { text.removeFirst() }
        let digits = takeDigits(&text)
        guard !digits.isEmpty else { return nil }
        return sign * digits.reduce(0) { $0 >= greatestPower ? greatestPower : $0 * 10 + Int($1) }
    }
}

// MARK: - Questions

extension ExactNumber {
    /// Whether it has no fraction.
    var isWhole: Bool {
        exponent >= 0
    }

    /// The number as a count; `Int.max` where it is greater than that, nothing where it is negative or has a
    /// fraction.
    var count: Int? {
        guard isWhole, !isNegative else { return nil }
        guard digits.count + exponent <= 18 else { return .max }
        let zeros = repeatElement(UInt8(0), count: exponent)
        return (digits + zeros).reduce(0) { $0 * 10 + Int($1) }
    }
}

extension ExactNumber: Comparable {
    static func < (left: ExactNumber, right: ExactNumber) -> Bool {
        guard left.isNegative == right.isNegative else { return left.isNegative }
        return left.isNegative
            ? right.isNearerToZero(than: left)
            : left.isNearerToZero(than: right)
    }

    private func isNearerToZero(than other: ExactNumber) -> Bool {
        if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
        // The place of the first digit decides; where it is the same, digit by digit.
        let place = exponent + digits.count
        let otherPlace = other.exponent + other.digits.count
        guard place == otherPlace else { return place < otherPlace }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}

// MARK: - Multiples

/// A number of which others are multiples or not.
struct ExactDivisor: Hashable, Sendable {
    /// So many digits that the product of two remainders fits in 128 bits.
    static let digitLimit = 18

    private let coefficient: UInt128
    private let exponent: Int

    /// Nothing where the number is not greater than 0, or has more than ``digitLimit`` digits that count.
    init?(_ number: ExactNumber) {
        guard !number.isNegative, !number.digits.isEmpty, number.digits.count <= Self.digitLimit else {
            return nil
        }
        coefficient = number.digits.reduce(0) { $0 * 10 + UInt128($1) }
        exponent = number.exponent
    }

    func divides(_ number: ExactNumber) -> Bool {
        guard !number.digits.isEmpty else { return true }
        // With a number of a·10ⁿ and a divisor of b·10ᵐ: where n < m, b·10ᵐ⁻ⁿ would have to divide a, which
        // does not end in 0.
        guard number.exponent >= exponent else { return false }
        let remainder = number.digits.reduce(0) { ($0 * 10 + UInt128($1)) % coefficient }
        return remainder * powerOfTen(number.exponent - exponent) % coefficient == 0
    }

    /// 10ⁿ, less all whole multiples of the coefficient.
    private func powerOfTen(_ power: Int) -> UInt128 {
        var result = 1 % coefficient
        var base = 10 % coefficient
        var rest = power
        while rest > 0 {
            if rest & 1 == 1 { result = result * base % coefficient }
            base = base * base % coefficient
            rest >>= 1
        }
        return result
    }
}
