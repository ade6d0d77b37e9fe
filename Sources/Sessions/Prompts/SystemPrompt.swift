/// What a session is told before all else, one text for each source, in a fixed order: prompt, environment, rules. The
/// same inputs give the same texts, so that providers' caches and cassettes recognize them.
package struct SystemPrompt: Sendable {
    /// What stands in place of our own prompt.
    package var replacement: String?
    /// Whether the prompt of our own is wanted: jobs with neither tools nor workspace get none.
    package var isAgent: Bool
    package var environment: EnvironmentFacts?
    package var rules: [RulesFile]

    package init(
        replacement: String? = nil,
        isAgent: Bool,
        environment: EnvironmentFacts? = nil,
        rules: [RulesFile] = []
    ) {
        self.replacement = replacement
        self.isAgent = isAgent
        self.environment = environment
        self.rules = rules
    }

    package var texts: [String] {
        var texts: [String] = []
        if let replacement {
            texts.append(replacement)
        } else if isAgent {
            texts.append(Prompts.batch)
        }
        if let environment { texts.append(environment.text) }
        texts += rules.map(\.systemText)
        return texts
    }
}

/// Where the model finds itself.
package struct EnvironmentFacts: Hashable, Sendable {
    package var isGitRepository: Bool
    /// `linux` or `macos`.
    package var platform: String
    /// Pinned for the run, so that a prompt does not change at midnight.
    package var date: String
    package var tree: WorkspaceTree?

    package init(isGitRepository: Bool, platform: String, date: String, tree: WorkspaceTree?) {
        self.isGitRepository = isGitRepository
        self.platform = platform
        self.date = date
        self.tree = tree
    }

    fileprivate var text: String {
        var lines = [
            "<environment>",
            "Workspace: .",
            "Git repository: \(isGitRepository ? "yes" : "no")",
            "Platform: \(platform)",
            "Date: \(date)",
        ]
        if let tree, !tree.entries.isEmpty {
            lines.append("Files:")
            lines += tree.entries.map { "  " + $0 }
            if tree.isCut { lines.append("  … and more; use the tools to see them") }
        }
        lines.append("</environment>")
        return lines.joined(separator: "\n")
    }
}
