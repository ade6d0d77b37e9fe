import ArgumentParser
import Foundation
import Manifests

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a manifest to start from."
    )

    @Argument(help: "quickstart, benchmark, regression or nightly.")
    var template: ManifestTemplate

    @Argument(help: "The file to write; docket.json where absent.", completion: .file(extensions: ["json"]))
    var path = "docket.json"

    func run() throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure("`\(path)` exists already", hint: "docket new \(template.rawValue) other.json")
        }
        do {
            try Data(template.text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Failure("`\(path)` cannot be written: \(error.localizedDescription)")
        }
        Console.error.write("wrote \(path); next: docket validate \(path)\n")
    }
}

extension ManifestTemplate: ExpressibleByArgument {}
