import Catalog
import Conversation
import Foundation
import Records
import Testing
import TestSupport

/// What the record costs, measured only when asked: `DOCKET_BENCHMARK=1 swift test --filter StoreBenchmark`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["DOCKET_BENCHMARK"] == "1"))
struct StoreBenchmark {
    @Test(arguments: [1, 8, 64])
    func `a job of five commits`(tasks: Int) async throws {
        let jobs = 2_000 / max(1, 8 / tasks)
        let sample = try await SampleRun(jobs: jobs)
        try await sample.store.commit(.sheetUsed(SampleRun.sheet))
        let clock = ContinuousClock()
        let began = (processor: processorSeconds(), wall: clock.now)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    for job in stride(from: task + 1, through: jobs, by: tasks) {
                        try await run(JobID("job-\(job)"), in: sample.store)
                    }
                }
            }
            try await group.waitForAll()
        }
        let spent = processorSeconds() - began.processor
        let wall = (clock.now - began.wall).seconds
        let calls = try await sample.store.record.spending().calls
        #expect(calls == jobs)
        print(
            "\(tasks) at once: \(1_000 * spent / Double(jobs)) ms CPU a job of 8 changes in 5 commits,",
            "\(1_000 * wall / Double(jobs)) ms wall"
        )
    }

    @Test func `a plan of 300,000 jobs`() async throws {
        let sample = try await SampleRun(jobs: 1)
        let clock = ContinuousClock()
        let began = clock.now
        for start in stride(from: 2, through: 300_000, by: 4_000) {
            try await sample.store.insertPlan(
                (start..<min(start + 4_000, 300_001)).map { SampleRun.planned($0) }
            )
        }
        let written = clock.now
        var last = 0
        while let page = try await next(sample, after: last) { last = page }
        print("plan written in \((written - began).seconds) s, read in \((clock.now - written).seconds) s")
        #expect(last == 300_000)
    }

    private func next(_ sample: SampleRun, after: Int) async throws -> Int? {
        try await sample.store.record.nextJobs(lane: ProviderID("local"), after: after, limit: 200).last?
            .planned
            .sequence
    }

    private func run(_ job: JobID, in store: Store) async throws {
        let session = SessionID("ses_" + job.rawValue)
        let origin = CallOrigin(job: job, attempt: 1, session: session, step: 1, purpose: .agent)
        let call = CallStart(
            number: store.nextCallNumber(),
            origin: origin,
            provider: ProviderID("local"),
            model: "tiny",
            sent: .later(0),
            reserved: .zero
        )
        try await store.commit([
            .attemptStarted(AttemptStart(job: job, started: .later(0))),
            .sessionStarted(
                SessionRecord(
                    id: session,
                    job: job,
                    model: SampleRun.model,
                    title: job.rawValue,
                    started: .later(0)
                )
            ),
        ])
        try await store.commit(
            .entryAdded(
                EntryRecord(
                    session: session,
                    sequence: 0,
                    step: 0,
                    at: .later(0),
                    entry: .user(String(repeating: "prompt ", count: 50))
                )
            )
        )
        try await store.commit(.callStarted(call))
        let usage = ReportedUsage(usage: Usage(input: 100, output: 20), raw: #"{"input_tokens":100}"#)
        let answer = ModelAnswer(turn: AssistantTurn(), stop: .endTurn, usage: usage, model: "tiny")
        try await store.commit(
            .callEnded(
                CallEnd(
                    call.number,
                    answer: answer,
                    at: .later(50),
                    price: .priced(.zero, sheet: SampleRun.sheet.digest)
                )
            )
        )
        let text = String(repeating: "answer ", count: 50)
        try await store.commit([
            .entryAdded(
                EntryRecord(
                    session: session,
                    sequence: 1,
                    step: 1,
                    at: .later(50),
                    entry: .assistant(AssistantTurn([.text(text)]))
                )
            ),
            .checkFinished(CheckRecord(job: job, number: 0, kind: "contains", passed: true)),
            .attemptFinished(
                AttemptEnd(job: job, finished: .later(51), ending: Ending(.succeeded), answer: text)
            ),
        ])
    }

    private func processorSeconds() -> Double {
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
            getrusage(RUSAGE_SELF, &usage)
        #endif
        return [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000
        }
    }
}
