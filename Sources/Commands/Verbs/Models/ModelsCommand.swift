import ArgumentParser
import Catalog
import Foundation

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Lists the catalog: limits in tokens, abilities, prices in dollars per million tokens.",
        discussion: """
            Runs use the built-in catalog. --refresh fetches what models.dev publishes into the user's cache and shows \
            what changed; only manifests that say "catalog": "refreshed" use that copy.
            """
    )

    @OptionGroup(title: "Selection") var selection: ModelOptions

    @Option(help: "name, price (input, then output, the cheapest first) or context (the largest first).")
    var sort: ModelOrder?

    @Option(help: "terminal or json.")
    var format = Format.terminal

    @Option(help: "built-in, refreshed, or a catalog file (default: built-in).")
    var catalog: String?

    @Flag(help: "Fetch limits and prices anew and show what changed.")
    var refresh = false

    @Option(help: "With --refresh: the document's address, or a file (default: \(ModelRefresh.publisher)).")
    var from: String?

    @OptionGroup(title: "Output") var global: GlobalOptions

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case terminal, json
    }

    func validate() throws {
        guard !refresh || catalog == nil && sort == nil else {
            throw ValidationError("`--refresh` goes with neither `--catalog` nor `--sort`")
        }
        guard refresh || from == nil else { throw ValidationError("`--from` goes with `--refresh`") }
    }

    func run() async throws {
        let world = World()
        if refresh {
            try await refresh(world)
        } else {
            try list(world)
        }
    }

    private func list(_ world: World) throws(Failure) {
        let choice = try CatalogChoice(catalog ?? "built-in", world: world)
        let filter = try selection.filter(of: choice.file.catalog)
        let models = (sort ?? .name).sorted(choice.file.catalog.models.filter(filter.admits))
        switch format {
        case .json: Console.output.write(ModelListing(models, of: choice).text)
        case .terminal:
            guard !models.isEmpty else {
                throw Failure("no model is like that", hint: "`docket models` lists all")
            }
            if let origin = choice.file.origin, !global.quiet {
                Console.error.write("refreshed \(origin.fetched) from \(origin.source)\n")
            }
            Console.output.write(ModelTable(models).text)
        }
    }

    private func refresh(_ world: World) async throws(Failure) {
        let refresh = try await ModelRefresh(from: from ?? ModelRefresh.publisher, world: world)
        let filter = try selection.filter(of: refresh.file.catalog)
        try refresh.file.write(to: world.refreshedCatalog)
        let changes = refresh.changes.filtered(filter.admits)
        if !global.quiet { Console.error.write(refresh.notes) }
        switch format {
        case .json: Console.output.write(refresh.json(changes, path: world.refreshedCatalog))
        case .terminal: Console.output.write(CatalogChangesText(changes).text)
        }
        if !global.quiet { Console.error.write(refresh.summary(path: world.refreshedCatalog)) }
    }
}

/// The catalog that `--catalog` names.
struct CatalogChoice {
    /// `built-in`, `refreshed` or `file`.
    let source: String
    let file: CatalogFile

    init(source: String, file: CatalogFile) {
        self.source = source
        self.file = file
    }

    init(_ text: String, world: World) throws(Failure) {
        switch text {
        case "built-in":
            source = text
            file = CatalogFile(try .known())
        case "refreshed":
            guard FileManager.default.fileExists(atPath: world.refreshedCatalog) else {
                throw Failure(
                    "no catalog has been refreshed on this machine",
                    hint: "`docket models --refresh` fetches one"
                )
            }
            source = text
            file = try CatalogFile(at: world.refreshedCatalog)
        default:
            source = "file"
            file = try CatalogFile(at: world.absolute(text))
        }
    }
}
