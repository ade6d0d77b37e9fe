import Conversation
import Records
import Reports
import Synchronization
import Testing
import TestSupport

@Suite struct ReportSnapshotTests {
    @Test func `the terminal's summary`() async throws {
        let sample = try await SampleRecord.make()
        let report = try await RunReport(of: sample.store.record)
        let text = try await TerminalReport.text(report, of: sample.store.record)
        #expect(try snapshotDifference(text, named: "terminal.txt") == nil)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `color adds to the terminal's summary and changes nothing else`() async throws {
        let sample = try await SampleRecord.make()
        let report = try await RunReport(of: sample.store.record)
        let plain = try await TerminalReport.text(report, of: sample.store.record)
        let colored = try await TerminalReport.text(
            report,
            of: sample.store.record,
            style: TextStyle(hasColor: true)
        )
        #expect(colored != plain)
        #expect(colored.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
    }

    @Test func `the report in Markdown`() async throws {
        let sample = try await SampleRecord.make(isReplayed: true)
        let report = try await RunReport(of: sample.store.record)
        let text = try await MarkdownReport.text(report, of: sample.store.record)
        #expect(try snapshotDifference(text, named: "report.md") == nil)
    }

    @Test func `the report in JSON`() async throws {
        let sample = try await SampleRecord.make()
        let report = try await RunReport(of: sample.store.record)
        #expect(try snapshotDifference(spread(report.json), named: "report.json.txt") == nil)
    }

    @Test func `a line of results for each job`() async throws {
        let sample = try await SampleRecord.make()
        let bytes = try await collect { (sink) async throws(ReportError) in
            try await ResultLines.write(sample.store.record, to: sink)
        }
        #expect(try snapshotDifference(spread(bytes), named: "results.jsonl.txt") == nil)
    }

    @Test func `calls and jobs as tables for spreadsheets`() async throws {
        let sample = try await SampleRecord.make()
        let calls = try await collect { (sink) async throws(ReportError) in
            try await CSVReport.writeCalls(sample.store.record, to: sink)
        }
        let jobs = try await collect { (sink) async throws(ReportError) in
            try await CSVReport.writeJobs(sample.store.record, to: sink)
        }
        #expect(try snapshotDifference(String(decoding: calls, as: UTF8.self), named: "calls.csv") == nil)
        #expect(try snapshotDifference(String(decoding: jobs, as: UTF8.self), named: "jobs.csv") == nil)
    }

    @Test func `a job's transcript, as text and as JSON`() async throws {
        let sample = try await SampleRecord.make()
        let job = sample.id("b", "big", 1)
        let transcript = try #require(try await TranscriptReport(of: job, in: sample.store.record))
        #expect(try snapshotDifference(transcript.text(), named: "transcript.txt") == nil)
        #expect(try snapshotDifference(spread(transcript.json), named: "transcript.json.txt") == nil)
        #expect(try await TranscriptReport(of: JobID("none"), in: sample.store.record) == nil)
    }

    @Test func `the jobs of a run, all of them and those of one outcome`() async throws {
        let sample = try await SampleRecord.make()
        let all = try await collect { (sink) async throws(ReportError) in
            try await JobList.write(sample.store.record, to: sink)
        }
        let failed = try await collect { (sink) async throws(ReportError) in
            try await JobList.write(sample.store.record, outcome: .failedChecks, to: sink)
        }
        let text = String(decoding: all + Array("--\n".utf8) + failed, as: UTF8.self)
        #expect(try snapshotDifference(text, named: "jobs.txt") == nil)
    }

    /// One member a line, so that a difference can be read.
    private func spread(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).replacing(",\"", with: ",\n\"").replacing("},{", with: "},\n{")
    }
}

/// What a report writes, put together.
func collect(
    _ body: (ReportSink) async throws(ReportError) -> Void
) async throws(ReportError) -> [UInt8] {
    let bytes = Mutex<[UInt8]>([])
    try await body { (piece) throws(ReportError) in bytes.withLock { $0 += piece } }
    return bytes.withLock { $0 }
}
