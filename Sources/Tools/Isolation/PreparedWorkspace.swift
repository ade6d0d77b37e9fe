import Conversation

/// A workspace in which a job can begin, or go on.
package struct PreparedWorkspace: Sendable {
    /// Where its tools work.
    package let workspace: Workspace
    package let specification: WorkspaceSpecification
    /// The commit that the source's `HEAD` was at, where it is in a git repository.
    package let commit: String?
    /// Where the source lies below its repository's root: `packages/app`; empty for the root itself.
    package let prefix: String
    let snapshot: Snapshot
    /// The state before the first step; nothing where no note was taken.
    let base: String?
    let isolator: Isolator
    let place: Isolator.Place

    /// The files that the job changed, made or removed, relative to the workspace's root, sorted. Files that the
    /// folder's own rules ignore are not looked at.
    package func changedFiles() async throws(WorkspaceError) -> [String] {
        guard let base else { return [] }
        return try await snapshot.changedFiles(since: base)
    }

    /// What the job changed, for `git apply`, with new files and binary ones; nothing where it changed nothing, or where
    /// no patch is kept.
    package func patch() async throws(WorkspaceError) -> [UInt8]? {
        guard specification.keep == .patch, let base else { return nil }
        return try await snapshot.patch(since: base)
    }

    /// Takes away everything that was made for it. The source stays as it is.
    package func discard() async throws(WorkspaceError) {
        try await isolator.discard(place)
    }

    /// What commands in it see of an environment.
    package func environment(from allowed: [String: String]) -> [String: String] {
        allowed.merging(specification.environment) { $1 }
    }
}

/// What is written down of a workspace once it is ready, to find it again after a crash.
struct WorkspaceNote: Equatable {
    var path: String
    var isolation: String
    /// The repository that a worktree hangs on.
    var repository: String?
    var commit: String?
    var prefix: String
    var base: String?

    init(
        path: String,
        isolation: String,
        repository: String?,
        commit: String?,
        prefix: String,
        base: String?
    ) {
        self.path = path
        self.isolation = isolation
        self.repository = repository
        self.commit = commit
        self.prefix = prefix
        self.base = base
    }

    init?(_ text: String) {
        guard let json = try? JSONValue(parsing: text), let path = json["path"]?.string,
            let isolation = json["isolation"]?.string, let prefix = json["prefix"]?.string
        else { return nil }
        self.init(
            path: path,
            isolation: isolation,
            repository: json["repository"]?.string,
            commit: json["commit"]?.string,
            prefix: prefix,
            base: json["base"]?.string
        )
    }

    var text: String {
        var writer = JSONWriter()
        writer.object { object in
            object.member("path", path)
            object.member("isolation", isolation)
            if let repository { object.member("repository", repository) }
            if let commit { object.member("commit", commit) }
            object.member("prefix", prefix)
            if let base { object.member("base", base) }
        }
        return writer.text
    }
}
