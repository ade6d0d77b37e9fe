import ArgumentParser
import Reports

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists earlier runs: when, what, how each ended, what it cost."
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var runs: RunsOptions

    func run() async throws {
        let world = World()
        let style = TextStyle(hasColor: global.colors(.output, environment: world.environment))
        Console.output.write(await RunList(in: runs.path(world)).text(style: style))
    }
}
