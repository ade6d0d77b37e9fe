import Conversation

/// Puts the paths of files in place of what names them in a job's `files`.
struct AttachedFiles {
    let vocabulary: Vocabulary
    let log: ProblemLog

    /// The job's keys with `files` as absolute paths, each of a file that can be sent. What cannot is reported.
    func resolved(_ settings: Node) -> Node {
        guard let files = settings["files"], let elements = files.elements else { return settings }
        var paths: [Node] = []
        for element in elements {
            guard let name = element.string, !name.isEmpty else { continue }
            for path in self.paths(of: name, at: element.place)
            where !paths.contains(where: { $0.string == path }) {
                if let trouble = Self.trouble(with: path) {
                    log.report(.file(trouble), at: element.place)
                } else {
                    paths.append(Node(.string(path), at: element.place))
                }
            }
        }
        var result = settings
        result["files"] = Node(.array(paths), at: files.place)
        return result
    }

    private func paths(of name: String, at place: Place) -> [String] {
        let folder = FilePath.absolute(log.sources[place.file].folder)
        let path = FilePath.absolute(FilePath.join(folder, name))
        // A file may have a name that looks like a pattern.
        guard name.contains(where: "*?[{".contains), FileText.exists(path) == false else { return [path] }
        let found = vocabulary.files(name, folder)
        if found.isEmpty { log.report(.noFileMatches(name), at: place) }
        return found
    }

    private static func trouble(with path: String) -> ManifestProblem.FileTrouble? {
        switch Attachment.form(of: path).kind {
        case .text:
            switch FileText.read(path, limit: Attachment.sizeLimit) {
            case .success: nil
            case .failure(let trouble): trouble
            }
        case .image, .document: FileText.isSmall(path, limit: Attachment.sizeLimit)
        }
    }
}
