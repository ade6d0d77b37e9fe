import ArgumentParser
import Conversation
import Manifests

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract:
            "Expands and validates manifests without a call: jobs by provider and model, and what they cost at most."
    )

    @Argument(help: "The manifests; together they are one run.", completion: .file(extensions: ["json"]))
    var manifests: [String]

    @Option(help: "table, or jsonl: a line a job.")
    var format = Format.table

    @OptionGroup(title: "Plan") var plan: PlanOptions
    @OptionGroup(title: "Output") var global: GlobalOptions

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, jsonl
    }

    func run() async throws {
        let reader = try ManifestReader.build(World())
        let reading = reader.read(paths: manifests, overrides: try plan.overrides(needsSecrets: false))
        try ManifestComplaints(reading.problems, quietWarnings: global.quiet).check()
        var forecast = Forecast(reading)
        let problems = await reading.forEachJob(firstRows: plan.limit) { job in
            forecast.add(job)
            if format == .jsonl { Console.output.write(Self.line(job)) }
        }
        try ManifestComplaints(problems, quietWarnings: global.quiet).check()
        if format == .table { Console.output.write(forecast.text) }
    }

    private static func line(_ job: PlannedJob) -> String {
        var writer = JSONWriter()
        writer.object { object in
            object.member("version", 1)
            object.member("job", job.id.rawValue)
            object.member("provider", job.provider.rawValue)
            object.member("model", job.model.name)
            object.member("repeat", job.repetition.map { .number(String($0)) } ?? .null)
            object.member("vars", .object(job.vars))
            object.member("tags", .array(job.tags.map(JSONValue.string)))
            object.member("file", job.source.file)
            object.member("line", job.source.line)
        }
        return writer.text + "\n"
    }
}
