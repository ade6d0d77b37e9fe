/// Why a job has no workspace to work in, or its changes cannot be told.
package enum WorkspaceError: Error, Hashable, Sendable {
    /// The path is no folder.
    case missing(path: String)
    /// A worktree was asked for, and the folder is in no git repository.
    case notARepository(path: String)
    /// A worktree was asked for, and these files have changes that are not committed.
    case dirty(path: String, files: [String])
    /// The repository has no such commit, branch or tag.
    case unknownRef(String, path: String)
    /// A program that is needed is not installed.
    case notInstalled(String)
    /// A program failed: its name, its arguments, and what it said.
    case command(String, arguments: [String], message: String)
    /// A setup command failed: its text, and the end of what it printed.
    case setup(String, message: String)
    /// The system refused.
    case system(path: String, message: String)
    case cancelled

    /// The facts in one sentence.
    package var message: String {
        switch self {
        case .missing(let path): "`\(path)` is not a folder"
        case .notARepository(let path): "`\(path)` is not in a git repository"
        case .dirty(let path, let files):
            "`\(path)` has changes that are not committed: \(files.prefix(5).joined(separator: ", "))"
                + (files.count > 5 ? " and \(files.count - 5) more" : "")
        case .unknownRef(let ref, let path): "`\(path)` has no commit, branch or tag `\(ref)`"
        case .notInstalled(let name): "`\(name)` is not installed"
        case .command(let name, let arguments, let message):
            "`\(([name] + arguments).joined(separator: " "))` failed: \(message)"
        case .setup(let command, let message): "the setup command `\(command)` failed: \(message)"
        case .system(let path, let message): "`\(path)`: \(message)"
        case .cancelled: "the job was cancelled"
        }
    }
}
