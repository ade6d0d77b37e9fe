import Catalog
import Conversation
import GRDB
import Testing

@testable import Records

@Suite struct SchemaTests {
    @Test(arguments: [
        "UPDATE run SET state = 'finished'",
        "UPDATE run SET state = 'odd', finished = started",
        "UPDATE run SET replayed = 2",
        "INSERT INTO run SELECT * FROM run",
        "UPDATE job SET outcome = 'succeeded'",
        "UPDATE job SET template = 9",
        "UPDATE job SET vars = '[]'",
        "UPDATE job SET sequence = 'one'",
        "UPDATE attempt SET outcome = 'succeeded'",
        "UPDATE attempt SET finished = started - 1, outcome = 'empty', facts = '{}', changed = '[]'",
        "DELETE FROM attempt",
        "UPDATE session SET parent = 'ses_none', depth = 1",
        "UPDATE session SET depth = 1",
        "UPDATE session SET attempt = 2",
        "UPDATE call SET cost = NULL WHERE pricing = 'priced'",
        "UPDATE call SET sheet = NULL WHERE pricing = 'priced'",
        "UPDATE call SET input = NULL WHERE pricing = 'priced'",
        "UPDATE call SET cost = -1",
        "UPDATE call SET pricing = 'told', cost = NULL",
        "UPDATE call SET reasoning = -1",
        "UPDATE call SET pricing = 'unpriced'",
        "UPDATE call SET state = 'open'",
        "UPDATE call SET purpose = 'other'",
        "UPDATE call SET stopReason = NULL",
        "UPDATE call SET state = 'failed', stopReason = NULL",
        "UPDATE call SET try = 0",
        "UPDATE toolCall SET result = 'text'",
        "UPDATE toolCall SET finished = started",
    ])
    func `the schema refuses what contradicts itself`(sql: String) async throws {
        let sample = try await SampleRun.begun()
        try await sample.store.commit([
            .sheetUsed(SampleRun.sheet),
            .toolStarted(
                ToolStart(
                    session: SampleRun.session,
                    step: 1,
                    call: "a",
                    tool: "read",
                    title: "a.txt",
                    canWrite: false,
                    started: .later(0)
                )
            ),
        ])
        try await sample.call(sample.callStart()) {
            CallEnd(
                number: $0,
                ended: .later(5),
                result: .answered(stopReason: "endTurn"),
                usage: ReportedUsage(usage: Usage(input: 3)),
                price: .priced(Money(picodollars: 7), sheet: SampleRun.sheet.digest)
            )
        }
        do {
            try await sample.store.perform { try $0.execute(sql: sql) }
            Issue.record("it was accepted")
        } catch {
            guard case .rejected = error else {
                Issue.record(error)
                return
            }
        }
    }

    @Test func `views show money as exact decimals and moments as our own texts`() async throws {
        let sample = try await SampleRun.begun()
        try await sample.store.commit(.sheetUsed(SampleRun.sheet))
        let amounts: [Int64] = [0, 1, 1_041_000_000, 5_000_000_000_000, 12_500_000_000_000, .max]
        for amount in amounts {
            try await sample.call(sample.callStart()) {
                CallEnd(
                    number: $0,
                    ended: .later(1_007),
                    result: .answered(stopReason: "endTurn"),
                    usage: ReportedUsage(usage: Usage(input: 3)),
                    price: .priced(Money(picodollars: amount), sheet: SampleRun.sheet.digest)
                )
            }
        }
        let (costs, moments, seconds) = try await sample.store.record.read { database in
            (
                try String.fetchAll(database, sql: "SELECT cost FROM calls_v1"),
                try Set(String.fetchAll(database, sql: "SELECT sent FROM calls_v1")),
                try Set(Double.fetchAll(database, sql: "SELECT seconds FROM calls_v1"))
            )
        }
        #expect(costs == amounts.map { Money(picodollars: $0).decimal })
        #expect(moments == [SampleRun.start.iso8601])
        #expect(seconds == [1.007])
    }

    @Test func `every view can be read, and statuses follow the outcomes`() async throws {
        let sample = try await SampleRun.begun(jobs: 2)
        let ending = Ending(.stepLimit, ["limit": 3])
        try await sample.store.commit([
            .attemptFinished(AttemptEnd(job: SampleRun.job, finished: .later(1), ending: ending)),
            .jobEnded(JobID("job-2"), Ending(.notStarted)),
        ])
        let (statuses, views) = try await sample.store.record.read { database in
            let names = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name"
            )
            for name in names { _ = try Row.fetchAll(database, sql: "SELECT * FROM \(name)") }
            return (try String.fetchAll(database, sql: "SELECT status FROM jobs_v1"), names)
        }
        #expect(statuses == ["failed", "stopped"])
        #expect(
            views == [
                "attempts_v1", "calls_v1", "calls_v2", "checks_v1", "entries_v1", "jobs_v1", "lanes_v1",
                "runs_v1",
                "sessions_v1", "tools_v1",
            ]
        )
    }
}
