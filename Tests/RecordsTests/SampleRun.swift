import Catalog
import Conversation
import Records
import TestSupport

/// A record in a scratch folder, and short words for what tests write into it.
struct SampleRun {
    let scratch: Scratch
    let store: Store

    static let start = Moment(microseconds: 1_795_331_704_120_000)
    static let model = ModelReference(provider: ProviderID("local"), name: "tiny")
    static let session = SessionID("ses_1")
    static let job = JobID("job-1")

    /// A run of some jobs in the lane `local`, none of them begun.
    init(jobs: Int = 1, name: String = "record.sqlite") async throws {
        scratch = try Scratch()
        store = try Store.create(
            at: scratch.path(name),
            run: Self.run,
            manifests: [Self.manifest],
            templates: [Self.template]
        )
        try await store.insertPlan((1...jobs).map { Self.planned($0) })
    }

    /// The same with the first job begun: attempt 1 and its session.
    static func begun(jobs: Int = 1) async throws -> SampleRun {
        let sample = try await SampleRun(jobs: jobs)
        try await sample.store.commit([
            .attemptStarted(AttemptStart(job: job, started: start, workspace: ["path": "/w"])),
            .sessionStarted(rootSession),
        ])
        return sample
    }

    static let run = RunRecord(
        id: RunID("20261122T071503Z-sample-3f9a"),
        name: "sample",
        started: start,
        docket: "1.0",
        host: "machine",
        gitRevision: "abc",
        gitDirty: true,
        manifestDigest: Digest(of: "manifest"),
        catalogDigest: Digest(of: "catalog"),
        catalog: ["models": []],
        isReplayed: false,
        date: "2026-11-22",
        command: ["run", "a.json"],
        budget: Money(decimal: "5.00"),
        settings: ["accept": 5]
    )

    static let manifest = ManifestRecord(number: 1, path: "a.json", digest: Digest(of: "{}"), text: "{}")
    static let template = TemplateRecord(number: 1, manifest: 1, name: "job-{{n}}", json: ["prompt": "hi"])
    static let sheet = SheetRecord(digest: Digest(of: "sheet"), json: ["input": "1"])
    static let rootSession = SessionRecord(
        id: session,
        job: job,
        model: model,
        title: "job-1",
        started: start
    )

    static func planned(_ number: Int, lane: String = "local") -> PlannedJob {
        PlannedJob(
            sequence: number,
            id: JobID("job-\(number)"),
            template: 1,
            lane: ProviderID(lane),
            model: model,
            vars: JSONObject([JSONObject.Member(key: "n", value: .number(String(number)))]),
            axes: JSONObject([JSONObject.Member(key: "model", value: "tiny")]),
            tags: ["a", "b"],
            cluster: "job-\(number)",
            repeatNumber: 2,
            source: SourcePlace(file: "data.jsonl", line: number, column: 3)
        )
    }

    func callStart(
        purpose: CallPurpose = .agent,
        step: Int = 1,
        tryNumber: Int = 1,
        reserved: String? = "0.5"
    ) -> CallStart {
        CallStart(
            number: store.nextCallNumber(),
            origin: CallOrigin(
                job: Self.job,
                attempt: 1,
                session: Self.session,
                step: step,
                purpose: purpose
            ),
            provider: ProviderID("local"),
            model: "tiny",
            tryNumber: tryNumber,
            permitWait: .milliseconds(3),
            sent: Self.start,
            reserved: reserved.flatMap(Money.init(decimal:))
        )
    }

    /// A call that was sent and has ended.
    @discardableResult
    func call(_ start: CallStart, _ end: (CallNumber) -> CallEnd) async throws -> CallRecord {
        let record = CallRecord(start: start, end: end(start.number))
        try await store.commit([.callStarted(start), .callEnded(end(start.number))])
        return record
    }
}

extension Moment {
    static func later(_ milliseconds: Int) -> Moment {
        SampleRun.start + .milliseconds(milliseconds)
    }
}
