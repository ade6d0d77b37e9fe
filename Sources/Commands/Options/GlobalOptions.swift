import ArgumentParser

/// Options of every verb.
struct GlobalOptions: ParsableArguments {
    enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    @Flag(name: .shortAndLong, help: "Say nothing but errors and what was asked for.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more: every job, every retry.")
    var verbose = false

    @Option(help: "When to color: auto, always, never. NO_COLOR is honored.")
    var color = ColorChoice.auto

    /// Whether to color what goes to this output.
    func colors(_ console: Console, environment: [String: String]) -> Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: console.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
        }
    }
}

/// Where run folders are.
struct RunsOptions: ParsableArguments {
    @Option(help: "The folder of run folders (default: DOCKET_RUNS, else .docket/runs).")
    var runs: String?

    func path(_ world: World) -> String {
        world.absolute(
            runs ?? world.environment["DOCKET_RUNS"].flatMap { $0.isEmpty ? nil : $0 } ?? ".docket/runs"
        )
    }
}
