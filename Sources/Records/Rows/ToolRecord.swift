package import Conversation

/// One tool call of a step.
package struct ToolRecord: Hashable, Sendable {
    package var start: ToolStart
    /// Nothing while it runs, or where the program was killed during it.
    package var end: ToolEnd?

    package init(start: ToolStart, end: ToolEnd? = nil) {
        self.start = start
        self.end = end
    }
}

package struct ToolStart: Hashable, Sendable {
    package var session: SessionID
    package var step: Int
    /// The model's `id` of the call, unique within the step.
    package var call: String
    package var tool: String
    package var title: String
    /// Whether a call without a recorded result must not be run a second time.
    package var canWrite: Bool
    package var started: Moment

    package init(
        session: SessionID,
        step: Int,
        call: String,
        tool: String,
        title: String,
        canWrite: Bool,
        started: Moment
    ) {
        self.session = session
        self.step = step
        self.call = call
        self.tool = tool
        self.title = title
        self.canWrite = canWrite
        self.started = started
    }
}

package struct ToolEnd: Hashable, Sendable {
    package var session: SessionID
    package var step: Int
    package var call: String
    package var finished: Moment
    package var failed: Bool
    package var denied: Bool
    package var exitCode: Int?
    /// Bytes of the whole output, and of what the model is sent of it.
    package var bytes: Int
    package var bytesSent: Int
    /// What the model is told. Kept here from the tool's end until the step's results are an entry of the transcript,
    /// where it lies from then on.
    package var result: String?

    package init(
        session: SessionID,
        step: Int,
        call: String,
        finished: Moment,
        failed: Bool = false,
        denied: Bool = false,
        exitCode: Int? = nil,
        bytes: Int,
        bytesSent: Int,
        result: String?
    ) {
        self.session = session
        self.step = step
        self.call = call
        self.finished = finished
        self.failed = failed
        self.denied = denied
        self.exitCode = exitCode
        self.bytes = bytes
        self.bytesSent = bytesSent
        self.result = result
    }
}
