import Catalog
import Conversation
import Manifests
package import Records
import Scheduling

/// One execution of a plan: it takes each lane's jobs from the record, carries them out side by side, and leaves the
/// record complete.
package struct Run: Sendable {
    private let context: RunContext

    /// Takes up the run that a record describes, new or interrupted.
    ///
    /// - Parameters:
    ///   - store: the record, with its plan; the caller holds the run's lock.
    ///   - folder: where patches and outputs go.
    ///   - ports: the world.
    ///   - control: by which the run is ended early.
    /// - Throws: what keeps the run from going on.
    package init(
        _ store: Store,
        folder: RunFolder,
        ports: RunPorts,
        control: RunControl
    ) async throws(RunError) {
        do {
            let run = try await store.record.run()
            guard let settings = try? RunSettings(run.settings),
                let catalog = try? ModelCatalog(text: run.catalog.text)
            else {
                throw RunError.settings(message: "what the record says of the run does not parse")
            }
            let templates = Templates(record: store.record)
            let roster = Roster(
                settings: settings,
                catalog: catalog,
                models: ports.models,
                isReplayed: run.isReplayed,
                time: ports.time
            )
            try await store.commit(roster.sheets(of: catalog.models.map(\.reference)).map { .sheetUsed($0) })
            let (budgets, budget) = try await Self.budgets(store, settings: settings)
            context = RunContext(
                store: store,
                folder: folder,
                run: run,
                settings: settings,
                templates: templates,
                roster: roster,
                ports: ports,
                control: control,
                manifestBudgets: budgets,
                runBudget: budget
            )
        } catch let error as RecordError {
            throw .record(error)
        } catch let error as RunError {
            throw error
        } catch {
            throw .settings(message: "\(error)")
        }
    }

    /// Runs until every job has an outcome, or the run was ended early.
    ///
    /// - Returns: how its jobs stand.
    package func execute() async throws(RunError) -> OutcomeCounts {
        let record = context.store.record
        do {
            let counts = try await record.outcomes()
            await context.tell(.runStarted(name: context.run.name, jobs: counts.total))
            let lanes = try await record.openLanes()
            context.control.watch(context.roster.lanes.values.map(\.gate))
            try await carryOut(lanes)
            if let error = context.failed { throw error }
            try await endTheRest()
            try await recordLanes()
            return try await record.outcomes()
        } catch let error as RecordError {
            throw .record(error)
        } catch let error as RunError {
            throw error
        } catch {
            throw .settings(message: "\(error)")
        }
    }

    private func carryOut(_ lanes: [ProviderID]) async throws {
        let context = context
        let cursors = lanes.map { LaneCursor(lane: $0, record: context.store.record) }
        let widths = cursors.map { cursor in
            (key: cursor, openJobs: context.roster.lanes[cursor.lane]?.openJobs ?? 1)
        }
        let runner = JobRunner(context: context)
        // A second Ctrl-C cancels the jobs, and nothing else: what they leave is still recorded.
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await Schedule.run(lanes: widths) { cursor in
                    guard context.control.state == .running else { return nil }
                    return try await cursor.next()
                } run: { job in
                    await runner.run(job)
                }
                return true
            }
            group.addTask {
                await context.control.cancelled()
                return false
            }
            while try await group.next() != nil { group.cancelAll() }
        }
    }

    /// Jobs that never began have an outcome too.
    private func endTheRest() async throws(RecordError) {
        guard let ending = context.control.ending else { return }
        try await context.store.endUnstarted(ending)
    }

    private func recordLanes() async throws(RecordError) {
        let changes = context.roster.lanes.values.map { lane in
            let figures = lane.gate.figures
            return RecordChange.laneFinished(
                LaneRecord(
                    provider: lane.provider,
                    width: lane.gate.width,
                    jobs: lane.openJobs,
                    requests: figures.requests,
                    maxInFlight: figures.maxInFlight,
                    limited: figures.coolDowns,
                    coolDown: figures.coolDown
                )
            )
        }
        try await context.store.commit(changes)
    }

    /// Each manifest's budget binds its own jobs; the command line's binds the run.
    private static func budgets(
        _ store: Store,
        settings: RunSettings
    ) async throws(RecordError) -> ([Int: Budget], Budget?) {
        var budgets: [Int: Budget] = [:]
        let spent = try await store.record.spendingByManifest()
        for (number, manifest) in settings.manifests.enumerated() {
            guard let limit = manifest.budget else { continue }
            budgets[number] = Budget(
                scope: .run,
                limit: limit,
                spent: spent[number]?.cost ?? .zero,
                held: spent[number]?.reserved ?? .zero
            )
        }
        guard let limit = settings.budget else { return (budgets, nil) }
        let total = try await store.record.spending()
        return (budgets, Budget(scope: .run, limit: limit, spent: total.cost, held: total.reserved))
    }
}
