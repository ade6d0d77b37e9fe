import ArgumentParser
import Catalog
import Conversation
import Foundation
import Manifests
import Records
import Runs

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs manifests: shows progress, writes the run folder, prints the summary.",
        discussion: """
            Exit codes: 0 accepted, 1 jobs failed, 2 could not run, 3 stopped by budget or deadline, 4 jobs errored, \
            64 wrong usage, 130 and 143 interrupted.
            """
    )

    @Argument(help: "The manifests; together they are one run.", completion: .file(extensions: ["json"]))
    var manifests: [String]

    @OptionGroup(title: "Plan") var plan: PlanOptions
    @OptionGroup(title: "Cassettes") var cassettes: CassetteOptions
    @OptionGroup(title: "Output") var global: GlobalOptions
    @OptionGroup var runs: RunsOptions

    @Flag(help: "Print events as newline-delimited JSON on standard output.")
    var events = false

    @Option(help: "Also write a report, as FORMAT=FILE; may be given again.")
    var report: [String] = []

    mutating func run() async throws {
        let world = World()
        async let git = GitRevision.current(world)
        let reports = try report.map { text throws(Failure) in try ReportRequest(text) }
        let reading = try read(world)
        let mode = try cassettes.mode(manifests: reading.manifests.map(\.cassettes), world: world)
        let moment = world.time.moment
        let name = reading.manifests.map(\.name).joined(separator: "+")
        let (folder, lock) = try makeFolder(name: name, at: moment, world: world)
        defer { lock.release() }
        let revision = await git
        let facts = RunFacts(
            name: name,
            started: moment,
            docket: Docket.version,
            host: world.host,
            gitRevision: revision.revision,
            gitDirty: revision.isDirty,
            isReplayed: mode.isReplay,
            date: moment.date,
            command: Array(CommandLine.arguments.dropFirst()),
            firstRows: plan.limit,
            answers: mode.arguments
        )
        let store = try await create(reading, facts: facts, folder: folder)
        try keepManifests(reading.manifests, in: folder)
        if !global.quiet { Console.error.write("run \(folder.id)\n") }
        let exit = try await RunDriver(
            world: world,
            global: global,
            printsEvents: events,
            folder: folder,
            store: store,
            mode: mode,
            extraReports: reports
        ).drive()
        throw exit.code
    }

    /// Manifests without errors; what is wrong with them is said, all of it.
    private func read(_ world: World) throws -> Reading {
        let reader = try ManifestReader.build(world, environment: { world.environment[$0] })
        // Whether anything is sent, and so needs a key, stands in the manifests themselves.
        var reading = reader.read(paths: manifests, overrides: try plan.overrides(needsSecrets: true))
        let isOffline = try cassettes.mode(manifests: reading.manifests.map(\.cassettes), world: world)
            .isReplay
        if isOffline {
            reading = reader.read(paths: manifests, overrides: try plan.overrides(needsSecrets: false))
        }
        try ManifestComplaints(reading.problems, quietWarnings: global.quiet).check()
        return reading
    }

    private func makeFolder(name: String, at moment: Moment, world: World) throws(Failure) -> (
        RunFolder, RunLock
    ) {
        do {
            let folder = try RunFolder.create(
                in: runs.path(world),
                name: name,
                at: moment,
                chance: world.chance()
            )
            return (folder, try RunLock(of: folder))
        } catch {
            throw Failure(error)
        }
    }

    /// The record with its plan. A run that cannot begin leaves nothing behind.
    private func create(_ reading: Reading, facts: RunFacts, folder: RunFolder) async throws -> Store {
        do {
            let (store, problems) = try await Run.create(reading, facts: facts, in: folder)
            try ManifestComplaints(problems, quietWarnings: global.quiet).check()
            return store
        } catch {
            try? FileManager.default.removeItem(atPath: folder.path)
            throw (error as? RunError).map(Failure.init) ?? error
        }
    }

    /// The manifests as read, for people who open the folder.
    private func keepManifests(_ manifests: [Manifest], in folder: RunFolder) throws(Failure) {
        for (number, manifest) in manifests.enumerated() {
            let name = manifests.count == 1 ? "manifest.json" : "manifest-\(number + 1).json"
            do {
                try Data(manifest.text.utf8).write(to: URL(filePath: folder.file(name)), options: .atomic)
            } catch {
                throw Failure("`\(folder.file(name))`: \(error.localizedDescription)")
            }
        }
    }
}
