import Conversation
import Manifests
import Records
import Tools

extension JobAttempt {
    /// The workspace that the job asks for: made anew, or as an earlier process left it.
    func openWorkspace() async throws(WorkspaceError) -> PreparedWorkspace? {
        guard let specification = job.workspaceSpecification else { return nil }
        let outputs = context.folder.file(RunFolder.outputs(slug: job.id.slug))
        if past != nil,
            let standing = context.isolator.existing(specification, name: job.id.slug, outputs: outputs)
        {
            return standing
        }
        return try await context.isolator.prepare(specification, name: job.id.slug, outputs: outputs)
    }
}

extension Job {
    /// What the job's workspace is made from; nothing where it has none.
    var workspaceSpecification: WorkspaceSpecification? {
        guard let workspace else { return nil }
        let isolation: WorkspaceSpecification.Isolation =
            switch workspace.isolate {
            case .none: .none
            case .copy: .copy
            case .worktree: .worktree
            }
        return WorkspaceSpecification(
            path: workspace.path,
            isolation: isolation,
            keep: workspace.keep == .patch ? .patch : .none,
            environment: workspace.env,
            canChange: BuiltInTools.all.contains { $0.canWrite && tools.contains($0.name) }
        )
    }

    /// Whether what an interrupted attempt did is still there.
    func workspaceStands(_ isolator: Isolator) -> Bool {
        guard let specification = workspaceSpecification else { return true }
        return isolator.existing(specification, name: id.slug) != nil
    }
}
