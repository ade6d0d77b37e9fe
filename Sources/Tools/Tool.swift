package import Conversation

/// One tool that a model may call: built in, from an MCP server, or a child session.
package protocol Tool: Sendable {
    /// What the model is told of it.
    var definition: ToolDefinition { get }

    /// Whether a call can change anything. After a crash a call that can write and has no recorded result is not run a
    /// second time.
    var canWrite: Bool { get }

    /// Whether a call starts a process, and so needs one of the run's places for processes.
    var runsProcesses: Bool { get }

    /// What a call with these arguments reads or changes, in a form that is equal for equal things (a resolved path).
    ///
    /// Two calls of one step that touch the same thing run one after the other, in their order, where one of them can
    /// write. Nothing means anything at all: such a call keeps its order with all that read or write, except that two
    /// that can write anything (two commands) run beside each other.
    func target(of arguments: JSONValue, in context: ToolContext) -> String?

    /// What permissions judge a call by.
    func subject(of arguments: JSONValue, in context: ToolContext) -> PermissionSubject

    /// What a person is shown of a call: `src/main.swift`, `swift test`.
    func title(of arguments: JSONValue) -> String

    /// Does what the arguments say; they have been checked against the definition's schema, and the call is permitted.
    /// Failure is an output that the model can act on, not an error.
    func run(_ arguments: JSONValue, in context: ToolContext) async -> ToolOutput
}

extension Tool {
    package var name: String { definition.name }

    package var runsProcesses: Bool { false }

    package func target(of arguments: JSONValue, in context: ToolContext) -> String? { nil }

    package func subject(of arguments: JSONValue, in context: ToolContext) -> PermissionSubject { .call }

    package func title(of arguments: JSONValue) -> String { name }
}

/// Where a tool works, and for which call.
package struct ToolContext: Sendable {
    package var workspace: Workspace
    /// Decides which calls are allowed, and which files the searching tools see.
    package var permissions: Permissions
    /// How much of an output the model is shown.
    package var limit: OutputLimit
    /// The provider's ID of the call, from which the file of a long output has its name.
    package var call: String

    package init(
        workspace: Workspace,
        permissions: Permissions = Permissions(),
        limit: OutputLimit = .standard,
        call: String = "call"
    ) {
        self.workspace = workspace
        self.permissions = permissions
        self.limit = limit
        self.call = call
    }
}

/// What a tool call gave.
package struct ToolOutput: Hashable, Sendable {
    package var text: String
    package var isError: Bool
    /// Whether a permission forbade it.
    package var isDenied: Bool
    /// The exit code, for tools that run a process.
    package var exitCode: Int?
    /// Which end matters when it must be shortened.
    package var keeps: KeptEnd
    /// The size of the whole output in bytes, where the tool has shortened `text` itself; the toolbox shortens the
    /// others.
    package var wholeSize: Int?

    package enum KeptEnd: Hashable, Sendable {
        case head
        /// Commands: their last lines tell how it went.
        case headAndTail
    }

    package init(
        _ text: String,
        isError: Bool = false,
        isDenied: Bool = false,
        exitCode: Int? = nil,
        keeps: KeptEnd = .head,
        wholeSize: Int? = nil
    ) {
        self.text = text
        self.isError = isError
        self.isDenied = isDenied
        self.exitCode = exitCode
        self.keeps = keeps
        self.wholeSize = wholeSize
    }

    /// A failure in words that the model can act on.
    package static func failure(_ text: String) -> ToolOutput {
        ToolOutput(text, isError: true)
    }

    /// A refusal by the job's permissions.
    package static func denied(_ text: String) -> ToolOutput {
        ToolOutput(text, isError: true, isDenied: true)
    }
}
