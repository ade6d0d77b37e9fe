import Foundation

/// The first files and folders of a workspace, breadth first, so that a large repository still shows its whole top.
package struct WorkspaceTree: Hashable, Sendable {
    /// Entries in all, at most.
    package static let limit = 200
    private static let skipped: Set<String> = [
        ".git", ".hg", ".svn", ".build", ".docket", "node_modules", "__pycache__", ".venv", "venv", "target",
        "dist",
        "build", ".idea", ".vscode", ".DS_Store",
    ]

    /// Paths relative to the root, folders with a slash behind them, sorted.
    package var entries: [String]
    /// Whether there were more than `limit`.
    package var isCut: Bool

    /// Reads the names below a folder; a folder that cannot be read counts as empty.
    package init(root: String) {
        var entries: [String] = []
        var isCut = false
        var folders = [""]
        search: while !folders.isEmpty {
            let folder = folders.removeFirst()
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
            for name in names.sorted() where !Self.skipped.contains(name) {
                guard entries.count < Self.limit else {
                    isCut = true
                    break search
                }
                let path = folder + name
                if Self.isFolder(root + "/" + path) {
                    entries.append(path + "/")
                    folders.append(path + "/")
                } else {
                    entries.append(path)
                }
            }
        }
        self.entries = entries.sorted()
        self.isCut = isCut
    }

    /// Links are shown and not followed: they may lead out of the workspace or in circles.
    private static func isFolder(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }
}
