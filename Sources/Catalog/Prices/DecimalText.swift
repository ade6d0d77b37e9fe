/// Why a text is not an amount or a price.
package enum DecimalProblem: Error, Hashable, Sendable {
    /// Not an optional minus, digits, and at most one point with digits after it.
    case notADecimal
    /// Below zero, where that makes no sense.
    case negative
    /// Finer than this many decimals can say.
    case tooFine(decimals: Int)
    /// More than can be counted.
    case tooLarge
}

/// Decimal text as a whole number of its last decimal, without a floating point on the way.
enum DecimalText {
    /// `"0.25"` with 6 decimals is 250,000. Zeros beyond the last decimal say nothing and are allowed.
    static func parse(_ text: String, decimals: Int) throws(DecimalProblem) -> Int64 {
        var bytes = text.utf8[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        var digits = 0
        var fraction: Int?
        var number: Int64 = 0
        for byte in bytes {
            if byte == UInt8(ascii: "."), fraction == nil, digits > 0 {
                fraction = 0
                continue
            }
            let digit = Int64(byte) - 48
            guard 0...9 ~= digit else { throw .notADecimal }
            digits += 1
            if let places = fraction {
                fraction = places + 1
                guard places < decimals else {
                    if digit == 0 { continue }
                    throw .tooFine(decimals: decimals)
                }
            }
            number = try append(isNegative ? -digit : digit, to: number)
        }
        guard digits > 0, fraction != 0 else { throw .notADecimal }
        for _ in min(fraction ?? 0, decimals)..<decimals { number = try append(0, to: number) }
        return number
    }

    /// What becomes of what is finer than the last decimal.
    enum Rounding {
        /// It counts as one more of it, so that no price is taken for less than it is.
        case up
        /// The nearest, and of two as near the even one.
        case halfEven
    }

    /// Reads a JSON number's literal, which may have an exponent: `2.5e-1` with 6 decimals is 250,000.
    static func parse(
        literal: String,
        decimals: Int,
        rounding: Rounding = .up
    ) throws(DecimalProblem) -> Int64 {
        let parts = literal.split(separator: "e", omittingEmptySubsequences: false)
            .flatMap { $0.split(separator: "E", omittingEmptySubsequences: false) }
        let mantissa = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, mantissa.count <= 2, let exponent = parts.count == 2 ? Int(parts[1]) : 0
        else {
            throw .notADecimal
        }
        let isNegative = mantissa[0].hasPrefix("-")
        let whole = isNegative ? mantissa[0].dropFirst() : mantissa[0]
        let digits = whole + (mantissa.count == 2 ? mantissa[1] : "")
        guard !digits.isEmpty, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            throw .notADecimal
        }
        guard let first = digits.firstIndex(where: { $0 != "0" }) else { return 0 }
        if isNegative { throw .negative }
        // Where the digits that count end, from the first one that is not zero.
        let leading = digits.distance(from: digits.startIndex, to: first)
        let end = max(-1_000_000, min(1_000_000, exponent)) + whole.count + decimals - leading
        guard end >= 0 else { return rounding == .up ? 1 : 0 }
        guard end <= 19 else { throw .tooLarge }
        let significant = digits[first...]
        let kept = significant.prefix(end)
        let text = kept + String(repeating: "0", count: end - kept.count)
        guard let number = text.isEmpty ? 0 : Int64(text) else { throw .tooLarge }
        let rest = significant.dropFirst(end)
        guard rest.contains(where: { $0 != "0" }) else { return number }
        if rounding == .halfEven {
            // Digits of the same count, compared as text.
            let half = "5" + String(repeating: "0", count: rest.count - 1)
            if rest < half || rest == half && number.isMultiple(of: 2) { return number }
        }
        return try append(number % 10 + 1, to: number / 10)
    }

    /// The shortest text of a whole number of last decimals: 250,000 with 6 decimals is `"0.25"`.
    static func text(of number: Int64, decimals: Int) -> String {
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        var fraction = padded.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = padded.dropLast(decimals)
        return (number < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func append(_ digit: Int64, to number: Int64) throws(DecimalProblem) -> Int64 {
        let (shifted, tooLong) = number.multipliedReportingOverflow(by: 10)
        let (sum, tooMuch) = shifted.addingReportingOverflow(digit)
        if tooLong || tooMuch { throw .tooLarge }
        return sum
    }
}
