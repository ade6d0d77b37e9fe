import Catalog
import Conversation
import Records
import Testing

@Suite struct SpendingTests {
    @Test func `sums tell what is known, what is not, and what a budget must go on holding`() async throws {
        let sample = try await SampleRun.begun()
        try await sample.store.commit(.sheetUsed(SampleRun.sheet))
        let usage = ReportedUsage(usage: Usage(input: 10, output: 5))
        let partial = ReportedUsage(usage: Usage(input: 10), isPartial: true)
        func ended(_ purpose: CallPurpose, _ usage: ReportedUsage, _ price: CallPrice) async throws {
            try await sample.call(sample.callStart(purpose: purpose)) {
                CallEnd(
                    number: $0,
                    ended: .later(1),
                    result: .answered(stopReason: "endTurn"),
                    usage: usage,
                    price: price
                )
            }
        }
        let cent = Money(picodollars: 10_000_000_000)
        try await ended(.agent, usage, .priced(cent, sheet: SampleRun.sheet.digest))
        try await ended(.agent, usage, .priced(cent, sheet: SampleRun.sheet.digest))
        try await ended(.judge, usage, .unpriced)
        try await ended(.judge, .unknown, .unpriced)
        try await ended(.agent, .unknown, .unknownUsage)
        try await ended(.agent, partial, .unknownUsage)
        try await ended(.agent, .unknown, .free)
        try await sample.store.commit(.callStarted(sample.callStart()))

        let record = sample.store.record
        let all = Spending(
            cost: cent + cent,
            calls: 8,
            priced: 3,
            unpriced: 2,
            unknownUsage: 4,
            open: 1,
            reserved: Money(picodollars: 1_500_000_000_000),
            usage: Usage(input: 40, output: 15),
            measured: 4
        )
        #expect(try await record.spending() == all)
        #expect(try await record.spending(of: SampleRun.job) == all)
        #expect(try await record.spending(of: SampleRun.job, attempt: 1) == all)
        #expect(try await record.spending(of: SampleRun.job, attempt: 2).calls == 0)
        #expect(try await record.spendingByProvider() == [ProviderID("local"): all])
        #expect(try await record.spendingByManifest() == [1: all])
        let purposes = try await record.spendingByPurpose()
        #expect(
            purposes[.judge]
                == Spending(
                    cost: .zero,
                    calls: 2,
                    unpriced: 2,
                    unknownUsage: 1,
                    reserved: .zero,
                    usage: Usage(input: 10, output: 5),
                    measured: 1
                )
        )
        #expect(Set(purposes.keys) == [.agent, .judge])
    }

    @Test func `a sum beyond what can be counted stops at the limit`() async throws {
        let sample = try await SampleRun.begun()
        try await sample.store.commit(.sheetUsed(SampleRun.sheet))
        for _ in 0..<3 {
            try await sample.call(sample.callStart()) {
                CallEnd(
                    number: $0,
                    ended: .later(1),
                    result: .answered(stopReason: "endTurn"),
                    usage: ReportedUsage(usage: Usage(input: 1)),
                    price: .priced(.limit, sheet: SampleRun.sheet.digest)
                )
            }
        }
        #expect(try await sample.store.record.spending().cost == .limit)
    }

    @Test func `a call is not priced by a sheet that is not stored`() async throws {
        let sample = try await SampleRun.begun()
        let start = sample.callStart()
        try await sample.store.commit(.callStarted(start))
        let end = CallEnd(
            number: start.number,
            ended: .later(1),
            result: .answered(stopReason: "endTurn"),
            usage: ReportedUsage(usage: .zero),
            price: .priced(.zero, sheet: Digest(of: "unknown"))
        )
        await #expect(throws: RecordError.rejected(message: "FOREIGN KEY constraint failed")) {
            try await sample.store.commit(.callEnded(end))
        }
    }
}
