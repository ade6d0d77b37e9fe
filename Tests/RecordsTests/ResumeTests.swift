import Catalog
import Conversation
import Records
import Testing

@Suite struct ResumeTests {
    @Test func `a job that never began has no point to resume from`() async throws {
        let sample = try await SampleRun()
        #expect(try await sample.store.record.resumePoint(of: SampleRun.job) == nil)
    }

    @Test func `an interrupted step tells which tool calls have results and which could have written`()
        async throws
    {
        let sample = try await SampleRun.begun()
        let first = tool("c1", step: 1)
        let firstEnd = end("c1", step: 1, result: "old")
        let read = tool("c1", step: 2)
        let readEnd = end("c1", step: 2, result: "text of a file")
        let write = tool("c2", step: 2, canWrite: true)
        let turn = AssistantTurn([.toolCall(ToolCall(id: "c1", name: "read", arguments: "{}"))])
        let entries: [EntryRecord] = [
            entry(0, step: 0, .user("go")), entry(1, step: 1, .assistant(turn)),
            entry(2, step: 1, .results([ToolResult(call: "c1", name: "read", text: "old", isError: false)])),
            entry(3, step: 2, .assistant(turn)),
        ]
        try await sample.store.commit([
            .entryAdded(entries[0]), .entryAdded(entries[1]), .toolStarted(first), .toolFinished(firstEnd),
            .entryAdded(entries[2]), .entryAdded(entries[3]), .toolStarted(read), .toolStarted(write),
            .toolFinished(readEnd),
        ])
        let point = try await sample.store.record.resumePoint(of: SampleRun.job)
        let session = ResumableSession(
            record: SampleRun.rootSession,
            entries: entries,
            unanswered: [ToolRecord(start: read, end: readEnd), ToolRecord(start: write)]
        )
        let attempt = AttemptRecord(
            start: AttemptStart(job: SampleRun.job, started: SampleRun.start, workspace: ["path": "/w"])
        )
        #expect(point == ResumePoint(attempt: attempt, sessions: [session]))
        #expect(session.transcript.pendingCalls.map(\.id) == ["c1"])

        // The first step's result lies in its entry alone.
        var kept = firstEnd
        kept.result = nil
        let tools = try await sample.store.record.tools(of: SampleRun.session)
        #expect(tools.first == ToolRecord(start: first, end: kept))
    }

    @Test func `the last answer's reason to end is told, not a summary's`() async throws {
        let sample = try await SampleRun.begun()
        for (purpose, stop) in [
            (CallPurpose.agent, StopReason.toolUse), (.agent, .outputLimit), (.summary, .endTurn),
        ] {
            let answer = ModelAnswer(turn: AssistantTurn([.text("…")]), stop: stop, usage: .unknown)
            _ = try await sample.call(sample.callStart(purpose: purpose)) {
                CallEnd($0, answer: answer, at: .later(5), price: .unknownUsage)
            }
        }
        let point = try await sample.store.record.resumePoint(of: SampleRun.job)
        #expect(point?.sessions.first?.lastStop == "outputLimit")
        #expect(StopReason(name: "outputLimit") == .outputLimit)
        #expect(StopReason(name: "something") == .other("something"))
    }

    @Test(arguments: Outcome.allCases)
    func `only an interrupted attempt is gone on with`(outcome: Outcome) async throws {
        let sample = try await SampleRun.begun()
        try await sample.store.commit(
            .attemptFinished(AttemptEnd(job: SampleRun.job, finished: .later(1), ending: Ending(outcome)))
        )
        let point = try await sample.store.record.resumePoint(of: SampleRun.job)
        #expect((point != nil) == (outcome == .interrupted))
    }

    @Test func `an interrupted attempt ends a second time`() async throws {
        let sample = try await SampleRun.begun()
        let drained = AttemptEnd(job: SampleRun.job, finished: .later(1), ending: Ending(.interrupted))
        let done = AttemptEnd(
            job: SampleRun.job,
            finished: .later(9),
            ending: Ending(.succeeded),
            answer: "hi"
        )
        try await sample.store.commit(.attemptFinished(drained))
        #expect(try await sample.store.reopenJobs([.stopped]) == 1)
        try await sample.store.commit(.attemptFinished(done))
        #expect(try await sample.store.record.attempts(of: SampleRun.job).map(\.end) == [done])
    }

    @Test func `jobs are reopened by status and their attempts keep their outcomes`() async throws {
        let sample = try await SampleRun.begun(jobs: 5)
        let failed = AttemptEnd(job: SampleRun.job, finished: .later(1), ending: Ending(.empty))
        try await sample.store.commit([
            .attemptFinished(failed), .jobEnded(JobID("job-2"), Ending(.succeeded)),
            .jobEnded(JobID("job-3"), Ending(.cancelled)), .jobEnded(JobID("job-4"), Ending(.stalled)),
        ])
        #expect(try await sample.store.reopenJobs([]) == 0)
        #expect(try await sample.store.reopenJobs([.stopped, .failed]) == 2)
        let open = try await sample.store.record.nextJobs(lane: ProviderID("local"), limit: 9)
        #expect(open.map(\.planned.sequence) == [1, 3, 5])
        #expect(
            try await sample.store.record.attempts(of: SampleRun.job).map(\.end?.ending) == [Ending(.empty)]
        )
    }

    @Test func `calls in flight when the program was killed become lines of unknown usage`() async throws {
        let sample = try await SampleRun.begun()
        let open = sample.callStart()
        try await sample.store.commit(.callStarted(open))
        let done = try await sample.call(sample.callStart()) {
            CallEnd($0, error: ModelError(.rejected), at: .later(2), price: .free)
        }
        #expect(try await sample.store.interruptOpenCalls() == 1)
        #expect(try await sample.store.interruptOpenCalls() == 0)
        let end = CallEnd(number: open.number, ended: open.sent, result: .interrupted, price: .unknownUsage)
        #expect(
            try await sample.store.record.calls(of: SampleRun.job) == [
                CallRecord(start: open, end: end), done,
            ]
        )
    }

    private func tool(_ call: String, step: Int, canWrite: Bool = false) -> ToolStart {
        ToolStart(
            session: SampleRun.session,
            step: step,
            call: call,
            tool: canWrite ? "write" : "read",
            title: "a",
            canWrite: canWrite,
            started: .later(step)
        )
    }

    private func end(_ call: String, step: Int, result: String) -> ToolEnd {
        ToolEnd(
            session: SampleRun.session,
            step: step,
            call: call,
            finished: .later(step + 1),
            exitCode: 0,
            bytes: 100,
            bytesSent: 10,
            result: result
        )
    }

    private func entry(_ sequence: Int, step: Int, _ entry: Entry) -> EntryRecord {
        EntryRecord(
            session: SampleRun.session,
            sequence: sequence,
            step: step,
            at: .later(sequence),
            entry: entry
        )
    }
}
