import Catalog
import Conversation
import Records
import Reports
import TestSupport
import Testing

@Suite struct TotalsTests {
    @Test func `totals are the sums of the ledger's lines`() async throws {
        let sample = try await SampleRecord.make()
        let report = try await RunReport(of: sample.store.record)
        let calls = try await sample.store.record.calls(limit: 1_000)
        var cost: Int64 = 0
        var usage = Usage.zero
        var purposes: [CallPurpose: Int] = [:]
        var (retries, unpriced, unknown, reserved) = (0, 0, 0, Int64(0))
        for call in calls {
            cost += call.end?.price.cost?.picodollars ?? 0
            usage += call.end?.usage.usage ?? .zero
            purposes[call.start.origin.purpose, default: 0] += 1
            if call.start.tryNumber > 1 { retries += 1 }
            if call.end?.price == .unpriced { unpriced += 1 }
            if call.end?.price == .unknownUsage {
                unknown += 1
                reserved += call.start.reserved?.picodollars ?? 0
            }
        }
        #expect(report.total.cost.picodollars == cost)
        #expect(report.total.cost == Money(decimal: "0.543241"))
        #expect(report.total.usage == usage)
        #expect(report.spending.mapValues(\.calls) == purposes)
        #expect(report.retries == retries)
        #expect(report.total.unpriced == unpriced)
        #expect(report.total.unknownUsage == unknown)
        #expect(report.total.reserved.picodollars == reserved)
        #expect(report.total.calls == calls.count)
    }

    @Test func `the lines of results add up to the totals`() async throws {
        let sample = try await SampleRecord.make()
        let report = try await RunReport(of: sample.store.record)
        let bytes = try await collect { (sink) async throws(ReportError) in
            try await ResultLines.write(sample.store.record, to: sink)
        }
        var cost = Money.zero
        var (calls, input) = (0, 0)
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let result = try JSONValue(parsing: Array(line))
            for key in ["cost", "judgeCost"] {
                cost += result[key]?.string.flatMap(Money.init(decimal:)) ?? .zero
            }
            calls += result["calls"]?.integer ?? 0
            input += result["usage"]?["input"]?.integer ?? 0
        }
        #expect(cost == report.total.cost)
        #expect(calls == report.total.calls)
        #expect(input == report.total.usage.input - (report.spending[.judge]?.usage.input ?? 0))
    }

    @Test func `groups and models add up to the totals without the judges`() async throws {
        let sample = try await SampleRecord.make()
        let report = try await RunReport(of: sample.store.record)
        let expected = report.spending.filter { $0.key != .judge }.values.reduce(.none, +)
        for figures in [report.models, report.groups] {
            #expect(figures.map(\.spending).reduce(.none, +) == expected)
            #expect(figures.map(\.jobs).reduce(0, +) == 7)
        }
    }

    @Test func `a model's figures are the same whether or not its jobs fall into groups`() async throws {
        let sample = try await SampleRecord.make()
        let record = sample.store.record
        let direct = try await record.figures(by: .model)
        #expect(try await RunReport(of: record).models == direct)
        // One more job of the model `big` that has another label.
        var job = try #require(try await record.job(sample.id("a", "big", 1))).planned
        job.sequence = 8
        job.id = JobID("other")
        job.axes = JSONObject([.init(key: "model", value: "other-label")])
        try await sample.store.insertPlan([job])
        let report = try await RunReport(of: record)
        #expect(report.models.map(\.jobs) == [4, 4])
        #expect(report.groups.map(\.jobs) == [3, 1, 4])
        #expect(report.models.map(\.durations) == direct.map(\.durations))
    }

    @Test func `a job whose calls said nothing has an unknown cost, not zero`() async throws {
        let sample = try await SampleRecord.make()
        let summary = try #require(try await sample.store.record.summary(of: sample.id("d", "small", 1)))
        #expect(summary.spending.knownCost == nil)
        #expect(summary.spending.knownUsage == nil)
        let notStarted = try #require(try await sample.store.record.summary(of: sample.id("c", "small", 1)))
        #expect(notStarted.spending.knownCost == .zero)
        #expect(notStarted.spending.knownUsage == .zero)
    }

    @Test func `percentiles are values that were measured, by nearest rank`() async throws {
        let sample = try await SampleRecord.make()
        let big = try await RunReport(of: sample.store.record).models[0]
        // 1.92 s, 4 s and 10 s.
        #expect(
            big.durations
                == Percentiles(p50: .seconds(4), p90: .seconds(10), p99: .seconds(10))
        )
    }

    @Test func `reports are written in full into the run's folder`() async throws {
        let sample = try await SampleRecord.make()
        try await RunReports.write(
            sample.store.record,
            results: ResultFile(of: sample.store.record, at: sample.folder.file("results.jsonl")),
            into: sample.folder
        )
        let name = "runs/" + sample.folder.id.rawValue
        let results = try sample.scratch.read(name + "/results.jsonl")
        #expect(results.split(separator: "\n").count == 7)
        let report = try JSONValue(parsing: try sample.scratch.read(name + "/report.json"))
        #expect(report["totals"]?["cost"] == "0.543241")
        #expect(try sample.scratch.read(name + "/report.md").hasPrefix("# Sample "))
        #expect(!sample.scratch.exists(name + "/results.jsonl.part"))
    }

    @Test func `a report that fails halfway leaves the earlier one as it was`() async throws {
        let sample = try await SampleRecord.make()
        let path = try sample.scratch.write("earlier", to: "report.md")
        let failure = ReportError.output(path: "x", message: "no")
        await #expect(throws: failure) {
            try await RunReports.writeFile(at: path) { (sink) async throws(ReportError) in
                try sink(Array("half".utf8))
                throw failure
            }
        }
        #expect(try sample.scratch.read("report.md") == "earlier")
        #expect(!sample.scratch.exists("report.md.part"))
    }

    @Test func `earlier runs are listed with what was really paid`() async throws {
        let sample = try await SampleRecord.make()
        let runs = sample.scratch.path("runs")
        try sample.scratch.write("no record", to: "runs/20250101T000000Z-broken-0001/record.sqlite")
        let list = await RunList(in: runs)
        #expect(list.lines.map(\.state) == ["stopped"])
        #expect(list.lines.map(\.spent.cost) == [Money(decimal: "0.543241")])
        #expect(list.unreadable.keys.map(\.rawValue) == ["20250101T000000Z-broken-0001"])
        try await sample.store.commit(.runBegan)
        #expect(await RunList(in: runs).lines.map(\.state) == ["interrupted"])
        let lock = try RunLock(of: sample.folder)
        #expect(await RunList(in: runs).lines.map(\.state) == ["running"])
        lock.release()
        let replayed = try await SampleRecord.make(isReplayed: true)
        #expect(await RunList(in: replayed.scratch.path("runs")).lines.map(\.spent) == [.none])
    }
}
