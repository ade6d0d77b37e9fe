import ArgumentParser
import Reports

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes a report of a run again, from its record."
    )

    @Argument(help: "A run folder or its name; the latest where absent.")
    var run: String?

    @Option(help: "terminal, markdown, json, jsonl (a line a job), csv (a row a job), calls (a row a call).")
    var format = ReportFormat.terminal

    @OptionGroup var global: GlobalOptions
    @OptionGroup var runs: RunsOptions

    func run() async throws {
        let world = World()
        let run = try RunArgument(run, runs: runs, world: world)
        let style = TextStyle(hasColor: global.colors(.output, environment: world.environment))
        try await ReportWriter(record: run.record).print(format, style: style, on: .output)
    }
}
