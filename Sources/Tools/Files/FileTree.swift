#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files and folders below a folder, as the searching tools see them.
package struct FileTree: Sendable {
    package struct Entry: Hashable, Sendable {
        /// Relative to the tree's folder.
        package var path: String
        package var isFolder: Bool
        /// A symbolic link is named, never followed: it may lead outside, or in a circle.
        package var isLink: Bool
    }

    /// Folders of version control, packages and builds, which are passed over wherever they lie.
    package static let skipped: Set<String> = [
        ".build", ".cache", ".git", ".gradle", ".hg", ".mypy_cache", ".next", ".pytest_cache", ".svn", ".tox",
        ".venv",
        "__pycache__", "build", "DerivedData", "dist", "node_modules", "obj", "target", "vendor",
    ]

    private let folder: String
    private let isVisible: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - folder: an absolute path.
    ///   - isVisible: whether a path relative to the folder may be seen.
    package init(_ folder: String, isVisible: @escaping @Sendable (String) -> Bool = { _ in true }) {
        self.folder = folder
        self.isVisible = isVisible
    }

    /// What lies directly in the folder, sorted by name.
    func children() -> [Entry] {
        children(of: "")
    }

    /// Goes through all entries, each folder before what is in it, sorted by name, until `visit` says no or the task is
    /// cancelled.
    package func walk(_ visit: (Entry) -> Bool) {
        // Entries still to be visited, the next one last: deep trees need no deep stack.
        var open = children(of: "").reversed() as [Entry]
        while let entry = open.popLast() {
            guard visit(entry), !Task.isCancelled else { return }
            if entry.isFolder { open.append(contentsOf: children(of: entry.path).reversed()) }
        }
    }

    /// The files that a pattern names, which is relative to the tree's folder, or begins with `../`; absolute, sorted.
    package func files(matching pattern: String) -> [String] {
        var (root, pattern) = (folder, pattern[...])
        while true {
            if pattern.hasPrefix("./") {
                pattern = pattern.dropFirst(2)
            } else if pattern.hasPrefix("../"), let slash = root.lastIndex(of: "/") {
                pattern = pattern.dropFirst(3)
                root = String(root[..<slash])
            } else {
                break
            }
        }
        let glob = Glob(String(pattern), over: .path)
        var files: [String] = []
        FileTree(root).walk { entry in
            if !entry.isFolder, glob.matches(entry.path) { files.append(root + "/" + entry.path) }
            return true
        }
        return files
    }

    /// At most `limit` entries, those nearest to the root first, so that a large tree is seen whole before it is seen
    /// deep; sorted by path, and whether there are more.
    package func overview(limit: Int) -> (entries: [Entry], isCut: Bool) {
        var entries: [Entry] = []
        var level = [""]
        while !level.isEmpty {
            var next: [String] = []
            for path in level {
                for entry in children(of: path) {
                    guard entries.count < limit else { return (sorted(entries), true) }
                    entries.append(entry)
                    if entry.isFolder { next.append(entry.path) }
                }
            }
            level = next
        }
        return (sorted(entries), false)
    }

    /// The overview as an indented tree; a folder's name ends in a slash.
    package func text(limit: Int) -> (text: String, isCut: Bool) {
        let (entries, isCut) = overview(limit: limit)
        let lines = entries.map { entry in
            let parts = entry.path.split(separator: "/")
            let indentation = String(repeating: "  ", count: parts.count - 1)
            return indentation + Self.onOneLine(String(parts.last ?? "")) + (entry.isFolder ? "/" : "")
        }
        return (lines.joined(separator: "\n"), isCut)
    }

    /// A name may hold line ends; one that does is shown with escapes.
    package static func onOneLine(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return name }
        return name.map { $0 == "\n" ? "\\n" : $0 == "\r" ? "\\r" : $0 == "\r\n" ? "\\r\\n" : String($0) }
            .joined()
    }

    private func sorted(_ entries: [Entry]) -> [Entry] {
        entries.map { (key: $0.path.split(separator: "/").map(String.init), entry: $0) }
            .sorted {
                $0.key.lexicographicallyPrecedes($1.key) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            }
            .map(\.entry)
    }

    private func children(of relative: String) -> [Entry] {
        let place = relative.isEmpty ? folder : folder + "/" + relative
        guard let stream = opendir(place) else { return [] }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while let item = readdir(stream) {
            let name = withUnsafePointer(to: &item.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let path = relative.isEmpty ? name : relative + "/" + name
            guard let status = try? FileStatus(folder + "/" + path, follows: false) else { continue }
            if status.kind == .folder, Self.skipped.contains(name) { continue }
            // A worktree's `.git` is a file.
            if name == ".git" { continue }
            guard isVisible(path) else { continue }
            entries.append(Entry(path: path, isFolder: status.kind == .folder, isLink: status.kind == .link))
        }
        return entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}
