import Conversation
import Foundation

/// A manifest with what its `include`d files bring, each value still pointing at where it was written.
struct ManifestFile {
    /// The manifest's own file.
    var source: Int
    /// What it says itself.
    var own: Node
    /// The same over what its includes say.
    var whole: Node
    /// The included files' own texts, for the check of their shape.
    var included: [Node] = []
    /// Whether some included file could not be read.
    var lacksIncludes = false

    var checkSets: [String] {
        whole["checkSets"]?.members.map(\.key) ?? []
    }
}

/// Opens files and takes their text apart.
struct ManifestLoader {
    /// What a file that goes into a prompt may hold.
    static let inlineLimit = 1 << 20

    let log: ProblemLog

    /// The manifest at a path; nothing where it can't be read, which is then reported.
    func load(_ path: String) -> ManifestFile? {
        guard let source = open(path, at: nil), let own = parse(source) else { return nil }
        var file = ManifestFile(source: source, own: own, whole: own)
        var whole = Node(.object([]), at: own.place)
        include(own, into: &whole, file: &file, trail: [FilePath.absolute(path)])
        file.whole = whole.merged(file: own)
        return file
    }

    /// Reads a file as text.
    ///
    /// - Parameters:
    ///   - path: from the working folder on.
    ///   - place: where the file is named; nothing for a manifest itself.
    ///   - limit: the most bytes that it may have.
    /// - Returns: its number in the log; nothing where it can't be read, which is then reported.
    func open(_ path: String, at place: Place?, limit: Int = .max) -> Int? {
        let trouble: ManifestProblem.FileTrouble
        switch FileText.read(path, limit: limit) {
        case .success(let bytes): return log.add(SourceText(path: path, bytes: bytes))
        case .failure(let error): trouble = error
        }
        if let place {
            log.report(.file(trouble), at: place)
        } else {
            log.report(ManifestProblem(.file(trouble), at: ManifestProblem.Location(file: path)))
        }
        return nil
    }

    /// The tree of a file that was opened; nothing where it is no JSON, which is then reported.
    func parse(_ source: Int) -> Node? {
        let text = log.sources[source]
        do {
            return Node(try JSONNode(parsing: text.bytes), file: source)
        } catch {
            log.report(
                .malformedJSON(error.kind, found: text.character(at: error.offset)),
                at: Place(file: source, range: error.offset..<error.offset + 1)
            )
            return nil
        }
    }

    private func include(_ node: Node, into whole: inout Node, file: inout ManifestFile, trail: [String]) {
        guard let include = node["include"] else { return }
        for entry in include.elements ?? [include] {
            guard let name = entry.string, !name.isEmpty else { continue }
            let path = FilePath.join(log.sources[entry.place.file].folder, name)
            let absolute = FilePath.absolute(path)
            guard !trail.contains(absolute) else {
                log.report(.includeCycle((trail + [absolute]).map(FilePath.name(of:))), at: entry.place)
                continue
            }
            guard let source = open(path, at: entry.place), let own = parse(source) else {
                file.lacksIncludes = true
                continue
            }
            file.included.append(own)
            self.include(own, into: &whole, file: &file, trail: trail + [absolute])
            whole = whole.merged(file: own)
        }
    }
}

extension Node {
    /// A file's keys over those of the files before it: what can be included is put together, all else is
    /// this file's.
    fileprivate func merged(file: Node) -> Node {
        var result = file
        for key in ["providers", "mcpServers", "vars", "checkSets"] {
            guard let inherited = self[key], inherited.isObject else { continue }
            guard let own = file[key], own.isObject else {
                result[key] = inherited
                continue
            }
            // A set of checks is replaced by one of the same name.
            result[key] = inherited.mergedMembers(with: own)
        }
        if let inherited = self["defaults"], inherited.isObject {
            result["defaults"] =
                file["defaults"].map { $0.isObject ? inherited.merged(with: $0) : $0 } ?? inherited
        }
        return result
    }
}

/// Whole files as checked text.
enum FileText {
    static func read(_ path: String, limit: Int) -> Result<[UInt8], ManifestProblem.FileTrouble> {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return .failure(.missing)
        }
        guard !isFolder.boolValue else { return .failure(.notAFile) }
        guard let data = FileManager.default.contents(atPath: path) else { return .failure(.unreadable) }
        guard data.count <= limit else { return .failure(.tooLarge(limit: limit)) }
        let bytes = Array(data)
        guard String(validating: bytes, as: UTF8.self) != nil else { return .failure(.notUTF8) }
        return .success(bytes)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// What keeps a file of any content from being read whole.
    static func isSmall(_ path: String, limit: Int) -> ManifestProblem.FileTrouble? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .missing }
        guard !isFolder.boolValue else { return .notAFile }
        guard FileManager.default.isReadableFile(atPath: path) else { return .unreadable }
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
        return size.map { $0.intValue <= limit } ?? false ? nil : .tooLarge(limit: limit)
    }

    static func isFolder(_ path: String) -> ManifestProblem.FileTrouble? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .missing }
        return isFolder.boolValue ? nil : .notAFolder
    }

    /// Whether others than the owner have any right to a file.
    static func isLoose(_ path: String) -> Bool {
        let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        return mode.map { $0.intValue & 0o077 != 0 } ?? false
    }
}
