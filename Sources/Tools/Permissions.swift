/// One line of a job's permissions.
package struct PermissionRule: Hashable, Sendable {
    /// A pattern on the tool's name: `write`, `mcp:github/*`, `*`.
    package var tool: String
    /// A pattern on the workspace-relative path; a rule with one concerns only calls that have a path.
    package var path: String?
    /// A pattern on the command's text, in which `*` stands for anything; concerns only calls that have a command.
    package var command: String?
    package var allow: Bool

    package init(tool: String, path: String? = nil, command: String? = nil, allow: Bool) {
        self.tool = tool
        self.path = path
        self.command = command
        self.allow = allow
    }
}

/// What a rule's patterns are compared with.
package enum PermissionSubject: Hashable, Sendable {
    /// A workspace-relative path, `.` for the root.
    case path(String)
    case command(String)
    /// Nothing but the tool itself.
    case call
}

/// Which calls are allowed: everything that no rule speaks of, else what the last matching rule says. Nothing is ever
/// asked.
package struct Permissions: Sendable {
    package let rules: [PermissionRule]
    private let compiled: [Compiled]

    private struct Compiled: Sendable {
        var tool: Glob
        var path: Glob?
        var command: Glob?
        var allow: Bool
    }

    package init(_ rules: [PermissionRule] = []) {
        self.rules = rules
        compiled = rules.map { rule in
            Compiled(
                tool: Glob(rule.tool, over: .text),
                path: rule.path.map { Glob(Self.normalized($0), over: .path) },
                command: rule.command.map { Glob($0, over: .text) },
                allow: rule.allow
            )
        }
    }

    package func allows(_ tool: String, _ subject: PermissionSubject) -> Bool {
        compiled.last { rule in
            guard rule.tool.matches(tool) else { return false }
            switch subject {
            case .path(let path): return rule.command == nil && rule.path?.matches(path) ?? true
            case .command(let command): return rule.path == nil && rule.command?.matches(command) ?? true
            case .call: return rule.path == nil && rule.command == nil
            }
        }?.allow ?? true
    }

    /// Whether some rule allows this tool in so many words: by its own name, for a path or a command. Writing tools in
    /// a workspace that is not isolated need one.
    package func allowsExplicitly(_ tool: String) -> Bool {
        rules.contains { $0.allow && $0.tool == tool && ($0.path != nil || $0.command != nil) }
    }

    /// The same rules where the workspace is not isolated: what the writing tools touch is denied unless a rule allows
    /// it, instead of allowed unless a rule denies it.
    package func withoutIsolation(writers: [String]) -> Permissions {
        Permissions(writers.map { PermissionRule(tool: $0, allow: false) } + rules)
    }

    /// `./src/` and `src` mean the same.
    private static func normalized(_ pattern: String) -> String {
        var pattern = pattern[...]
        while pattern.hasPrefix("./") { pattern = pattern.dropFirst(2) }
        while pattern.count > 1, pattern.hasSuffix("/") { pattern = pattern.dropLast() }
        return String(pattern)
    }
}
