import Catalog
import Conversation
import Testing

struct PriceSheetTests {
    /// 2026-11-23T12:00:00Z
    private let noon = Moment(microseconds: 1_795_435_200_000_000)

    /// Every rate another prime, so that no two can be mistaken for each other.
    private let sheet = PriceSheet(
        standard: RateCard(
            Rates(
                input: Rate(picodollars: 2),
                output: Rate(picodollars: 3),
                cacheRead: Rate(picodollars: 5),
                cacheWriteShort: Rate(picodollars: 7),
                cacheWriteLong: Rate(picodollars: 11)
            ),
            sizeTiers: [
                SizeTier(
                    above: 200,
                    rates: Rates(input: Rate(picodollars: 29), output: Rate(picodollars: 31))
                ),
                SizeTier(
                    above: 100,
                    rates: Rates(
                        input: Rate(picodollars: 13),
                        output: Rate(picodollars: 17),
                        cacheRead: Rate(picodollars: 19),
                        cacheWriteShort: Rate(picodollars: 23)
                    )
                ),
            ]
        ),
        services: [
            ServiceTier(
                names: ["fast", "priority"],
                card: RateCard(Rates(input: Rate(picodollars: 37), output: Rate(picodollars: 41)))
            )
        ]
    )

    private func cost(_ usage: Usage, tier: String? = nil) -> Int64 {
        sheet.cost(of: usage, tier: tier, at: noon).picodollars
    }

    @Test func `each kind of token has its own rate, and reasoning that of output`() {
        let usage = Usage(
            input: 1,
            cacheRead: 10,
            cacheWriteShort: 20,
            cacheWriteLong: 30,
            output: 1_000,
            reasoning: 100
        )
        #expect(cost(usage) == 2 + 50 + 140 + 330 + 3_000 + 300)
    }

    @Test func `a size tier begins one token above its threshold and reprices the whole request`() {
        #expect(cost(Usage(input: 100, output: 1)) == 200 + 3)
        #expect(cost(Usage(input: 101, output: 1)) == 101 * 13 + 17)
        #expect(cost(Usage(input: 200, output: 1)) == 200 * 13 + 17)
        #expect(cost(Usage(input: 201, output: 1)) == 201 * 29 + 31)
    }

    @Test func `what comes from and goes into a cache counts toward the size`() {
        let usage = Usage(input: 25, cacheRead: 25, cacheWriteShort: 25, cacheWriteLong: 26)
        #expect(cost(usage) == 25 * 13 + 25 * 19 + 25 * 23 + 26 * 23)
    }

    @Test func `output does not count toward the size`() {
        #expect(cost(Usage(input: 100, output: 500)) == 200 + 1_500)
    }

    @Test func `without a price of their own cache reads and writes cost what input costs`() {
        let usage = Usage(input: 1, cacheRead: 100, cacheWriteShort: 100, cacheWriteLong: 100)
        #expect(cost(usage) == 301 * 29)
    }

    @Test(arguments: ["fast", "priority"]) func `a service tier is known by each of its names`(tier: String) {
        #expect(cost(Usage(input: 300, output: 2), tier: tier) == 300 * 37 + 82)
    }

    @Test(arguments: ["default", "standard", "auto", "scale", "something new", nil])
    func `a service tier without a price is billed as standard`(tier: String?) {
        #expect(cost(Usage(input: 1, output: 1), tier: tier) == 5)
    }

    @Test func `the worst case takes the dearest rates of all size tiers within reach`() {
        #expect(sheet.worstCase(promptTokens: 100, outputTokens: 10).picodollars == 100 * 11 + 30)
        #expect(sheet.worstCase(promptTokens: 101, outputTokens: 10).picodollars == 101 * 23 + 170)
        #expect(sheet.worstCase(promptTokens: 201, outputTokens: 10).picodollars == 201 * 29 + 310)
        #expect(
            sheet.worstCase(promptTokens: 201, outputTokens: 10, tier: "fast").picodollars == 201 * 37 + 410
        )
    }

    @Test func `a model without a price is unpriced, one with prices of zero is free`() throws {
        let free = PriceSheet(Rates(input: try Rate(perMillion: "0"), output: try Rate(perMillion: "0")))
        let usage = Usage(input: 10, output: 10)
        #expect(Cost(of: usage, by: nil, tier: nil, at: noon) == .unpriced)
        #expect(Cost(of: usage, by: free, tier: nil, at: noon) == .priced(.zero))
    }

    @Test func `absurd token counts stop at the limit`() {
        let all = Int.max
        let usage = Usage(
            input: all,
            cacheRead: all,
            cacheWriteShort: all,
            cacheWriteLong: all,
            output: all,
            reasoning: all
        )
        #expect(sheet.cost(of: usage, tier: nil, at: noon) == .limit)
        var dear = PriceSheet(
            Rates(input: Rate(picodollars: .max), output: Rate(picodollars: .max))
        )
        dear.regions = [RegionFactor(name: "far", factor: Multiplier(millionths: .max))]
        #expect(dear.cost(of: usage, tier: nil, region: "far", at: noon) == .limit)
        #expect(dear.worstCase(promptTokens: all, outputTokens: all) == .limit)
    }

    @Test func `the region that the reply names multiplies everything`() throws {
        let text = #"{"input":"1","output":"2","regions":{"eu":"1.2","us":"1.1"}}"#
        let sheet = try PriceSheet(JSONValue(parsing: text))
        #expect(sheet.json.text == text)
        let usage = Usage(input: 10, output: 10)
        #expect(sheet.cost(of: usage, tier: nil, at: noon).decimal == "0.00003")
        #expect(sheet.cost(of: usage, tier: nil, region: "us", at: noon).decimal == "0.000033")
        #expect(sheet.cost(of: usage, tier: nil, region: "moon", at: noon).decimal == "0.00003")
        #expect(
            Cost(of: usage, by: sheet, tier: nil, region: "eu", at: noon).money?.decimal == "0.000036"
        )
        // Nobody knows beforehand where a call is served.
        #expect(sheet.worstCase(promptTokens: 10, outputTokens: 10).decimal == "0.000036")
    }

    @Test func `a region's factor that cannot be is refused where it stands`() {
        #expect(throws: CatalogError(.price(.negative), at: ["regions", "us"])) {
            try PriceSheet(JSONValue(parsing: #"{"input":"1","output":"2","regions":{"us":"-1"}}"#))
        }
    }

    @Test func `a multiplier is applied before the one rounding, half to even`() {
        func cost(_ tokens: Int, _ millionths: Int64) -> Int64 {
            let rate = Rate(picodollars: 1)
            let factor = RegionFactor(name: "there", factor: Multiplier(millionths: millionths))
            let penny = PriceSheet(
                standard: RateCard(Rates(input: rate, output: rate)),
                regions: [factor]
            )
            return penny.cost(of: Usage(input: tokens), tier: nil, region: "there", at: noon).picodollars
        }
        #expect(cost(1, 500_000) == 0)
        #expect(cost(3, 500_000) == 2)
        #expect(cost(5, 500_000) == 2)
        #expect(cost(7, 500_000) == 4)
        #expect(cost(1, 500_001) == 1)
        #expect(cost(3, 1_100_000) == 3)
        #expect(cost(5, 1_100_000) == 6)
        #expect(cost(15, 1_100_000) == 16)
    }

    @Test func `JSON gives the same sheet and the same digest back`() throws {
        let text = sheet.json.text
        let read = try PriceSheet(JSONValue(parsing: text))
        #expect(read == sheet)
        #expect(read.digest == sheet.digest)
        #expect(
            text == """
                {"input":"0.000002","output":"0.000003","cacheRead":"0.000005","cacheWriteShort":"0.000007",\
                "cacheWriteLong":"0.000011","above":[{"tokens":100,"input":"0.000013","output":"0.000017",\
                "cacheRead":"0.000019","cacheWriteShort":"0.000023"},{"tokens":200,"input":"0.000029",\
                "output":"0.000031"}],"services":[{"names":["fast","priority"],"input":"0.000037",\
                "output":"0.000041"}]}
                """
        )
    }

    @Test func `another price is another digest`() {
        var other = sheet
        other.standard.rates.output = Rate(picodollars: 4)
        #expect(other.digest != sheet.digest)
    }
}
