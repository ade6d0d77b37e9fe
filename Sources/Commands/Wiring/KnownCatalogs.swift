import Catalog
import Foundation
import Manifests

extension ModelCatalog {
    /// The catalog that this program was built with.
    static func known() throws(Failure) -> ModelCatalog {
        do {
            return try builtIn()
        } catch {
            throw Failure("the built-in catalog does not parse: \(error.sentence)")
        }
    }
}

extension World {
    /// Where the refreshed catalog is, if `docket models --refresh` has made one.
    var refreshedCatalog: String {
        cache + "/catalog.json"
    }
}

extension ManifestReader {
    /// The reader of this build, which looks for the refreshed catalog only where a manifest asks for it.
    static func build(
        _ world: World,
        environment: @escaping (String) -> String? = { _ in nil }
    ) throws(Failure) -> ManifestReader {
        ManifestReader(
            vocabulary: .build,
            catalog: try .known(),
            refreshedCatalog: world.refreshedCatalog,
            environment: environment
        )
    }
}

extension CatalogFile {
    /// Reads a catalog from a file that must be there.
    init(at path: String) throws(Failure) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("there is no catalog at `\(path)` that can be read")
        }
        do {
            try self.init(text: String(decoding: data, as: UTF8.self))
        } catch {
            throw Failure("`\(path)` is not a catalog of models: \(error.sentence)")
        }
    }

    /// Writes it so that whoever reads the file meanwhile finds the old one or the new one, whole.
    func write(to path: String) throws(Failure) {
        do {
            let file = URL(filePath: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data((text + "\n").utf8).write(to: file, options: .atomic)
        } catch {
            throw Failure("`\(path)` cannot be written: \(error.localizedDescription)")
        }
    }
}
