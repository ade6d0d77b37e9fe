import Conversation
import Foundation
import Manifests
import Records
import Reports
import Runs
import Tools

/// Carries a run that is in the record to its end, with progress and signals, and writes its reports. `run` and
/// `resume` differ only in how they come here.
struct RunDriver: Sendable {
    let world: World
    let global: GlobalOptions
    let printsEvents: Bool
    let folder: RunFolder
    let store: Store
    let mode: CassetteMode
    /// Reports asked for by name, as format and path.
    let extraReports: [ReportRequest]

    /// - Returns: how the process should end.
    func drive() async throws -> Exit {
        let run = try await reading { () async throws(RecordError) in try await store.record.run() }
        let plan: RunOutline
        do { plan = try await RunOutline(of: store.record) } catch { throw Failure(error) }
        let workspaces = world.cache + "/work/" + folder.id.rawValue
        let endpoints = try Endpoints(
            plan.providers,
            mode: mode,
            recording: RecordingFacts(
                manifest: plan.manifestPaths.joined(separator: " "),
                date: run.date,
                home: world.home,
                workspaces: workspaces
            ),
            world: world
        )
        try wipeSecrets(plan.providers)
        let control = RunControl()
        let progress = RunProgress(
            style: style,
            console: .error,
            events: printsEvents ? EventStream(run: folder.id, console: .output) : nil,
            time: world.time
        )
        let isolator = Isolator(
            scratch: workspaces,
            locks: world.cache + "/locks",
            environment: world.toolEnvironment
        )
        let ports = RunPorts(
            time: world.time,
            chance: world.chance,
            models: endpoints.models,
            toolEnvironment: world.toolEnvironment,
            processes: Permits(plan.processes ?? world.cores),
            isolator: isolator,
            platform: world.platform,
            observer: progress
        )
        let results = ResultFile(of: store.record, at: folder.file("results.jsonl"))
        let ended: (counts: OutcomeCounts, asked: Exit?)
        do {
            ended = try await carryOut(
                try await Run(store, folder: folder, ports: ports, control: control),
                control: control,
                progress: progress,
                results: results
            )
        } catch {
            await endpoints.shutdown()
            throw error is RunError ? Failure(error as? RunError ?? .emptyPlan) : error
        }
        await endpoints.shutdown()
        if ended.counts.isComplete {
            await isolator.sweep()
            // Only where nothing is left in it.
            rmdir(workspaces)
        }
        let rule = ExitRule(acceptances: plan.acceptances, counts: try await acceptanceCounts())
        let exit = ended.asked ?? rule.exit(ended.counts)
        try await finish(exit, counts: ended.counts, progress: progress, results: results)
        return exit
    }

    private func carryOut(
        _ run: Run,
        control: RunControl,
        progress: RunProgress,
        results: ResultFile
    ) async throws -> (OutcomeCounts, Exit?) {
        let signals = Signals(control: control, time: world.time, say: { progress.say($0) })
        return try await withThrowingTaskGroup(of: Part.self) { group in
            group.addTask { .run(try await run.execute()) }
            group.addTask { .signals(await signals.watch()) }
            group.addTask {
                switch progress.style {
                case .silent: break
                case .plain: await Heartbeat(progress: progress, time: world.time).run()
                case .live: await LiveDisplay(progress: progress, console: .error, time: world.time).run()
                }
                return .display
            }
            group.addTask {
                // What cannot be written now is tried again, and told, at the end.
                for await _ in progress.milestones { try? await results.follow() }
                return .results
            }
            var counts = OutcomeCounts()
            var asked: Exit?
            for try await part in group {
                switch part {
                case .run(let result):
                    counts = result
                    group.cancelAll()
                case .signals(let exit): asked = exit
                case .display, .results: break
                }
            }
            return (counts, asked)
        }
    }

    private enum Part: Sendable {
        case run(OutcomeCounts)
        case signals(Exit?)
        case display
        case results
    }

    /// Closes the record in good order, then writes the reports from it.
    private func finish(
        _ exit: Exit,
        counts: OutcomeCounts,
        progress: RunProgress,
        results: ResultFile
    ) async throws {
        let moment = world.time.moment
        try await reading { () async throws(RecordError) in
            try await store.commit(
                .runFinished(
                    counts.isComplete ? .finished : .stopped,
                    exitCode: Int(exit.rawValue),
                    at: moment
                )
            )
        }
        await progress.received(RunEvent(at: moment, kind: .runFinished(exitCode: Int(exit.rawValue))))
        let writer = ReportWriter(record: store.record)
        let report = try await writer.writeStandardReports(results: results, into: folder)
        for request in extraReports { try await writer.write(request) }
        if !global.quiet {
            let style = TextStyle(hasColor: global.colors(.error, environment: world.environment))
            do {
                Console.error.write(try await TerminalReport.text(report, of: store.record, style: style))
            } catch {
                throw Failure(error)
            }
        }
        try await reading { () async throws(RecordError) in try await store.close() }
    }

    private func acceptanceCounts() async throws -> [Int: OutcomeCounts] {
        try await reading { () async throws(RecordError) in try await store.record.outcomesByManifest() }
    }

    /// Keys have been read: nothing that runs from now on may find them in this process.
    private func wipeSecrets(_ providers: [ProviderSettings]) throws(Failure) {
        var names: Set<String> = []
        for provider in providers {
            if case .environment(let variables) = provider.key { names.formUnion(variables) }
        }
        names.formUnion(try KnownSecrets.variables())
        ProcessEnvironment.wipe(names) { getenv($0) }
    }

    private var style: RunProgress.Style {
        if global.quiet || printsEvents { return .silent }
        return Console.error.isTerminal ? .live(verbose: global.verbose) : .plain(verbose: global.verbose)
    }

    private func reading<Value>(_ body: () async throws(RecordError) -> Value) async throws(Failure) -> Value
    {
        do {
            return try await body()
        } catch {
            throw Failure(error)
        }
    }
}

extension OutcomeCounts {
    /// Whether nothing is left that a resumption would take up.
    var isComplete: Bool {
        open == 0 && self[.stopped] == 0
    }
}
