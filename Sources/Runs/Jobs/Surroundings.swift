import Conversation
import Foundation
import Manifests
import Sessions
import Synchronization

/// What models are told of their workspaces. An original never changes during a run, so each is looked at once,
/// however many jobs work on copies of it.
final class Surroundings: Sendable {
    private struct Place: Sendable {
        var environment: EnvironmentFacts
        var rules: [RulesFile]
    }

    private let platform: String
    private let date: String
    private let places = Mutex<[String: Place]>([:])

    init(platform: String, date: String) {
        self.platform = platform
        self.date = date
    }

    /// The system texts of a job.
    func prompt(for job: Job) -> SystemPrompt {
        let isAgent = !job.tools.isEmpty || job.workspace != nil
        guard isAgent else { return SystemPrompt(replacement: job.system, isAgent: false) }
        guard let workspace = job.workspace else {
            let facts = EnvironmentFacts(isGitRepository: false, platform: platform, date: date, tree: nil)
            return SystemPrompt(
                replacement: job.system,
                isAgent: true,
                environment: job.environment ? facts : nil
            )
        }
        let place = place(workspace)
        return SystemPrompt(
            replacement: job.system,
            isAgent: true,
            environment: job.environment ? place.environment : nil,
            rules: job.rules ? place.rules : []
        )
    }

    private func place(_ workspace: WorkspaceSettings) -> Place {
        // A workspace that is worked on in place changes under way.
        let isStable = workspace.isolate != .none
        if isStable, let place = places.withLock({ $0[workspace.path] }) { return place }
        let place = Place(
            environment: EnvironmentFacts(
                isGitRepository: Self.isRepository(workspace),
                platform: platform,
                date: date,
                tree: WorkspaceTree(root: workspace.path)
            ),
            rules: RulesFile.rules(from: workspace.path)
        )
        if isStable { places.withLock { $0[workspace.path] = place } }
        return place
    }

    /// Whether git works in the workspace that the model sees: a copy has what is in its folder, and nothing of a
    /// repository around that.
    private static func isRepository(_ workspace: WorkspaceSettings) -> Bool {
        switch workspace.isolate {
        case .copy: FileManager.default.fileExists(atPath: workspace.path + "/.git")
        case .none, .worktree: isInRepository(workspace.path)
        }
    }

    private static func isInRepository(_ path: String) -> Bool {
        var folder = path[...]
        while true {
            if FileManager.default.fileExists(atPath: folder + "/.git") { return true }
            guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return false }
            folder = folder[..<slash]
        }
    }
}
