import Catalog
import Conversation
import GRDB
import TestSupport
import Testing

@testable import Records

/// Records of earlier versions.
@Suite struct MigrationTests {
    /// A record whose schema is that of version 1, with a run of one call.
    private func old() async throws -> (sample: SampleRun, path: String, calls: [CallRecord]) {
        let sample = try await SampleRun.begun()
        try await sample.store.commit(.sheetUsed(SampleRun.sheet))
        let call = try await sample.call(sample.callStart()) {
            CallEnd(
                number: $0,
                ended: .later(5),
                result: .answered(stopReason: "endTurn"),
                usage: ReportedUsage(usage: Usage(input: 3), tier: "standard"),
                price: .priced(Money(picodollars: 7), sheet: SampleRun.sheet.digest)
            )
        }
        try await sample.store.close()
        let path = sample.scratch.path("old.sqlite")
        let pool = try DatabasePool(path: path)
        try Schema.migrator.migrate(pool, upTo: "1")
        try await pool.writeWithoutTransaction { database in
            try database.execute(
                sql: "ATTACH ? AS new",
                arguments: [sample.scratch.path("record.sqlite")]
            )
            let tables = ["run", "manifest", "sheet", "template", "job", "attempt", "session", "call"]
            for table in tables {
                let columns = try database.columns(in: table).map(\.name).joined(separator: ", ")
                try database.execute(sql: "INSERT INTO \(table) SELECT \(columns) FROM new.\(table)")
            }
            try database.execute(sql: "DETACH new")
        }
        try pool.close()
        return (sample, path, [call])
    }

    @Test func `a record of an earlier version is read as it was written`() async throws {
        let (sample, path, calls) = try await old()
        defer { withExtendedLifetime(sample) {} }
        let record = try Record(reading: path)
        #expect(try await record.calls(of: SampleRun.job) == calls)
        #expect(try await record.run() == SampleRun.run)
        #expect(try await record.integrityProblems() == [])
        #expect(
            try await record.read { try String.fetchAll($0, sql: "SELECT cost FROM calls_v2") }
                == ["0.000000000007"]
        )
    }

    @Test func `a run of an earlier version goes on`() async throws {
        let (sample, path, calls) = try await old()
        let store = try Store.open(at: path)
        let start = CallStart(
            number: store.nextCallNumber(),
            origin: sample.callStart().origin,
            provider: ProviderID("local"),
            model: "tiny",
            sent: SampleRun.start
        )
        let end = CallEnd(
            number: start.number,
            ended: .later(9),
            result: .answered(stopReason: "endTurn"),
            usage: ReportedUsage(usage: Usage(input: 3), region: "us"),
            price: .told(Money(picodollars: 5))
        )
        try await store.commit([.callStarted(start), .callEnded(end)])
        #expect(
            try await store.record.calls(of: SampleRun.job) == calls + [CallRecord(start: start, end: end)]
        )
    }
}
