import Catalog
import Conversation
import Testing

/// The cost function against sums worked out digit by digit from the sheet's own JSON text.
struct WideArithmeticTests {
    @Test(arguments: 0..<10) func `any cost equals the sum worked out digit by digit`(seed: UInt64) throws {
        var chance = Chance(state: seed)
        for _ in 0..<30 {
            var sheet = try PriceSheet(sheetJSON(&chance))
            let usage = Usage(
                input: tokens(&chance),
                cacheRead: tokens(&chance),
                cacheWriteShort: tokens(&chance),
                cacheWriteLong: tokens(&chance),
                output: tokens(&chance),
                reasoning: tokens(&chance)
            )
            let tier = ["fast", "odd", nil].randomElement(using: &chance) ?? nil
            let millionths =
                Bool.random(using: &chance) ? 1_000_000 : Int64.random(in: 0..<9_000_000, using: &chance)
            sheet.regions = [RegionFactor(name: "there", factor: Multiplier(millionths: millionths))]
            let cost = sheet.cost(of: usage, tier: tier, region: "there", at: Moment(microseconds: 0))
            let expected = Self.expected(usage, sheet.json, tier: tier, millionths: millionths)
            #expect(String(cost.picodollars) == expected.text)
        }
    }

    private static func expected(_ usage: Usage, _ sheet: JSONValue, tier: String?, millionths: Int64)
        -> Digits
    {
        let service = tier == "fast" ? sheet["services"]?.array?.first : nil
        var card = service ?? sheet
        let prompt = usage.input + usage.cacheRead + usage.cacheWriteShort + usage.cacheWriteLong
        for step in (service ?? sheet)["above"]?.array ?? [] where prompt > step["tokens"]?.integer ?? .max {
            card = step
        }
        func price(_ keys: String...) -> Digits {
            Digits(millionthsOf: keys.lazy.compactMap { card[$0]?.string }.first ?? "")
        }
        var sum = Digits("0")
        sum = sum + Digits(String(usage.input)) * price("input")
        sum = sum + Digits(String(usage.cacheRead)) * price("cacheRead", "input")
        sum = sum + Digits(String(usage.cacheWriteShort)) * price("cacheWriteShort", "input")
        sum =
            sum + Digits(String(usage.cacheWriteLong)) * price("cacheWriteLong", "cacheWriteShort", "input")
        sum = sum + Digits(String(usage.output + usage.reasoning)) * price("output")
        return (sum * Digits(String(millionths))).millionthRoundedHalfEven
    }

    private func tokens(_ chance: inout Chance) -> Int {
        let size = [0, 10, 1_000, 200_000, 1_000_000].randomElement(using: &chance) ?? 0
        return Int.random(in: 0...size, using: &chance)
    }

    private func sheetJSON(_ chance: inout Chance) -> JSONValue {
        var object = rates(&chance)
        object["above"] = .array([above(300_000, &chance), above(1_000_000, &chance)])
        var fast = rates(&chance)
        fast["names"] = ["fast"]
        if Bool.random(using: &chance) { fast["above"] = .array([above(200_000, &chance)]) }
        object["services"] = .array([.object(fast)])
        return .object(object)
    }

    private func above(_ tokens: Int, _ chance: inout Chance) -> JSONValue {
        var object = rates(&chance)
        object["tokens"] = .number(String(tokens))
        return .object(object)
    }

    private func rates(_ chance: inout Chance) -> JSONObject {
        var object = JSONObject()
        for key in ["input", "output", "cacheRead", "cacheWriteShort", "cacheWriteLong"] {
            let isOptional = key.hasPrefix("cache")
            if isOptional, Int.random(in: 0..<3, using: &chance) == 0 { continue }
            let whole = Int.random(in: 0...200, using: &chance)
            let millionths = String(Int.random(in: 1_000_000...1_999_999, using: &chance)).dropFirst()
            object[key] = .string("\(whole).\(millionths)")
        }
        return object
    }
}

/// A whole number as its decimal digits, the last one first: slow, of any size, and unlike what it is compared with.
private struct Digits {
    var reversed: [Int]

    init(_ text: String) {
        reversed = text.reversed().compactMap(\.wholeNumberValue)
    }

    init(millionthsOf decimal: String) {
        let parts = decimal.split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        self.init(parts[0] + fraction + String(repeating: "0", count: 6 - fraction.count))
    }

    var text: String {
        let digits = reversed.reversed().drop { $0 == 0 }.map(String.init).joined()
        return digits.isEmpty ? "0" : digits
    }

    var millionthRoundedHalfEven: Digits {
        let rest = Array(reversed.prefix(6))
        var quotient = Digits("0")
        quotient.reversed = Array(reversed.dropFirst(6))
        let isHalf = rest.last == 5 && rest.dropLast().allSatisfy { $0 == 0 }
        let isMore = (rest.last ?? 0) >= 5 && rest.count == 6 && !isHalf
        let isOdd = (quotient.reversed.first ?? 0) % 2 == 1
        return isMore || (isHalf && rest.count == 6 && isOdd) ? quotient + Digits("1") : quotient
    }

    static func + (left: Digits, right: Digits) -> Digits {
        var sum = Digits("")
        var carry = 0
        for index in 0...max(left.reversed.count, right.reversed.count) {
            let digits = [left, right].map { index < $0.reversed.count ? $0.reversed[index] : 0 }
            let total = digits[0] + digits[1] + carry
            sum.reversed.append(total % 10)
            carry = total / 10
        }
        return sum
    }

    static func * (left: Digits, right: Digits) -> Digits {
        var product = Digits("0")
        for (place, digit) in left.reversed.enumerated() {
            for _ in 0..<digit {
                var shifted = right
                shifted.reversed.insert(contentsOf: Array(repeating: 0, count: place), at: 0)
                product = product + shifted
            }
        }
        return product
    }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
