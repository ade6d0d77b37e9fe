import Foundation

extension Isolator {
    /// Cuts a copied repository's ties to the original and to its remotes: what an agent does with git in the copy
    /// reaches nothing else.
    func detach(_ tree: String) async throws(WorkspaceError) {
        let own = tree + "/.git"
        guard let status = try? FileStatus(own, follows: false) else { return }
        let files = FileManager.default
        guard status.kind == .folder else {
            // A linked worktree, or a submodule: its `.git` only says where the original's state is kept.
            try? files.removeItem(atPath: own)
            return
        }
        for name in ["index.lock", "worktrees", "FETCH_HEAD"] {
            try? files.removeItem(atPath: own + "/" + name)
        }
        let names = try await git.attempt(["remote"], in: tree)
        for name in String(decoding: names.output, as: UTF8.self).split(separator: "\n") {
            _ = try await git(["remote", "remove", String(name)], in: tree)
        }
        // A token is often kept as a header for the remote's address, and a work tree may be named that is the
        // original's.
        let settings = try await git.attempt(["config", "--local", "--name-only", "--list", "-z"], in: tree)
        let unwanted = settings.output.zeroTerminated.filter { setting in
            ["http.", "credential.", "url.", "remote."].contains { setting.hasPrefix($0) }
                || setting == "core.worktree" || setting == "core.sshcommand"
        }
        for setting in Set(unwanted).sorted() {
            _ = try await git.attempt(["config", "--local", "--unset-all", setting], in: tree)
        }
    }
}
