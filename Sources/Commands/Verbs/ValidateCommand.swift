import ArgumentParser
import Manifests

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract:
            "Says all that is wrong with manifests at once, each with its place and what to write instead."
    )

    @Argument(help: "The manifests; together they are one run.", completion: .file(extensions: ["json"]))
    var manifests: [String]

    @OptionGroup(title: "Plan") var plan: PlanOptions
    @OptionGroup(title: "Output") var global: GlobalOptions

    func run() async throws {
        let reader = try ManifestReader.build(World())
        let problems = await reader.problems(
            paths: manifests,
            overrides: try plan.overrides(needsSecrets: false)
        )
        try ManifestComplaints(problems, quietWarnings: global.quiet).check()
        if !global.quiet {
            Console.error.write(
                manifests.count == 1 ? "1 manifest is valid\n" : "\(manifests.count) manifests are valid\n"
            )
        }
    }
}
