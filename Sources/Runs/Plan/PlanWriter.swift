import Conversation
import Manifests
import Records

/// Writes the plan into the record, before anything runs: each lane then reads its own jobs by cursor, and a doubled
/// ID is found by the record's own index.
struct PlanWriter {
    /// Rows in one transaction.
    private static let batchSize = 2_000

    private let store: Store
    private let laneOf: [ProviderID: ProviderID]
    private var batch: [Records.PlannedJob] = []
    private(set) var count = 0

    init(store: Store, laneOf: [ProviderID: ProviderID]) {
        self.store = store
        self.laneOf = laneOf
    }

    mutating func add(_ job: Manifests.PlannedJob) async throws(RunError) {
        guard let lane = laneOf[job.provider] else { throw .unknownModel(job.model) }
        count += 1
        batch.append(
            Records.PlannedJob(
                sequence: count,
                id: job.id,
                template: job.template,
                lane: lane,
                model: job.model,
                vars: job.vars,
                axes: JSONObject(job.axes.map { JSONObject.Member(key: $0.axis, value: .string($0.label)) }),
                tags: job.tags,
                cluster: Self.cluster(of: job),
                repeatNumber: job.repetition,
                source: SourcePlace(file: job.source.file, line: job.source.line)
            )
        )
        if batch.count == Self.batchSize { try await flush() }
    }

    /// Writes what is left.
    mutating func flush() async throws(RunError) {
        guard !batch.isEmpty else { return }
        do {
            try await store.insertPlan(batch)
        } catch {
            throw .record(error)
        }
        batch.removeAll(keepingCapacity: true)
    }

    /// The job's ID without its repeat.
    private static func cluster(of job: Manifests.PlannedJob) -> String {
        guard let repetition = job.repetition else { return job.id.rawValue }
        return String(job.id.rawValue.dropLast("#\(repetition)".count))
    }
}

extension Records.PlannedJob {
    /// The form in which its template makes the job.
    var planned: Manifests.PlannedJob {
        Manifests.PlannedJob(
            id: id,
            template: template,
            model: model,
            vars: vars,
            repetition: repeatNumber,
            axes: axes.members.map { AxisLabel(axis: $0.key, label: $0.value.string ?? "") },
            tags: tags,
            source: SourceLine(file: source.file, line: source.line)
        )
    }
}
