import ArgumentParser
import Catalog
import Conversation

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Lists the catalog: limits in tokens, abilities, prices in dollars per million tokens."
    )

    @Argument(help: "Only models whose name contains this.")
    var filter: String?

    @Flag(help: "Print the catalog as JSON.")
    var json = false

    func run() throws {
        if json {
            Console.output.write(try ModelCatalog.known().text + "\n")
            return
        }
        let models = try ModelCatalog.known().models.filter { card in
            filter.map { card.reference.description.lowercased().contains($0.lowercased()) } ?? true
        }
        guard !models.isEmpty else {
            throw Failure("no model's name contains `\(filter ?? "")`", hint: "`docket models` lists all")
        }
        Console.output.write(ModelTable(models).text)
    }
}
