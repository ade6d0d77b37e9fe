import Foundation

extension Isolator {
    /// Takes away all that was made for a job; a worktree is taken off its repository first.
    func discard(_ place: Place) async throws(WorkspaceError) {
        let note = note(at: place.started) ?? note(at: place.ready)
        if let repository = note?.repository, FileManager.default.fileExists(atPath: repository) {
            try await locks.alone(in: repository) { () throws(WorkspaceError) in
                // Twice: a worktree that was being made when its maker died is locked.
                let removed = try await git.attempt(
                    ["worktree", "remove", "--force", "--force", place.tree],
                    in: repository
                )
                if removed.end != .exited(0), FileManager.default.fileExists(atPath: place.tree) {
                    try remove(place.tree)
                    _ = try await git.attempt(["worktree", "prune"], in: repository)
                }
            }
        }
        try remove(place.folder)
    }

    private func remove(_ path: String) throws(WorkspaceError) {
        guard (try? FileStatus(path, follows: false)) != nil else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // A folder without write permission keeps what is in it: it is ours, so the permission may be given.
            Self.makeFoldersWritable(path)
            do {
                try FileManager.default.removeItem(atPath: path)
            } catch {
                throw .system(path: path, message: error.localizedDescription)
            }
        }
    }

    private static func makeFoldersWritable(_ path: String) {
        guard let status = try? FileStatus(path, follows: false), status.kind == .folder else { return }
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            makeFoldersWritable(path + "/" + name)
        }
    }
}
