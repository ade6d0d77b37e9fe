import Foundation

/// How a folder was when its job began, and what has changed since: a git repository of our own that lies elsewhere,
/// so that the folder needs to be none, and its own, if it has one, neither shows nor suffers anything.
struct Snapshot: Sendable {
    let git: Git
    /// Where our repository is.
    let repository: String
    /// The folder it watches.
    let folder: String

    /// Takes note of the folder as it stands.
    ///
    /// - Returns: the name of the state, to compare with later.
    func take() async throws(WorkspaceError) -> String {
        do {
            try? FileManager.default.removeItem(atPath: repository)
            try FileManager.default.createDirectory(atPath: repository, withIntermediateDirectories: true)
            _ = try await git(["init", "--quiet", "--template="], in: folder, adding: variables)
            try FileManager.default.createDirectory(
                atPath: repository + "/info",
                withIntermediateDirectories: true
            )
            // Bytes are compared as they are, whatever the folder's own attributes would make of them: line ends,
            // encodings, large-file filters.
            try Data("* -text -eol -filter -ident -working-tree-encoding\n".utf8)
                .write(to: URL(filePath: repository + "/info/attributes"))
            try Data("/\(AtomicFile.temporaryPrefix)*\n\(AtomicFile.temporaryPrefix)*\n".utf8)
                .write(to: URL(filePath: repository + "/info/exclude"))
        } catch let error as WorkspaceError {
            throw error
        } catch {
            throw .system(path: repository, message: error.localizedDescription)
        }
        try await addTrackedThoughIgnored()
        return try await state()
    }

    /// The files that differ from an earlier state: relative to the folder, sorted.
    func changedFiles(since base: String) async throws(WorkspaceError) -> [String] {
        let now = try await state()
        if now == base { return [] }
        let output = try await git(
            ["diff-tree", "-r", "-z", "--name-only", "--no-renames", base, now],
            in: folder,
            adding: variables
        )
        return output.zeroTerminated.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// What turns an earlier state into the present one, with new files and binary ones; nothing where they are equal.
    func patch(since base: String) async throws(WorkspaceError) -> [UInt8]? {
        let now = try await state()
        if now == base { return nil }
        return try await git(
            [
                "diff-tree", "-p", "-r", "--binary", "--no-renames", "--no-ext-diff", "--no-textconv",
                "--no-color",
                "--src-prefix=a/", "--dst-prefix=b/", base, now,
            ],
            in: folder,
            adding: variables
        )
    }

    /// The name of the present state.
    private func state() async throws(WorkspaceError) -> String {
        _ = try await git(["add", "--all", "--", "."], in: folder, adding: variables)
        return try await git.line(["write-tree"], in: folder, adding: variables)
    }

    /// A file that its own repository tracks although a pattern ignores it is a file like any other.
    private func addTrackedThoughIgnored() async throws(WorkspaceError) {
        guard FileManager.default.fileExists(atPath: folder + "/.git") else { return }
        let listed = try await git.attempt(
            ["ls-files", "-z", "--cached", "--ignored", "--exclude-standard"],
            in: folder
        )
        let files = listed.output.zeroTerminated.filter {
            (try? FileStatus(folder + "/" + $0, follows: false)) != nil
        }
        guard listed.end == .exited(0), !files.isEmpty else { return }
        let list = repository + "/tracked"
        do {
            try Data(files.joined(separator: "\0").utf8).write(to: URL(filePath: list))
        } catch {
            throw .system(path: list, message: error.localizedDescription)
        }
        _ = try await git(
            ["--literal-pathspecs", "add", "--force", "--pathspec-from-file=\(list)", "--pathspec-file-nul"],
            in: folder,
            adding: variables
        )
    }

    /// Ours only: neither the user's settings nor the folder's bear on what a patch holds.
    private var variables: [String: String] {
        [
            "GIT_DIR": repository, "GIT_WORK_TREE": folder, "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "5",
            "GIT_CONFIG_KEY_0": "core.autocrlf", "GIT_CONFIG_VALUE_0": "false",
            "GIT_CONFIG_KEY_1": "core.excludesFile", "GIT_CONFIG_VALUE_1": "/dev/null",
            "GIT_CONFIG_KEY_2": "core.attributesFile", "GIT_CONFIG_VALUE_2": "/dev/null",
            "GIT_CONFIG_KEY_3": "advice.addEmbeddedRepo", "GIT_CONFIG_VALUE_3": "false",
            "GIT_CONFIG_KEY_4": "core.safecrlf", "GIT_CONFIG_VALUE_4": "false",
        ]
    }
}
