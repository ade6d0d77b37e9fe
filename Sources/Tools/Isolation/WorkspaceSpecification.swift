/// What a job says of its workspace.
package struct WorkspaceSpecification: Hashable, Sendable {
    package enum Isolation: String, CaseIterable, Sendable {
        /// The tools work in the folder itself.
        case none
        /// In a copy of the folder as it stands.
        case copy
        /// In a git worktree of the folder's repository, which must be clean.
        case worktree
    }

    package enum Keep: String, CaseIterable, Sendable {
        /// What the job changed, as a patch.
        case patch
        case none
    }

    /// The folder, absolute.
    package var path: String
    package var isolation: Isolation
    package var keep: Keep
    /// The commit, branch or tag that a worktree starts from; its `HEAD` where absent.
    package var ref: String?
    /// Variables that commands in the workspace see beside the allow-list's.
    package var environment: [String: String]
    /// Commands that are run before the first step; what they change is no part of the patch.
    package var setup: [String]
    /// Whether anything of the job's can change files. Where nothing can, no note is taken of how the folder was.
    package var canChange: Bool

    package init(
        path: String,
        isolation: Isolation,
        keep: Keep = .patch,
        ref: String? = nil,
        environment: [String: String] = [:],
        setup: [String] = [],
        canChange: Bool = true
    ) {
        self.path = path
        self.isolation = isolation
        self.keep = keep
        self.ref = ref
        self.environment = environment
        self.setup = setup
        self.canChange = canChange
    }
}
