import ArgumentParser
import Foundation

/// The program's one entrance.
package enum Docket {
    /// This build's version, as `--version` prints it and records keep it.
    package static let version = "0.1.0"

    /// Reads the command line, does what it says, and ends the process with the exit code that says how it went.
    package static func main() async {
        // A reader that goes away must not end a run. A handler, not `SIG_IGN`: what is ignored stays so in the commands
        // that tools run, where `yes | head` must end.
        signal(SIGPIPE) { _ in }
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let verb = arguments.first, LaterVerbs.names.contains(verb) {
            Console.error.write(
                Diagnostic("`\(verb)` is not supported yet", hint: "`docket --help` lists what is").text
            )
            Exit.end(.usage)
        }
        do {
            var command = try RootCommand.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Exit.end(Exit(rawValue: code.rawValue) ?? .couldNotRun)
        } catch let failure as Failure {
            Console.error.write(failure.diagnostic.text)
            Exit.end(failure.exit)
        } catch {
            RootCommand.exit(withError: error)
        }
    }
}

/// Verbs of the specification that a later version brings: refused by name, never taken for a mistype.
enum LaterVerbs {
    static let names: Set<String> = [
        "apply", "cancel", "cassette", "check", "clean", "compare", "doctor", "initialize", "merge", "serve",
        "share",
        "submit", "unshare",
    ]
}

struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docket",
        abstract: "Runs batches of language-model agent jobs unattended, and accounts for every token.",
        version: Docket.version,
        subcommands: [
            RunCommand.self, PlanCommand.self, ValidateCommand.self, ResumeCommand.self, ReportCommand.self,
            ShowCommand.self, ListCommand.self, ModelsCommand.self, NewCommand.self, SchemaCommand.self,
        ]
    )
}
