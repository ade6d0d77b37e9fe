/// What is known of a built-in tool without making one: manifests are checked with it.
package struct ToolFacts: Hashable, Sendable {
    package var name: String
    package var canWrite: Bool
    /// Whether a job that has it must have a workspace.
    package var needsWorkspace: Bool
    /// Whether it starts processes, which the fence does not bound: only a sandbox does.
    package var runsProcesses: Bool
    /// One sentence for people.
    package var summary: String

    package init(name: String, canWrite: Bool, needsWorkspace: Bool, runsProcesses: Bool, summary: String) {
        self.name = name
        self.canWrite = canWrite
        self.needsWorkspace = needsWorkspace
        self.runsProcesses = runsProcesses
        self.summary = summary
    }
}

/// The tools that Docket itself brings.
package enum BuiltInTools {
    package static let all: [ToolFacts] = [
        ToolFacts(
            name: "read",
            canWrite: false,
            needsWorkspace: true,
            runsProcesses: false,
            summary: "Reads lines of a file."
        ),
        ToolFacts(
            name: "list",
            canWrite: false,
            needsWorkspace: true,
            runsProcesses: false,
            summary: "Shows a folder as a tree."
        ),
        ToolFacts(
            name: "glob",
            canWrite: false,
            needsWorkspace: true,
            runsProcesses: false,
            summary: "Finds files by a pattern on their paths."
        ),
        ToolFacts(
            name: "grep",
            canWrite: false,
            needsWorkspace: true,
            runsProcesses: false,
            summary: "Finds lines that match a regular expression."
        ),
        ToolFacts(
            name: "write",
            canWrite: true,
            needsWorkspace: true,
            runsProcesses: false,
            summary: "Writes a whole file."
        ),
        ToolFacts(
            name: "edit",
            canWrite: true,
            needsWorkspace: true,
            runsProcesses: false,
            summary: "Replaces text in a file, or makes a new one."
        ),
        ToolFacts(
            name: "bash",
            canWrite: true,
            needsWorkspace: true,
            runsProcesses: true,
            summary: "Runs a shell command."
        ),
    ]

    /// Makes a tool.
    ///
    /// - Parameters:
    ///   - name: one of `all`.
    ///   - environment: all that commands see of an environment: the allow-list's variables and the workspace's `env`.
    ///   - runner: runs the commands.
    /// - Returns: the tool; nothing where there is none of that name.
    package static func tool(
        named name: String,
        environment: [String: String],
        runner: ProcessRunner = ProcessRunner()
    ) -> (any Tool)? {
        switch name {
        case "read": ReadTool()
        case "list": ListTool()
        case "glob": GlobTool()
        case "grep": GrepTool()
        case "write": WriteTool()
        case "edit": EditTool()
        case "bash": BashTool(environment: environment, runner: runner)
        default: nil
        }
    }
}
