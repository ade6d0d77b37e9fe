package import Conversation

/// A call that is about to run.
package struct ToolStart: Hashable, Sendable {
    package var call: ToolCall
    /// The name of the tool that will run; the call's own where there is none such.
    package var tool: String
    /// What a person is shown: `src/main.swift`, `swift test`.
    package var title: String
    /// Whether the call can change anything: then it is not run a second time after a crash.
    package var canWrite: Bool

    package init(call: ToolCall, tool: String, title: String, canWrite: Bool) {
        self.call = call
        self.tool = tool
        self.title = title
        self.canWrite = canWrite
    }
}

/// A call that has ended, with what the model is told of it.
package struct ToolReport: Hashable, Sendable {
    package var call: ToolCall
    package var tool: String
    package var title: String
    package var canWrite: Bool
    package var result: ToolResult
    /// How long it ran; waiting for a place or for an earlier call is not in it.
    package var duration: Duration
    package var isDenied: Bool
    package var exitCode: Int?
    /// The size of the whole output.
    package var bytes: Int

    package init(
        call: ToolCall,
        tool: String,
        title: String,
        canWrite: Bool,
        result: ToolResult,
        duration: Duration,
        isDenied: Bool = false,
        exitCode: Int? = nil,
        bytes: Int
    ) {
        self.call = call
        self.tool = tool
        self.title = title
        self.canWrite = canWrite
        self.result = result
        self.duration = duration
        self.isDenied = isDenied
        self.exitCode = exitCode
        self.bytes = bytes
    }

    package var isFailed: Bool { result.isError }

    /// The size of what the model is sent.
    package var bytesSent: Int { result.text.utf8.count }
}
