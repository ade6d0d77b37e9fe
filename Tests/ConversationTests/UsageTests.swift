import Conversation
import Testing

struct UsageTests {
    private let usage = Usage(
        input: 1,
        cacheRead: 20,
        cacheWriteShort: 300,
        cacheWriteLong: 4_000,
        output: 50_000,
        reasoning: 600_000
    )

    @Test func `the prompt is all input, the completion all output`() {
        #expect(usage.prompt == 4_321)
        #expect(usage.completion == 650_000)
    }

    @Test func `sums are made count by count`() {
        var sum = usage + usage
        sum += Usage(input: 1)
        #expect(
            sum
                == Usage(
                    input: 3,
                    cacheRead: 40,
                    cacheWriteShort: 600,
                    cacheWriteLong: 8_000,
                    output: 100_000,
                    reasoning: 1_200_000
                )
        )
        #expect(usage + .zero == usage)
    }

    @Test func `an absurd count stays at the largest and ends nothing`() {
        let absurd = Usage(input: .max, cacheRead: .max, output: .max, reasoning: .max)
        #expect(absurd.prompt == .max)
        #expect(absurd.completion == .max)
        #expect(absurd + absurd == absurd)
    }

    @Test func `usage that was not reported is not zero`() {
        #expect(ReportedUsage.unknown.usage == nil)
        #expect(ReportedUsage(usage: .zero) != .unknown)
    }
}
