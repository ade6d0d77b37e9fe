import Conversation

/// Puts the text of files where a manifest names them. A file is read once, however many jobs name it.
final class Inliner {
    private let log: ProblemLog
    private var sources: [String: Int?] = [:]

    init(log: ProblemLog) {
        self.log = log
    }

    /// A value, or the text of the file that `{ "file": PATH }` names.
    func inlined(_ node: Node) -> Node {
        guard node.members.count == 1, let name = node["file"], let path = name.string else { return node }
        return text(of: path, at: name.place) ?? Node(.string(""), at: node.place)
    }

    /// A job's keys with the text of `promptFile` and `systemFile` in place of their names.
    ///
    /// - Parameters:
    ///   - settings: the job's keys.
    ///   - variables: what may stand in a file's name.
    ///   - rowColumns: what may not, since it is known only row by row; nothing where it is unknown.
    /// - Returns: the keys with texts.
    func withFiles(_ settings: Node, variables: JSONObject, rowColumns: Set<String>?) -> Node {
        var result = settings
        for (fileKey, key) in [("promptFile", "prompt"), ("systemFile", "system")] {
            guard let node = settings[fileKey] else { continue }
            result[fileKey] = nil
            result[key] = Node(.string(" "), at: node.place)
            guard let name = node.string, !name.isEmpty else { continue }
            let unknown = PlaceholderText.names(in: name).filter { variables[$0] == nil }
            if let first = unknown.first {
                let isColumn = rowColumns?.contains(first) ?? true
                let place = log.place(of: first, in: node.place)
                log.report(isColumn ? .fileDependsOnRow(first) : .unknownVariable(first), at: place)
                continue
            }
            guard let path = try? PlaceholderText.expand(name, { variables[$0] }) else { continue }
            if let text = text(of: path, at: node.place) { result[key] = text }
        }
        return result
    }

    private func text(of path: String, at place: Place) -> Node? {
        let path = FilePath.join(log.sources[place.file].folder, path)
        let source: Int?
        if let known = sources[path] {
            source = known
        } else {
            source = ManifestLoader(log: log).open(path, at: place, limit: ManifestLoader.inlineLimit)
            sources[path] = .some(source)
        }
        guard let source else { return nil }
        let bytes = log.sources[source].bytes
        return Node(
            .string(String(decoding: bytes, as: UTF8.self)),
            at: Place(file: source, range: 0..<bytes.count)
        )
    }
}
