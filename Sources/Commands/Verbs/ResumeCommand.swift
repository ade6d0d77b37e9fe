import ArgumentParser
import Conversation
import Foundation
import Records
import Runs

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract:
            "Finishes an interrupted run, repeating nothing that finished and buying no recorded answer twice."
    )

    @Argument(help: "A run folder or its name; the latest where absent.")
    var run: String?

    @Flag(help: "Also run again the jobs that failed, as a further attempt.")
    var failed = false

    @Flag(help: "Also run again the jobs that errored, as a further attempt.")
    var errored = false

    @OptionGroup(title: "Cassettes") var cassettes: CassetteOptions
    @OptionGroup(title: "Output") var global: GlobalOptions
    @OptionGroup var runs: RunsOptions

    @Flag(help: "Print events as newline-delimited JSON on standard output.")
    var events = false

    mutating func run() async throws {
        let world = World()
        do {
            let folder = try RunFolder.find(run, in: runs.path(world))
            let lock = try RunLock(of: folder)
            defer { lock.release() }
            let store = try Store.open(at: folder.record)
            guard try await store.record.run().state != .planning else {
                throw Failure(
                    "the run `\(folder.id)` was killed before its plan was whole; nothing was sent",
                    hint: "start it anew with `docket run`"
                )
            }
            try await store.interruptOpenCalls()
            try await store.reopenJobs(statuses)
            try await store.commit(.runBegan)
            let outline = try await RunOutline(of: store.record)
            let mode = try mode(outline.answers, world: world)
            if !global.quiet { Console.error.write("resuming \(folder.id)\n") }
            let exit = try await RunDriver(
                world: world,
                global: global,
                printsEvents: events,
                folder: folder,
                store: store,
                mode: mode,
                extraReports: []
            ).drive()
            throw exit.code
        } catch let error as RecordError {
            throw Failure(error)
        } catch let error as RunError {
            throw Failure(error)
        }
    }

    private var statuses: Set<Status> {
        var statuses: Set<Status> = [.stopped]
        if failed { statuses.insert(.failed) }
        if errored { statuses.insert(.errored) }
        return statuses
    }

    /// As the run began, unless the command line says otherwise.
    private func mode(_ answers: [String], world: World) throws(Failure) -> CassetteMode {
        let isGiven =
            cassettes.live || cassettes.record != nil || cassettes.recordMissing != nil
            || cassettes.replay != nil
        guard !isGiven, let mode = CassetteMode(arguments: answers) else {
            return try cassettes.mode(manifests: [], world: world)
        }
        return mode
    }
}
