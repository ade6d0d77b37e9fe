import Catalog
import Conversation
import Records
import TestSupport

/// A small record in which everything happens once: two models, one of them without a price; repeats; a retried call; a
/// cut one whose usage is partial; a call in flight when the program was killed; two attempts; a judge; tools; a
/// summary; a child session; a job that errored and one that never began.
struct SampleRecord {
    let scratch: Scratch
    let store: Store
    let folder: RunFolder

    static let start = Moment(microseconds: 1_795_331_704_120_000)
    static let sheet = SheetRecord(digest: Digest(of: "sheet"), json: ["input": "1", "output": "2"])

    static func make(isReplayed: Bool = false) async throws -> SampleRecord {
        let scratch = try Scratch()
        let folder = try RunFolder.create(
            in: scratch.path("runs"),
            name: "Sample *run*",
            at: start,
            chance: 0x3F9A
        )
        let run = RunRecord(
            id: folder.id,
            name: "Sample *run*",
            started: start,
            docket: "1.0",
            host: "machine",
            manifestDigest: Digest(of: "manifest"),
            catalogDigest: Digest(of: "catalog"),
            catalog: [],
            isReplayed: isReplayed,
            date: "2026-11-22",
            budget: Money(decimal: "5.00")
        )
        let store = try Store.create(
            at: folder.record,
            run: run,
            manifests: [ManifestRecord(number: 1, path: "a.json", digest: Digest(of: "{}"), text: "{}")],
            templates: [TemplateRecord(number: 1, manifest: 1, name: "explain-{{topic}}", json: [])]
        )
        let sample = SampleRecord(scratch: scratch, store: store, folder: folder)
        try await sample.fill()
        return sample
    }

    private func fill() async throws {
        try await store.insertPlan([
            job(1, "a", "big", 1), job(2, "a", "big", 2), job(3, "b", "big", 1), job(4, "a", "small", 1),
            job(5, "b", "small", 1), job(6, "c", "small", 1), job(7, "d", "small", 1),
        ])
        try await store.commit(.sheetUsed(Self.sheet))
        try await passedWithJudge()
        try await failedAfterRetry()
        try await passedAtSecondAttempt()
        try await passedUnpriced()
        try await erroredCut()
        try await store.commit(.jobEnded(id("c", "small", 1), Ending(.notStarted, ["reason": "budget"])))
        try await interrupted()
        try await store.commit([
            .laneFinished(
                LaneRecord(
                    provider: ProviderID("local"),
                    width: 8,
                    jobs: 16,
                    requests: 12,
                    maxInFlight: 3,
                    limited: 1,
                    coolDown: .milliseconds(1_500)
                )
            ),
            .runFinished(.stopped, exitCode: 3, at: at(90_000)),
        ])
    }

    // MARK: - Jobs

    private func passedWithJudge() async throws {
        let job = id("a", "big", 1)
        try await begin(job, "ses_1", at: 0)
        try await answered(job, "ses_1", cost: "0.001041", at: 10, usage: Usage(input: 812, output: 96))
        try await answered(
            job,
            "ses_1",
            .judge,
            cost: "0.0002",
            at: 2_000,
            usage: Usage(input: 100, output: 1)
        )
        try await store.commit([
            check(job, 0, "contains", true), check(job, 1, "judge", true, score: 0.9, detail: "good"),
            .attemptFinished(
                AttemptEnd(
                    job: job,
                    finished: at(1_920),
                    ending: Ending(.succeeded),
                    answer: "Actors, \"well\""
                )
            ),
        ])
    }

    private func failedAfterRetry() async throws {
        let job = id("a", "big", 2)
        try await begin(job, "ses_2", at: 0)
        let failed = start(job, "ses_2", .agent, 1, at: 5)
        try await store.commit([
            .callStarted(failed),
            .callEnded(
                CallEnd(
                    failed.number,
                    error: ModelError(
                        .rateLimited,
                        message: "slow down",
                        response: ResponseFacts(status: 429)
                    ),
                    at: at(9),
                    price: .free
                )
            ),
        ])
        try await answered(
            job,
            "ses_2",
            cost: "0.5",
            at: 1_000,
            tryNumber: 2,
            usage: Usage(input: 800, output: 50)
        )
        try await store.commit([
            check(job, 0, "contains", false, detail: "it has no `actors`"), check(job, 1, "command", nil),
            .attemptFinished(
                AttemptEnd(
                    job: job,
                    finished: at(4_000),
                    ending: Ending(.failedChecks, ["checks": ["contains"]]),
                    answer: "=1+1"
                )
            ),
        ])
    }

    private func passedAtSecondAttempt() async throws {
        let job = id("b", "big", 1)
        try await begin(job, "ses_3", at: 0)
        try await answered(job, "ses_3", cost: "0.01", at: 10, usage: Usage(input: 1_000, output: 10))
        try await store.commit(
            .attemptFinished(AttemptEnd(job: job, finished: at(50), ending: Ending(.empty), isFinal: false))
        )
        try await begin(job, "ses_4", attempt: 2, at: 60)
        try await answered(
            job,
            "ses_4",
            attempt: 2,
            cost: "0.02",
            at: 70,
            usage: Usage(input: 200, cacheRead: 900, cacheWriteShort: 30, output: 20, reasoning: 30)
        )
        try await tools(job)
        try await store.commit(
            .sessionStarted(
                SessionRecord(
                    id: SessionID("ses_5"),
                    job: job,
                    attempt: 2,
                    parent: SessionID("ses_4"),
                    parentCall: "c2",
                    depth: 1,
                    model: model("small"),
                    title: "look around",
                    started: at(100)
                )
            )
        )
        try await answered(
            job,
            "ses_5",
            attempt: 2,
            depth: 1,
            model: "small",
            cost: "0.003",
            at: 110,
            usage: Usage(input: 40, output: 4)
        )
        try await store.commit(.sessionFinished(SessionID("ses_5"), at: at(150)))
        try await answered(
            job,
            "ses_4",
            .summary,
            attempt: 2,
            cost: "0.004",
            at: 200,
            usage: Usage(input: 50, output: 5)
        )
        try await answered(
            job,
            "ses_4",
            attempt: 2,
            step: 2,
            cost: "0.005",
            at: 300,
            usage: Usage(input: 60, output: 6)
        )
        try await store.commit([
            entry("ses_4", 4, step: 2, .assistant(AssistantTurn([.text("All\ndone")]))),
            entry("ses_4", 5, step: 2, .summary(text: "read a.txt", keepsFrom: 4)),
            .attemptFinished(
                AttemptEnd(
                    job: job,
                    number: 2,
                    finished: at(10_060),
                    ending: Ending(.succeeded),
                    answer: "All\ndone",
                    output: ["a": 1],
                    changed: ["AGENTS.md", "docs/b.md"],
                    patch: "patches/b.patch"
                )
            ),
        ])
    }

    private func tools(_ job: JobID) async throws {
        let calls = [
            ToolCall(id: "c1", name: "read", arguments: #"{"filePath":"a.txt"}"#),
            ToolCall(id: "c2", name: "task", arguments: "{}"),
        ]
        let results = [
            ToolResult(call: "c1", name: "read", text: "one\ntwo \u{1B}[31m", isError: false),
            ToolResult(call: "c2", name: "task", text: "no", isError: true),
        ]
        try await store.commit([
            entry("ses_4", 0, step: 0, .system(["Be brief."])),
            entry("ses_4", 1, step: 0, .user("Explain b.")),
            entry(
                "ses_4",
                2,
                step: 1,
                .assistant(AssistantTurn([.text("I look.")] + calls.map { .toolCall($0) }))
            ),
        ])
        for (call, failed) in [("c1", false), ("c2", true)] {
            let session = SessionID("ses_4")
            let tool = call == "c1" ? "read" : "task"
            try await store.commit([
                .toolStarted(
                    ToolStart(
                        session: session,
                        step: 1,
                        call: call,
                        tool: tool,
                        title: "a.txt",
                        canWrite: failed,
                        started: at(90)
                    )
                ),
                .toolFinished(
                    ToolEnd(
                        session: session,
                        step: 1,
                        call: call,
                        finished: at(95),
                        failed: failed,
                        bytes: 10,
                        bytesSent: 8,
                        result: "x"
                    )
                ),
            ])
        }
        try await store.commit(entry("ses_4", 3, step: 1, .results(results)))
    }

    private func passedUnpriced() async throws {
        let job = id("a", "small", 1)
        try await begin(job, "ses_6", at: 0)
        try await answered(job, "ses_6", cost: nil, at: 10, usage: Usage(input: 700, output: 70))
        try await store.commit([
            check(job, 0, "contains", true),
            .attemptFinished(
                AttemptEnd(job: job, finished: at(800), ending: Ending(.succeeded), answer: "ok")
            ),
        ])
    }

    private func erroredCut() async throws {
        let job = id("b", "small", 1)
        try await begin(job, "ses_7", at: 0)
        let call = start(job, "ses_7", .agent, 1, at: 20)
        let partial = ReportedUsage(usage: Usage(input: 30), isPartial: true)
        let facts = ResponseFacts(status: 200, requestID: "req_7", firstByte: .milliseconds(10))
        try await store.commit([
            .callStarted(call),
            .callEnded(
                CallEnd(
                    call.number,
                    error: ModelError(
                        .streamCut,
                        message: "the connection broke",
                        usage: partial,
                        response: facts
                    ),
                    at: at(60),
                    price: .unknownUsage
                )
            ),
            .attemptFinished(
                AttemptEnd(
                    job: job,
                    finished: at(70),
                    ending: Ending(
                        .providerError,
                        ["provider": "local", "status": 200, "message": "it broke."]
                    )
                )
            ),
        ])
    }

    private func interrupted() async throws {
        let job = id("d", "small", 1)
        try await begin(job, "ses_8", at: 0)
        try await store.commit(.callStarted(start(job, "ses_8", .agent, 1, at: 20)))
        try await store.interruptOpenCalls()
    }

    // MARK: - Words

    func at(_ milliseconds: Int) -> Moment { Self.start + .milliseconds(milliseconds) }

    func id(_ topic: String, _ model: String, _ repeatNumber: Int) -> JobID {
        JobID("explain-\(topic)[model=\(model)]#\(repeatNumber)")
    }

    func model(_ name: String) -> ModelReference {
        ModelReference(provider: ProviderID("local"), name: name)
    }

    private func job(_ sequence: Int, _ topic: String, _ model: String, _ number: Int) -> PlannedJob {
        PlannedJob(
            sequence: sequence,
            id: id(topic, model, number),
            template: 1,
            lane: ProviderID("local"),
            model: self.model(model),
            vars: JSONObject([.init(key: "topic", value: .string(topic))]),
            axes: JSONObject([.init(key: "model", value: .string(model + "-label"))]),
            tags: ["t"],
            cluster: "explain-\(topic)[model=\(model)]",
            repeatNumber: number,
            source: SourcePlace(file: "a.json", line: sequence)
        )
    }

    private func begin(_ job: JobID, _ session: String, attempt: Int = 1, at time: Int) async throws {
        let name = job.rawValue.contains("big") ? "big" : "small"
        try await store.commit([
            .attemptStarted(AttemptStart(job: job, number: attempt, started: at(time))),
            .sessionStarted(
                SessionRecord(
                    id: SessionID(session),
                    job: job,
                    attempt: attempt,
                    model: model(name),
                    title: job.rawValue,
                    started: at(time)
                )
            ),
        ])
    }

    private func start(
        _ job: JobID,
        _ session: String,
        _ purpose: CallPurpose,
        _ tryNumber: Int,
        attempt: Int = 1,
        step: Int = 1,
        depth: Int = 0,
        model: String? = nil,
        at time: Int
    ) -> CallStart {
        let name = model ?? (job.rawValue.contains("big") ? "big" : "small")
        return CallStart(
            number: store.nextCallNumber(),
            origin: CallOrigin(
                job: job,
                attempt: attempt,
                session: SessionID(session),
                step: step,
                purpose: purpose,
                depth: depth
            ),
            provider: ProviderID("local"),
            model: name,
            tryNumber: tryNumber,
            sent: at(time),
            reserved: Money(decimal: "0.25")
        )
    }

    private func answered(
        _ job: JobID,
        _ session: String,
        _ purpose: CallPurpose = .agent,
        attempt: Int = 1,
        step: Int = 1,
        depth: Int = 0,
        model: String? = nil,
        cost: String?,
        at time: Int,
        tryNumber: Int = 1,
        usage: Usage
    ) async throws {
        let call = start(
            job,
            session,
            purpose,
            tryNumber,
            attempt: attempt,
            step: step,
            depth: depth,
            model: model,
            at: time
        )
        let facts = ResponseFacts(
            status: 200,
            requestID: "req_\(call.number.rawValue)",
            firstByte: .milliseconds(30 + time / 100),
            firstToken: .milliseconds(35 + time / 100)
        )
        let answer = ModelAnswer(
            turn: AssistantTurn(),
            stop: .endTurn,
            usage: ReportedUsage(usage: usage, raw: "{}", tier: "standard"),
            model: call.model,
            response: facts
        )
        let price = cost.flatMap(Money.init(decimal:)).map { CallPrice.priced($0, sheet: Self.sheet.digest) }
        try await store.commit([
            .callStarted(call),
            .callEnded(CallEnd(call.number, answer: answer, at: at(time + 500), price: price ?? .unpriced)),
        ])
    }

    private func check(
        _ job: JobID,
        _ number: Int,
        _ kind: String,
        _ passed: Bool?,
        score: Double? = nil,
        detail: String? = nil
    ) -> RecordChange {
        .checkFinished(
            CheckRecord(job: job, number: number, kind: kind, passed: passed, score: score, detail: detail)
        )
    }

    private func entry(_ session: String, _ sequence: Int, step: Int, _ entry: Entry) -> RecordChange {
        .entryAdded(
            EntryRecord(
                session: SessionID(session),
                sequence: sequence,
                step: step,
                at: at(sequence),
                entry: entry
            )
        )
    }
}
