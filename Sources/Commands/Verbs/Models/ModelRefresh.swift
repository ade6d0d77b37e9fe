import Catalog
import Conversation
import Foundation

/// A catalog made of the built-in one and of what models.dev publishes, and what that changes for whoever used the one
/// before.
struct ModelRefresh {
    /// Where the document is published.
    static let publisher = "https://models.dev/api.json"

    let file: CatalogFile
    /// Against the copy that was refreshed before, else the built-in catalog.
    let changes: CatalogChanges
    private let faults: [CatalogRefresh.Fault]
    private let before: String
    private let damage: String?

    /// Fetches and checks the document; nothing is written.
    init(from source: String, world: World) async throws(Failure) {
        let document = try await PublishedDocument(source: source).fetch(world)
        let builtIn = try ModelCatalog.known()
        let refresh: CatalogRefresh
        do {
            refresh = try CatalogRefresh(of: builtIn, by: document)
        } catch {
            throw Failure(
                "`\(source)` is not a document of models as models.dev publishes it: \(error.sentence)",
                hint: "nothing was changed; `--from` takes another address, or a file"
            )
        }
        faults = refresh.faults
        file = CatalogFile(
            refresh.catalog,
            origin: CatalogFile.Origin(
                source: source,
                fetched: world.time.moment.iso8601,
                digest: Digest(of: document)
            )
        )
        var old = (catalog: builtIn, name: "the built-in catalog", damage: String?.none)
        if FileManager.default.fileExists(atPath: world.refreshedCatalog) {
            do {
                let file = try CatalogFile(at: world.refreshedCatalog)
                old = (file.catalog, "the copy of \(file.origin?.fetched ?? "before")", nil)
            } catch {
                old.damage = error.diagnostic.what
            }
        }
        changes = CatalogChanges(from: old.catalog, to: refresh.catalog)
        before = old.name
        damage = old.damage
    }

    /// What is worth a warning.
    var notes: String {
        var lines = damage.map { [Diagnostic($0 + "; it is replaced", severity: .warning).text] } ?? []
        lines += faults.map { fault in
            Diagnostic("`\(fault.model)` was passed over: \(fault.error.sentence)", severity: .warning).text
        }
        return lines.joined()
    }

    /// What was done, in one line.
    func summary(path: String) -> String {
        let count = file.catalog.models.count
        let news =
            changes.isEmpty
            ? "as in \(before)"
            : "\(changes.added.count) added, \(changes.removed.count) removed, \(changes.changed.count) changed "
                + "since \(before)"
        return "\(count) models, \(news); wrote \(path)\n"
    }

    /// What changed as machines read it, version 1.
    func json(_ changes: CatalogChanges, path: String) -> String {
        var object: JSONObject = ["version": 1, "file": .string(path)]
        object["document"] = file.origin.map { .string($0.source) }
        object["documentDigest"] = file.origin.map { .string($0.digest.rawValue) }
        object["fetched"] = file.origin.map { .string($0.fetched) }
        object["digest"] = .string(file.catalog.digest.rawValue)
        object["models"] = .number(String(file.catalog.models.count))
        object["added"] = .array(changes.added.map(ModelListing.json))
        object["removed"] = .array(changes.removed.map { .string($0.reference.description) })
        object["changed"] = .array(changes.changed.map(Self.json))
        object["passedOver"] = .array(
            faults.map { ["model": .string($0.model.description), "why": .string($0.error.sentence)] }
        )
        return JSONValue.object(object).text + "\n"
    }

    /// The members of a model's listing that are different, before and after.
    private static func json(_ change: CatalogChanges.Change) -> JSONValue {
        let (before, after) = (ModelListing.json(change.before), ModelListing.json(change.after))
        var object: JSONObject = ["model": .string(change.after.reference.description)]
        for member in after.object?.members ?? [] where before[member.key] != member.value {
            object[member.key] = ["before": before[member.key] ?? .null, "after": member.value]
        }
        return .object(object)
    }
}
