import Conversation
import Records
import Testing

@Suite struct PlanTests {
    @Test func `an ID used twice is reported with both places, in one batch and across batches`() async throws
    {
        let sample = try await SampleRun(jobs: 3)
        var twin = SampleRun.planned(5)
        twin.id = JobID("job-4")
        let error = RecordError.duplicateJob(
            JobID("job-4"),
            first: SourcePlace(file: "data.jsonl", line: 4, column: 3),
            second: twin.source
        )
        await #expect(throws: error) { try await sample.store.insertPlan([SampleRun.planned(4), twin]) }
        #expect(try await sample.store.record.jobs(limit: 9).map(\.planned.sequence) == [1, 2, 3])
        try await sample.store.insertPlan([SampleRun.planned(4)])
        await #expect(throws: error) { try await sample.store.insertPlan([twin]) }
    }

    @Test func `each lane reads its own jobs in pages, and only those without an outcome`() async throws {
        let sample = try await SampleRun(jobs: 1)
        try await sample.store.insertPlan(
            (2...21).map { SampleRun.planned($0, lane: $0 % 2 == 0 ? "even" : "odd") }
        )
        try await sample.store.commit([.jobEnded(JobID("job-6"), Ending(.unchanged))])
        var pages: [[Int]] = []
        var last = 0
        while true {
            let page = try await sample.store.record.nextJobs(lane: ProviderID("even"), after: last, limit: 4)
            if page.isEmpty { break }
            pages.append(page.map(\.planned.sequence))
            last = page.last?.planned.sequence ?? .max
        }
        #expect(pages == [[2, 4, 8, 10], [12, 14, 16, 18], [20]])
        #expect(try await sample.store.record.openLanes().map(\.rawValue) == ["even", "local", "odd"])
    }

    @Test func `jobs that never began are ended at once, others are left`() async throws {
        let sample = try await SampleRun.begun(jobs: 4)
        try await sample.store.commit(.jobEnded(JobID("job-2"), Ending(.succeeded)))
        #expect(try await sample.store.endUnstarted(Ending(.notStarted, ["reason": "budget"])) == 2)
        #expect(
            try await sample.store.record.outcomes()
                == OutcomeCounts(ended: [.succeeded: 1, .notStarted: 2], open: 1)
        )
        let ended = try await sample.store.record.job(JobID("job-3"))
        #expect(ended?.ending == Ending(.notStarted, ["reason": "budget"]))
    }

    @Test func `counts of outcomes add up by status`() async throws {
        let counts = OutcomeCounts(ended: [.empty: 1, .refused: 2, .succeeded: 4, .stalled: 8], open: 16)
        #expect(Status.allCases.map { counts[$0] } == [4, 3, 8, 0, 0])
        #expect(counts.total == 31)
    }
}
