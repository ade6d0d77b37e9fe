import ArgumentParser
import Manifests

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the manifest's JSON Schema, for editors."
    )

    func run() throws {
        Console.output.write(ManifestSchema(vocabulary: .build).text)
    }
}
