import Catalog
import Foundation
import Testing

struct MoneyTests {
    @Test(arguments: [
        ("0", 0), ("5", 5_000_000_000_000), ("5.00", 5_000_000_000_000), ("0.000000000001", 1),
        ("-0.000000000001", -1), ("0.001041", 1_041_000_000), ("9223372.036854775807", Int64.max),
        ("-9223372.036854775808", Int64.min), ("007.5", 7_500_000_000_000), ("-0", 0),
        ("1.0000000000000000", 1_000_000_000_000),
    ])
    func `decimal text is read exactly`(text: String, picodollars: Int64) {
        #expect(Money(decimal: text)?.picodollars == picodollars)
    }

    @Test(arguments: [
        "", "-", ".", "5.", ".5", "-.5", "+5", "1e3", "1E3", "0x1", " 1", "1 ", "1,5", "1.2.3", "--1", "$5",
        "NaN", "inf", "٣", "0.0000000000001", "9223372.036854775808", "-9223372.036854775809",
        "99999999999999999999",
    ])
    func `other text is no amount`(text: String) {
        #expect(Money(decimal: text) == nil)
    }

    @Test(arguments: [
        (Int64(0), "0"), (1, "0.000000000001"), (-1, "-0.000000000001"), (1_041_000_000, "0.001041"),
        (5_000_000_000_000, "5"), (12_340_000_000_000, "12.34"), (.max, "9223372.036854775807"),
        (.min, "-9223372.036854775808"),
    ])
    func `the exact text is the shortest`(picodollars: Int64, text: String) {
        #expect(Money(picodollars: picodollars).decimal == text)
        #expect(Money(decimal: text)?.picodollars == picodollars)
    }

    @Test(arguments: [
        (Int64(0), 2, "0.00"), (1_041_000_000, 4, "0.0010"), (5_000_000_000, 2, "0.00"),
        (15_000_000_000, 2, "0.02"), (25_000_000_000, 2, "0.02"), (25_000_000_001, 2, "0.03"),
        (-15_000_000_000, 2, "-0.02"), (-5_000_000_000, 2, "0.00"), (999_999_999_999, 2, "1.00"),
        (1_500_000_000_000, 0, "2"), (2_500_000_000_000, 0, "2"), (1, 12, "0.000000000001"),
        (1, 20, "0.000000000001"), (12_345_678_901_234, -3, "12"),
    ])
    func `people see it rounded half to even`(picodollars: Int64, places: Int, text: String) {
        #expect(Money(picodollars: picodollars).dollars(places: places) == text)
    }

    @Test(arguments: [
        ("0.00014375", 143_750_000), ("1.4375e-05", 14_375_000), ("3", 3_000_000_000_000), ("0", 0),
        ("0.00010049999999999999", 100_500_000), ("0.000100500000000000004", 100_500_000),
        ("0.0000000000005", 0), ("0.0000000000015", 2), ("0.00000000000051", 1), ("1e-30", 0),
        ("1663e-10", 166_300),
    ])
    func `a number's literal is read without a floating point`(literal: String, picodollars: Int64) {
        #expect(Money(literal: literal)?.picodollars == picodollars)
    }

    @Test(arguments: ["-0.1", "1e30", "NaN", "", "\"1\""])
    func `a literal that no call can cost is none`(literal: String) {
        #expect(Money(literal: literal) == nil)
    }

    @Test func `a sum beyond the countable stops at the limit and says so`() {
        let most = Money(picodollars: .max)
        #expect(most + Money(picodollars: 1) == .limit)
        #expect(Money(picodollars: .min) - Money(picodollars: 1) == Money(picodollars: .min))
        #expect((Money(picodollars: .max - 1) + Money(picodollars: 5)).isAtLimit)
        #expect(!Money(picodollars: .max - 1).isAtLimit)
        #expect(Money.limit.dollars(places: 2) == "over 9223372.04")
        #expect(Money(picodollars: .min) - .limit == Money(picodollars: .min))
    }

    @Test func `sums and differences are exact`() {
        var sum = Money(picodollars: 5)
        sum += Money(picodollars: 7)
        sum -= Money(picodollars: 20)
        #expect(sum == Money(picodollars: -8))
        #expect([Money(picodollars: 3), Money(picodollars: -4)].min() == Money(picodollars: -4))
    }

    @Test func `coders write it as text`() throws {
        let amounts = [Money(picodollars: 1_041_000_000), .zero]
        let data = try JSONEncoder().encode(amounts)
        #expect(String(decoding: data, as: UTF8.self) == #"["0.001041","0"]"#)
        #expect(try JSONDecoder().decode([Money].self, from: data) == amounts)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Money].self, from: Data(#"["5 dollars"]"#.utf8))
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Money].self, from: Data("[0.5]".utf8))
        }
    }

    @Test(arguments: [
        ("2.5", 2_500_000), ("0.000001", 1), ("0", 0), ("0.020833", 20_833), ("30", 30_000_000),
    ])
    func `a rate is whole pico-dollars a token`(text: String, picodollars: Int64) throws {
        let rate = try Rate(perMillion: text)
        #expect(rate == Rate(picodollars: picodollars))
        #expect(rate.perMillion == text)
    }

    @Test(arguments: [
        ("0.0000001", DecimalProblem.tooFine(decimals: 6)), ("-1", .negative), ("one", .notADecimal),
        ("9999999999999999", .tooLarge),
    ])
    func `a rate that cannot be is refused with its reason`(text: String, problem: DecimalProblem) {
        #expect(throws: problem) { try Rate(perMillion: text) }
    }

    @Test func `a multiplier is an exact fraction`() throws {
        #expect(try Multiplier(decimal: "1.1") == Multiplier(millionths: 1_100_000))
        #expect(try Multiplier(decimal: "1") == .one)
        #expect(try Multiplier(decimal: "0.85").decimal == "0.85")
        #expect(throws: DecimalProblem.negative) { try Multiplier(decimal: "-1") }
    }
}
