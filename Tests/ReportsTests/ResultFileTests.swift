import Catalog
import Conversation
import Records
import TestSupport
import Testing

@testable import Reports

struct ResultFileTests {
    /// The sample record with so many more jobs, of which those ended that are not `open`.
    private func sample(jobs: Int, open: Set<Int>) async throws -> SampleRecord {
        let sample = try await SampleRecord.make()
        let planned = try (8...jobs).map { number in
            PlannedJob(
                sequence: number,
                id: JobID("job-\(number)"),
                template: 1,
                lane: ProviderID("local"),
                model: try #require(ModelReference("local/big")),
                cluster: "job-\(number)",
                source: SourcePlace(file: "a.json", line: 1)
            )
        }
        try await sample.store.insertPlan(planned)
        // Of the sample's own, the last was interrupted.
        let ended =
            planned.filter { !open.contains($0.sequence) }.map(\.id) + [JobID("explain-d[model=small]#1")]
        try await sample.store.commit(ended.map { .jobEnded($0, Ending(.cancelled)) })
        return sample
    }

    private func lines(_ sample: SampleRecord, _ name: String) throws -> [Substring] {
        try sample.scratch.read("runs/\(sample.folder.id)/\(name)").split(separator: "\n")
    }

    @Test func `lines are written up to the first job that is open, and the rest at the end`() async throws {
        let sample = try await sample(jobs: 1_700, open: [1_200, 1_650])
        let record = sample.store.record
        let results = ResultFile(of: record, at: sample.folder.file("results.jsonl"))
        try await results.follow()
        try await results.follow()
        try await sample.store.commit(.jobEnded(JobID("job-1200"), Ending(.cancelled)))
        try await results.follow()
        #expect(!sample.scratch.exists("runs/\(sample.folder.id)/results.jsonl"))
        try await results.finish()
        #expect(!sample.scratch.exists("runs/\(sample.folder.id)/results.jsonl.part"))

        var whole: [UInt8] = []
        try await ResultLines.write(record) { (bytes) throws(ReportError) in whole += bytes }
        let written = try lines(sample, "results.jsonl")
        #expect(written.count == 1_700)
        #expect(written == String(decoding: whole, as: UTF8.self).split(separator: "\n"))
    }

    @Test func `what follows a run stops before an open job`() async throws {
        let sample = try await sample(jobs: 1_700, open: [1_200])
        let results = ResultFile(of: sample.store.record, at: sample.folder.file("results.jsonl"))
        try await results.follow()
        #expect(await results.written == 1_000)
    }

    @Test func `a file that is not finished leaves nothing`() async throws {
        let sample = try await sample(jobs: 600, open: [])
        func follow() async throws {
            let results = ResultFile(of: sample.store.record, at: sample.folder.file("results.jsonl"))
            try await results.follow()
            #expect(sample.scratch.exists("runs/\(sample.folder.id)/results.jsonl.part"))
        }
        try await follow()
        #expect(!sample.scratch.exists("runs/\(sample.folder.id)/results.jsonl.part"))
    }
}
