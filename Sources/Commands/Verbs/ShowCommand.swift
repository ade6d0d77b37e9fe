import ArgumentParser
import Conversation
import Records
import Reports

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a run's jobs, or one job's transcript, calls and checks, or what was sent at a step."
    )

    @Argument(
        help: "A run folder or its name, and a job's ID; with one argument, a run or a job of the latest run."
    )
    var names: [String] = []

    @Option(help: "Only jobs that ended so, such as failedChecks.")
    var outcome: String?

    @Option(help: "A step of the job's own session.")
    var step: Int?

    @Flag(help: "With --step: exactly what the model was sent.")
    var request = false

    @Option(help: "text or json.")
    var format = Format.text

    @OptionGroup var global: GlobalOptions
    @OptionGroup var runs: RunsOptions

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    func validate() throws {
        guard names.count <= 2 else { throw ValidationError("at most a run and a job") }
        guard request == (step != nil) else {
            throw ValidationError("`--step N` and `--request` go together")
        }
    }

    func run() async throws {
        let world = World()
        let (run, job) = try await select(world)
        let style = TextStyle(hasColor: global.colors(.output, environment: world.environment))
        guard let job else {
            try await list(run, style: style)
            return
        }
        do {
            guard let transcript = try await TranscriptReport(of: job, in: run.record) else {
                throw Failure(
                    "the run `\(run.folder.id)` has no job `\(job)`",
                    hint: "`docket show` lists its jobs"
                )
            }
            if let step {
                try show(SentRequest(at: step, of: transcript), job: job, step: step)
            } else if format == .json {
                Console.output.write(transcript.json + [UInt8(ascii: "\n")])
            } else {
                Console.output.write(transcript.text(style: style))
            }
        } catch let error as ReportError {
            throw Failure(error)
        }
    }

    /// One argument is a job of the latest run unless it is a run.
    private func select(_ world: World) async throws -> (RunArgument, JobID?) {
        if names.count == 2 {
            return (try RunArgument(names[0], runs: runs, world: world), JobID(names[1]))
        }
        guard let name = names.first else { return (try RunArgument(nil, runs: runs, world: world), nil) }
        if let run = try? RunArgument(name, runs: runs, world: world) { return (run, nil) }
        return (try RunArgument(nil, runs: runs, world: world), JobID(name))
    }

    private func list(_ run: RunArgument, style: TextStyle) async throws {
        let wanted = try outcome.map { name throws(Failure) in
            guard let outcome = Outcome(rawValue: name) else {
                let names = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure("no outcome `\(name)`", hint: "one of \(names)", exit: .usage)
            }
            return outcome
        }
        if format == .json {
            try await ReportWriter(record: run.record).print(.jsonl, style: .plain, on: .output)
            return
        }
        do {
            try await JobList.write(run.record, outcome: wanted, style: style) { Console.output.write($0) }
        } catch {
            throw Failure(error)
        }
    }

    private func show(_ request: SentRequest?, job: JobID, step: Int) throws {
        guard let request else { throw Failure("the job `\(job)` has no step \(step)") }
        Console.output.write(request.text)
    }
}
