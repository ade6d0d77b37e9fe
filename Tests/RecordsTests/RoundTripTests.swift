import Catalog
import Conversation
import Records
import Testing

@Suite struct RoundTripTests {
    @Test func `a run is read as it was written`() async throws {
        let record = try await SampleRun().store.record
        #expect(try await record.run() == SampleRun.run)
        #expect(try await record.manifests() == [SampleRun.manifest])
        #expect(try await record.template(1) == SampleRun.template)
        #expect(try await record.template(2) == nil)
        #expect(try await record.job(SampleRun.job) == JobRecord(planned: SampleRun.planned(1)))
        #expect(try await record.job(JobID("other")) == nil)
    }

    @Test func `a run ends, and goes on`() async throws {
        let store = try await SampleRun().store
        try await store.commit(.runFinished(.stopped, exitCode: 3, at: .later(9)))
        var run = SampleRun.run
        run.state = .stopped
        run.exitCode = 3
        run.finished = .later(9)
        #expect(try await store.record.run() == run)
        try await store.commit(.runBegan)
        #expect(try await store.record.run() == SampleRun.run)
    }

    @Test func `an attempt is read as it was written, while it runs and when it has ended`() async throws {
        let sample = try await SampleRun.begun()
        let start = AttemptStart(job: SampleRun.job, started: SampleRun.start, workspace: ["path": "/w"])
        #expect(try await sample.store.record.attempts(of: SampleRun.job) == [AttemptRecord(start: start)])
        let end = AttemptEnd(
            job: SampleRun.job,
            finished: .later(7),
            ending: Ending(.looping, ["tool": "bash", "count": 8]),
            answer: "Ünïcode\n",
            output: ["a": [1, .number("2.50")]],
            changed: ["a b", "c"],
            patch: "patches/x.patch"
        )
        try await sample.store.commit(.attemptFinished(end))
        #expect(
            try await sample.store.record.attempts(of: SampleRun.job) == [
                AttemptRecord(start: start, end: end)
            ]
        )
        let job = JobRecord(planned: SampleRun.planned(1), attempt: 1, ending: end.ending)
        #expect(try await sample.store.record.job(SampleRun.job) == job)
    }

    @Test func `text is kept whole though it holds a NUL`() async throws {
        let sample = try await SampleRun.begun()
        let entry = EntryRecord(
            session: SampleRun.session,
            sequence: 0,
            step: 1,
            at: .later(0),
            entry: .user("a\0b")
        )
        let end = AttemptEnd(
            job: SampleRun.job,
            finished: .later(7),
            ending: Ending(.succeeded, ["message": "a\0b"]),
            answer: "a\0b"
        )
        try await sample.store.commit([.entryAdded(entry), .attemptFinished(end)])
        var expected = end
        expected.answer = "a\u{FFFD}b"
        let record = sample.store.record
        #expect(try await record.entries(of: SampleRun.session) == [entry])
        #expect(try await record.attempts(of: SampleRun.job).map(\.end) == [expected])
    }

    @Test func `an attempt that another follows leaves its job open`() async throws {
        let sample = try await SampleRun.begun()
        let first = AttemptEnd(
            job: SampleRun.job,
            finished: .later(7),
            ending: Ending(.failedChecks),
            isFinal: false
        )
        try await sample.store.commit(.attemptFinished(first))
        let second = AttemptStart(job: SampleRun.job, number: 2, started: .later(8))
        try await sample.store.commit(.attemptStarted(second))
        let record = sample.store.record
        #expect(try await record.job(SampleRun.job) == JobRecord(planned: SampleRun.planned(1), attempt: 2))
        let attempts = try await record.attempts(of: SampleRun.job)
        #expect(attempts.map(\.end) == [first, nil])
        await #expect(throws: RecordError.self) { try await sample.store.commit(.attemptStarted(second)) }
    }

    @Test func `sessions, entries and checks are read as they were written`() async throws {
        let sample = try await SampleRun.begun()
        let child = SessionRecord(
            id: SessionID("ses_0"),
            job: SampleRun.job,
            parent: SampleRun.session,
            parentCall: "c1",
            depth: 1,
            model: SampleRun.model,
            title: "look",
            started: .later(1)
        )
        let entries: [Entry] = [
            .system(["one", "two"]), .user("Grüße"),
            .assistant(
                AssistantTurn([
                    .reasoning(.init(text: "hm", echo: ["signature": "s"])), .text("so"),
                    .toolCall(ToolCall(id: "c1", name: "task", arguments: "{\"a\":")),
                ])
            ),
            .results([ToolResult(call: "c1", name: "task", text: "done", isError: true)]),
            .summary(text: "all", keepsFrom: 2),
        ]
        let records = entries.enumerated().map { index, entry in
            EntryRecord(
                session: SampleRun.session,
                sequence: index,
                step: index / 2,
                at: .later(index),
                entry: entry
            )
        }
        let checks = [
            CheckRecord(job: SampleRun.job, number: 0, kind: "contains", passed: true),
            CheckRecord(
                job: SampleRun.job,
                number: 1,
                kind: "judge",
                passed: false,
                score: 0.1,
                detail: "too short"
            ),
            CheckRecord(job: SampleRun.job, number: 2, kind: "command", passed: nil, detail: "not found"),
        ]
        try await sample.store.commit(
            [.sessionStarted(child)] + records.map(RecordChange.entryAdded)
                + checks.map(RecordChange.checkFinished)
        )
        try await sample.store.commit(.sessionFinished(child.id, at: .later(4)))
        try await sample.store.commit(.titleSet(SampleRun.session, "A title"))
        var root = SampleRun.rootSession
        root.title = "A title"
        var ended = child
        ended.finished = .later(4)
        let record = sample.store.record
        #expect(try await record.sessions(of: SampleRun.job, attempt: 1) == [root, ended])
        #expect(try await record.entries(of: SampleRun.session) == records)
        #expect(try await record.checks(of: SampleRun.job, attempt: 1) == checks)
        // Judged again.
        let again = CheckRecord(job: SampleRun.job, number: 1, kind: "judge", passed: true, score: 0.9)
        try await sample.store.commit(.checkFinished(again))
        #expect(try await record.checks(of: SampleRun.job, attempt: 1) == [checks[0], again, checks[2]])
    }

    @Test func `calls of every end are read as they were written`() async throws {
        let sample = try await SampleRun.begun()
        try await sample.store.commit([.sheetUsed(SampleRun.sheet), .sheetUsed(SampleRun.sheet)])
        let usage = ReportedUsage(
            usage: Usage(
                input: 1,
                cacheRead: 2,
                cacheWriteShort: 3,
                cacheWriteLong: 4,
                output: 5,
                reasoning: 6
            ),
            raw: #"{"input_tokens":1}"#,
            tier: "standard"
        )
        let facts = ResponseFacts(
            status: 200,
            requestID: "req_1",
            firstByte: .milliseconds(31),
            firstToken: .milliseconds(35)
        )
        let price = CallPrice.priced(Money(picodollars: 99), sheet: SampleRun.sheet.digest)
        var expected: [CallRecord] = []
        expected.append(
            try await sample.call(sample.callStart()) {
                CallEnd(
                    $0,
                    answer: ModelAnswer(
                        turn: AssistantTurn([.text("hi")]),
                        stop: .other("paused_for_thought"),
                        usage: usage,
                        model: "tiny-2",
                        response: facts
                    ),
                    at: .later(40),
                    price: price
                )
            }
        )
        expected.append(
            try await sample.call(sample.callStart(tryNumber: 2, reserved: nil)) {
                CallEnd(
                    $0,
                    error: ModelError(
                        .rateLimited,
                        message: "slow down",
                        response: ResponseFacts(status: 429)
                    ),
                    at: .later(41),
                    price: .free
                )
            }
        )
        expected.append(
            try await sample.call(sample.callStart(purpose: .judge)) {
                CallEnd(
                    $0,
                    error: ModelError(
                        .streamCut,
                        usage: ReportedUsage(usage: Usage(input: 9), isPartial: true),
                        response: facts
                    ),
                    at: .later(42),
                    price: .unknownUsage,
                    isReplayed: true
                )
            }
        )
        expected.append(
            try await sample.call(sample.callStart(purpose: .title)) {
                CallEnd(
                    $0,
                    answer: ModelAnswer(turn: AssistantTurn(), stop: .endTurn, usage: usage),
                    at: .later(43),
                    price: .unpriced
                )
            }
        )
        expected.append(
            try await sample.call(sample.callStart()) {
                CallEnd(
                    $0,
                    answer: ModelAnswer(
                        turn: AssistantTurn(),
                        stop: .endTurn,
                        usage: ReportedUsage(usage: Usage(input: 9), tier: "fast", region: "us")
                    ),
                    at: .later(44),
                    price: .told(Money(picodollars: 143_750_000))
                )
            }
        )
        let open = sample.callStart(purpose: .summary, step: 4)
        try await sample.store.commit(.callStarted(open))
        expected.append(CallRecord(start: open))
        #expect(try await sample.store.record.calls(of: SampleRun.job) == expected)
        let firstPage = try await sample.store.record.calls(limit: 3)
        let secondPage = try await sample.store.record.calls(after: firstPage.last?.start.number, limit: 3)
        #expect(firstPage + secondPage == expected)
    }

    @Test(arguments: [
        (ModelError(.streamCut), "cut"), (ModelError(.idleTimeout), "cut"), (ModelError(.stalled), "cut"),
        (ModelError(.cancelled), "failed"), (ModelError(.network), "failed"),
        (ModelError(.cancelled, response: ResponseFacts(firstByte: .zero)), "cut"),
        (ModelError(.malformed, response: ResponseFacts(firstByte: .zero)), "cut"),
        (ModelError(.malformed), "failed"), (ModelError(.rejected), "failed"),
    ])
    func `a call is cut where its answer had begun`(error: ModelError, expected: String) {
        let end = CallEnd(CallNumber(rawValue: 1), error: error, at: .later(0), price: .unknownUsage)
        let failure = CallFailure(kind: error.kind.name, message: "")
        #expect(end.result == (expected == "cut" ? .cut(failure) : .failed(failure)))
    }

    @Test func `a clock that was set back does not keep an end from being recorded`() async throws {
        let sample = try await SampleRun.begun()
        let call = try await sample.call(sample.callStart()) {
            CallEnd($0, error: ModelError(.network), at: .later(-50), price: .unknownUsage)
        }
        try await sample.store.commit(
            .attemptFinished(AttemptEnd(job: SampleRun.job, finished: .later(-60), ending: Ending(.empty)))
        )
        try await sample.store.commit(.runFinished(.finished, exitCode: 0, at: .later(-70)))
        let record = sample.store.record
        #expect(try await record.calls(of: SampleRun.job).map(\.end?.ended) == [call.start.sent])
        #expect(try await record.attempts(of: SampleRun.job).map(\.end?.finished) == [SampleRun.start])
        #expect(try await record.run().finished == SampleRun.start)
    }

    @Test func `a lane's figures of several sittings are added up`() async throws {
        let store = try await SampleRun().store
        let provider = ProviderID("local")
        try await store.commit(
            .laneFinished(
                LaneRecord(
                    provider: provider,
                    width: 8,
                    jobs: 16,
                    requests: 10,
                    maxInFlight: 8,
                    limited: 1,
                    coolDown: .seconds(2)
                )
            )
        )
        try await store.commit(
            .laneFinished(
                LaneRecord(
                    provider: provider,
                    width: 4,
                    jobs: 4,
                    requests: 5,
                    maxInFlight: 3,
                    limited: 2,
                    coolDown: .milliseconds(500)
                )
            )
        )
        #expect(
            try await store.record.lanes() == [
                LaneRecord(
                    provider: provider,
                    width: 4,
                    jobs: 4,
                    requests: 15,
                    maxInFlight: 8,
                    limited: 3,
                    coolDown: .milliseconds(2_500)
                )
            ]
        )
    }
}
