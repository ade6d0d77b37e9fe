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
