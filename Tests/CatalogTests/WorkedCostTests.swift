import Catalog
import Conversation
import Testing

/// Costs worked out by hand from the providers' own price lists.
struct WorkedCostTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var model: String
        var usage: Usage
        var tier: String?
        var moment = Self.sundayNoon
        var region: String?
        var cost: String

        var testDescription: String {
            name
        }

        /// 2026-11-22T12:00:00Z
        static let sundayNoon = Moment(microseconds: 1_795_348_800_000_000)
        /// 2026-11-23T02:00:00Z
        static let mondayAtPeak = Moment(microseconds: 1_795_399_200_000_000)
    }

    static let examples: [Example] = [
        Example(
            name: "A: all kinds of input and output",
            model: "anthropic/claude-opus-5-5",
            usage: Usage(
                input: 1_200,
                cacheRead: 180_000,
                cacheWriteShort: 4_000,
                cacheWriteLong: 5_000,
                output: 1_400,
                reasoning: 2_100
            ),
            cost: "0.1708"
        ),
        Example(
            name: "A′: the same as a batch",
            model: "anthropic/claude-opus-5-5",
            usage: Usage(
                input: 1_200,
                cacheRead: 180_000,
                cacheWriteShort: 4_000,
                cacheWriteLong: 5_000,
                output: 1_400,
                reasoning: 2_100
            ),
            tier: "batch",
            cost: "0.0854"
        ),
        Example(
            name: "A″: the same in a dearer region",
            model: "anthropic/claude-opus-5-5",
            usage: Usage(
                input: 1_200,
                cacheRead: 180_000,
                cacheWriteShort: 4_000,
                cacheWriteLong: 5_000,
                output: 1_400,
                reasoning: 2_100
            ),
            region: "us",
            cost: "0.18788"
        ),
        Example(
            name: "B: a prompt of exactly the threshold",
            model: "anthropic/claude-haiku-5-5",
            usage: Usage(input: 5_000, cacheRead: 90_000, cacheWriteShort: 5_000, output: 800),
            cost: "0.002425"
        ),
        Example(
            name: "B′: one token more",
            model: "anthropic/claude-haiku-5-5",
            usage: Usage(input: 5_001, cacheRead: 90_000, cacheWriteShort: 5_000, output: 800),
            cost: "0.0121255"
        ),
        Example(
            name: "C: writes of short retention",
            model: "openai/gpt-6-sol",
            usage: Usage(
                input: 10_000,
                cacheRead: 60_000,
                cacheWriteShort: 20_000,
                output: 2_000,
                reasoning: 6_000
            ),
            cost: "0.162"
        ),
        Example(
            name: "C′: long writes in the upper size tier",
            model: "openai/gpt-6-sol",
            usage: Usage(
                input: 10_000,
                cacheRead: 250_000,
                cacheWriteShort: 30_000,
                cacheWriteLong: 10_000,
                output: 2_000,
                reasoning: 6_000
            ),
            cost: "0.51"
        ),
        Example(
            name: "D: cache reads without writes",
            model: "openai/gpt-5.4-mini",
            usage: Usage(input: 2_500, cacheRead: 7_500, output: 900),
            cost: "0.0064875"
        ),
        Example(
            name: "E: reasoning in the upper size tier",
            model: "google/gemini-2.5-pro",
            usage: Usage(input: 50_300, cacheRead: 200_000, output: 1_500, reasoning: 4_000),
            cost: "0.25825"
        ),
        Example(
            name: "F: off-peak",
            model: "deepseek/deepseek-v4-pro",
            usage: Usage(input: 3_000, cacheRead: 29_000, output: 1_200),
            cost: "0.004994"
        ),
        Example(
            name: "F′: at peak",
            model: "deepseek/deepseek-v4-pro",
            usage: Usage(input: 3_000, cacheRead: 29_000, output: 1_200),
            moment: Example.mondayAtPeak,
            cost: "0.009988"
        ),
        Example(
            name: "G: reasoning beside the completion",
            model: "xai/grok-4.6",
            usage: Usage(input: 27, cacheRead: 98, output: 48, reasoning: 212),
            cost: "0.001663"
        ),
    ]

    @Test(arguments: examples) func `a worked example costs what was worked out`(example: Example) throws {
        let reference = try #require(ModelReference(example.model))
        let sheet = try #require(ModelCatalog.builtIn()[reference]?.price)
        let cost = sheet.cost(
            of: example.usage,
            tier: example.tier,
            region: example.region,
            at: example.moment
        )
        #expect(cost.decimal == example.cost)
    }
}
