import Catalog
import Conversation

/// Finds the catalog that manifests name: a file beside them, or the copy that was refreshed on this machine. The one
/// that the program was built with needs no file, and then none is looked at.
struct CatalogReader {
    /// Where the refreshed copy is; nothing where there can be none.
    let refreshed: String?
    let log: ProblemLog

    /// What the key says in place of a path.
    static let refreshedWord = "refreshed"

    /// What the manifests of one run ask for.
    enum Choice {
        /// None names a catalog.
        case builtIn
        case catalog(ModelCatalog)
        /// One that can't be read, which was reported: which models there are is then not known.
        case unreadable
    }

    func read(_ files: [ManifestFile]) -> Choice {
        var chosen: (name: String, catalog: ModelCatalog?)?
        for file in files {
            guard let node = file.whole["catalog"], let text = node.string, !text.isEmpty else { continue }
            let isRefreshed = text == Self.refreshedWord
            let name = isRefreshed ? text : FilePath.join(log.sources[node.place.file].folder, text)
            if let chosen {
                if chosen.name != name { log.report(.catalogTwice(chosen.name, name), at: node.place) }
                continue
            }
            chosen = (name, isRefreshed ? readRefreshed(at: node.place) : read(name, at: node.place))
        }
        guard let chosen else { return .builtIn }
        return chosen.catalog.map(Choice.catalog) ?? .unreadable
    }

    private func readRefreshed(at place: Place) -> ModelCatalog? {
        guard let refreshed, FileText.read(refreshed, limit: .max) != .failure(.missing) else {
            log.report(.noRefreshedCatalog, at: place)
            return nil
        }
        return read(refreshed, at: place)
    }

    /// Reads a file; what is wrong with it is reported where in the file it is.
    private func read(_ path: String, at place: Place) -> ModelCatalog? {
        let loader = ManifestLoader(log: log)
        guard let source = loader.open(path, at: place), let node = loader.parse(source) else { return nil }
        do {
            return try ModelCatalog(text: String(decoding: log.sources[source].bytes, as: UTF8.self))
        } catch {
            log.report(.invalidCatalog(error), at: node.place(of: error))
            return nil
        }
    }
}

extension Node {
    /// Where a catalog's error lies: the value that its path leads to, the name of a key that is unknown, or what lacks
    /// a key.
    fileprivate func place(of error: CatalogError) -> Place {
        var node = self
        for (index, step) in error.path.enumerated() {
            if error.kind == .unknown, index == error.path.count - 1 { return node.keyPlace(step) }
            let next = node.elements.map { elements in Int(step).flatMap { elements.at($0) } } ?? node[step]
            guard let next else { return node.openingPlace }
            node = next
        }
        return node.isObject || node.elements != nil ? node.openingPlace : node.place
    }
}

extension Array {
    fileprivate func at(_ index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
