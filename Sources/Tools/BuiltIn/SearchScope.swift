import Conversation
import SystemPackage

/// The folder in which `list`, `glob` or `grep` looks.
struct SearchScope {
    let place: WorkspaceLocation
    /// Whether the path named one file rather than a folder.
    let isFile: Bool
    private let tool: String
    private let permissions: Permissions

    /// Reads the `path` parameter; a folder, unless the tool takes files too.
    init(
        _ arguments: JSONValue,
        tool: String,
        _ context: ToolContext,
        takesFiles: Bool = false
    ) throws(SearchFailure) {
        self.tool = tool
        permissions = context.permissions
        do throws(WorkspacePathError) {
            place = try context.workspace.resolve(arguments["path"]?.string ?? ".")
        } catch {
            throw SearchFailure(message: error.message)
        }
        let status: FileStatus
        do throws(Errno) {
            status = try FileStatus(place.path)
        } catch .noSuchFileOrDirectory {
            throw SearchFailure(message: SimilarNames.missing(place, in: context.workspace))
        } catch {
            throw SearchFailure(message: "`\(place.shown)` cannot be read: \(error.words)")
        }
        isFile = status.kind == .file
        guard status.kind == .folder || (isFile && takesFiles) else {
            let hint = isFile ? "is a file; use `read`" : "is not a folder"
            throw SearchFailure(message: "`\(place.shown)` \(hint)")
        }
    }

    /// The tree below, without what permissions hide and without what `isVisible` does.
    func tree(isVisible: @escaping @Sendable (String) -> Bool = { _ in true }) -> FileTree {
        let (permissions, tool, prefix) = (permissions, tool, prefix)
        // Most jobs have no rules: then no path is made only to be judged.
        guard !permissions.rules.isEmpty else { return FileTree(place.path, isVisible: isVisible) }
        return FileTree(place.path) { path in
            permissions.allows(tool, .path(prefix + path)) && isVisible(path)
        }
    }

    /// A path below the folder as the model is shown it.
    func shown(_ relative: String) -> String {
        FileTree.onOneLine(prefix + relative)
    }

    private var prefix: String {
        place.shown == "." ? "" : place.shown + "/"
    }
}

/// Why a search cannot begin, in words that the model can act on.
struct SearchFailure: Error {
    var message: String
}

extension Glob {
    /// A pattern without a slash means a name at any depth.
    func matchesPathOrName(_ path: String) -> Bool {
        if matches(path) { return true }
        guard !hasSlash, let slash = path.lastIndex(of: "/") else { return false }
        return matches(String(path[path.index(after: slash)...]))
    }
}
