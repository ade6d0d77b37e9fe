import Conversation
import Synchronization

/// Runs a shell command in the workspace's root.
struct BashTool: Tool {
    static let defaultTimeout = 120_000
    static let longestTimeout = 600_000

    let canWrite = true
    let runsProcesses = true
    private let environment: [String: String]
    private let runner: ProcessRunner

    /// The environment is all that commands see of one.
    init(environment: [String: String], runner: ProcessRunner) {
        self.environment = environment
        self.runner = runner
    }

    let definition = ToolDefinition(
        name: "bash",
        description: """
            Runs a command with `bash -c` in the workspace's root and returns what it prints, standard output and \
            standard error together, and its exit code unless that is 0. Each call is a new shell. Standard input is \
            closed: nothing can be typed. The command is ended after `timeout`, and whatever it leaves in the \
            background is ended when it returns. A long output is shortened in the middle.
            """,
        parameters: .parameters(
            ["command"],
            [
                "command": ["type": "string", "description": "The command"],
                "timeout": [
                    "type": "integer", "minimum": 1, "maximum": .number(String(longestTimeout)),
                    "description": "After how many milliseconds it is ended (default 120000, at most 600000)",
                ],
                "description": [
                    "type": "string", "description": "What the command does, in five to ten words",
                ],
            ]
        )
    )

    func subject(of arguments: JSONValue, in context: ToolContext) -> PermissionSubject {
        .command(arguments["command"]?.string ?? "")
    }

    func title(of arguments: JSONValue) -> String {
        let command = arguments["command"]?.string ?? name
        let line = command.split(separator: "\n").first.map(String.init) ?? command
        return line.count > 100 || line.count < command.count ? line.prefix(100) + "…" : line
    }

    @concurrent
    func run(_ arguments: JSONValue, in context: ToolContext) async -> ToolOutput {
        let command = arguments["command"]?.string ?? ""
        if command.utf8.contains(0) { return .failure("the command holds a zero byte") }
        let timeout = arguments["timeout"]?.integer ?? Self.defaultTimeout
        let collector = OutputCollector(context)
        let cleaner = Mutex(OutputCleaner(root: context.workspace.root))
        let end: ProcessEnd
        do throws(ProcessError) {
            end = try await runner.run(
                .shell(
                    command,
                    in: context.workspace.root,
                    environment: environment,
                    timeout: .milliseconds(timeout)
                )
            ) { bytes in
                cleaner.withLock { cleaner in
                    cleaner.clean(bytes).withUnsafeBytes { collector.append($0) }
                }
            }
        } catch {
            return .failure("the command was not run: \(Self.words(error))")
        }
        cleaner.withLock { cleaner in cleaner.finish().withUnsafeBytes { collector.append($0) } }
        return output(collector, end, timeout)
    }

    private func output(_ collector: OutputCollector, _ end: ProcessEnd, _ timeout: Int) -> ToolOutput {
        let note: String? =
            switch end {
            case .exited(0): nil
            case .exited(let code): "exit code \(code)"
            case .signaled(let signal): "ended by signal \(signal)"
            case .timedOut:
                "ended after \(timeout) ms without having finished; a longer `timeout` may be given"
            case .cancelled: "ended because the job was cancelled"
            }
        if let note { collector.append(collector.isEmpty ? "(\(note))" : "\n(\(note))") }
        if collector.isEmpty { collector.append("(no output)") }
        let (text, wholeSize) = collector.finish(keeping: .headAndTail)
        return ToolOutput(
            text,
            isError: end == .timedOut || end == .cancelled,
            exitCode: end.exitCode,
            keeps: .headAndTail,
            wholeSize: wholeSize
        )
    }

    private static func words(_ error: ProcessError) -> String {
        switch error {
        case .notFound(let name): "there is no `\(name)` in the PATH"
        case .folder: "the workspace's folder cannot be entered"
        case .failed(let reason): reason
        }
    }
}
