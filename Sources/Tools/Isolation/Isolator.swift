import Foundation

/// Makes workspaces, finds them again after a crash, and sweeps up what was left.
///
/// All that it makes lies below one scratch folder, for each job in a folder of the job's name:
/// `tree` or the worktree, `base.git` (how it was), and `ready`, written last, without which the rest counts for nothing.
package struct Isolator: Sendable {
    /// Where the things of one job are.
    struct Place: Sendable {
        var folder: String

        var tree: String { folder + "/tree" }
        var snapshot: String { folder + "/base.git" }
        /// Says what is being made, from the first moment, so that even half of a worktree can be taken away.
        var started: String { folder + "/started" }
        var ready: String { folder + "/ready" }
    }

    private let scratch: String
    let environment: [String: String]
    let runner: ProcessRunner
    let git: Git
    let locks: RepositoryLocks

    /// - Parameters:
    ///   - scratch: an absolute folder that nobody else writes in; made when it is needed.
    ///   - locks: an absolute folder that all processes of the user share.
    ///   - environment: the allow-list's variables; git finds the user's settings by them.
    ///   - runner: runs git, `cp` and setup commands.
    ///   - clock: counts the waits for another process's lock.
    package init(
        scratch: String,
        locks: String,
        environment: [String: String],
        runner: ProcessRunner = ProcessRunner(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.scratch = scratch
        self.environment = environment
        self.runner = runner
        git = Git(runner: runner, environment: environment)
        self.locks = RepositoryLocks(folder: locks, clock: clock)
    }

    /// Makes a workspace anew; what a half-finished attempt of that name left is taken away first.
    ///
    /// - Parameters:
    ///   - specification: what the job says.
    ///   - name: the job's slug, unique in the scratch folder.
    ///   - outputs: the job's folder of long outputs, absolute.
    /// - Returns: the workspace, its setup commands done.
    /// - Throws: what kept the job from having one; what had been made of it stays for the next attempt or a sweep.
    @concurrent
    package func prepare(
        _ specification: WorkspaceSpecification,
        name: String,
        outputs: String? = nil
    ) async throws(WorkspaceError) -> PreparedWorkspace {
        let place = place(name)
        try await discard(place)
        let source = SymbolicLinks.resolved(specification.path)
        guard (try? FileStatus(source))?.kind == .folder else { throw .missing(path: specification.path) }
        let origin = try await origin(of: source, needed: specification.isolation == .worktree)
        var note = WorkspaceNote(
            path: source,
            isolation: specification.isolation.rawValue,
            repository: specification.isolation == .worktree ? origin?.repository : nil,
            commit: origin?.commit,
            prefix: origin?.prefix ?? "",
            base: nil
        )
        try write(note, to: place.started, in: place)
        switch specification.isolation {
        case .none: break
        case .copy: try await copy(source, to: place.tree)
        case .worktree:
            if let origin {
                note.commit = try await addWorktree(
                    of: origin,
                    source,
                    at: place.tree,
                    ref: specification.ref
                )
            }
        }
        let workspace = workspace(note, place, outputs)
        try await runSetup(specification, in: workspace.root)
        let snapshot = Snapshot(git: git, repository: place.snapshot, folder: workspace.root)
        if specification.canChange { note.base = try await snapshot.take() }
        try write(note, to: place.ready, in: place)
        return prepared(specification, note, place, workspace)
    }

    /// A workspace of that name that was ready before, for a session to go on in; nothing where there is none, or it
    /// was made for something else.
    ///
    /// - Parameters:
    ///   - specification: what the job says now.
    ///   - name: the job's slug.
    ///   - outputs: the job's folder of long outputs, absolute.
    /// - Returns: the workspace as its last user left it.
    package func existing(
        _ specification: WorkspaceSpecification,
        name: String,
        outputs: String? = nil
    ) -> PreparedWorkspace? {
        let place = place(name)
        guard let note = note(at: place.ready), note.path == SymbolicLinks.resolved(specification.path),
            note.isolation == specification.isolation.rawValue, (note.base != nil) == specification.canChange
        else { return nil }
        let workspace = workspace(note, place, outputs)
        guard (try? FileStatus(workspace.root))?.kind == .folder else { return nil }
        return prepared(specification, note, place, workspace)
    }

    /// Takes away what jobs left, except of those named; what cannot be taken away stays for the next time.
    @concurrent
    package func sweep(keeping names: Set<String> = []) async {
        let left = (try? FileManager.default.contentsOfDirectory(atPath: scratch)) ?? []
        for name in left.sorted() where !names.contains(name) {
            try? await discard(place(name))
        }
    }
}

// MARK: - Notes

extension Isolator {
    private func place(_ name: String) -> Place {
        Place(folder: scratch + "/" + name)
    }

    private func workspace(_ note: WorkspaceNote, _ place: Place, _ outputs: String?) -> Workspace {
        let root: String
        switch note.isolation {
        case WorkspaceSpecification.Isolation.none.rawValue: root = note.path
        case WorkspaceSpecification.Isolation.worktree.rawValue where !note.prefix.isEmpty:
            root = place.tree + "/" + note.prefix
        default: root = place.tree
        }
        return Workspace(root: root, outputs: outputs)
    }

    private func prepared(
        _ specification: WorkspaceSpecification,
        _ note: WorkspaceNote,
        _ place: Place,
        _ workspace: Workspace
    ) -> PreparedWorkspace {
        PreparedWorkspace(
            workspace: workspace,
            specification: specification,
            commit: note.commit,
            prefix: note.prefix,
            snapshot: Snapshot(git: git, repository: place.snapshot, folder: workspace.root),
            base: note.base,
            isolator: self,
            place: place
        )
    }

    func note(at path: String) -> WorkspaceNote? {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        return WorkspaceNote(String(decoding: data, as: UTF8.self))
    }

    private func write(_ note: WorkspaceNote, to path: String, in place: Place) throws(WorkspaceError) {
        do {
            try FileManager.default.createDirectory(
                atPath: place.folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try AtomicFile.write(Array(note.text.utf8), to: path)
        } catch {
            throw .system(path: path, message: "\(error)")
        }
    }
}
