package import Conversation
package import Tools

/// What happens in a session, in the order in which it happens. Whoever observes has it on disk before the session
/// goes on.
package enum SessionEvent: Sendable {
    /// An entry was added to the transcript at this index, in this step (0 before the first).
    case entryAdded(index: Int, step: Int, entry: Entry)
    case toolStarted(step: Int, ToolStart)
    /// Comes before the result is given to the model, and before the step's results become an entry.
    case toolFinished(step: Int, ToolReport)
    case stepFinished(step: Int, stop: StopReason, usage: ReportedUsage)
    /// The view was summarized; sizes in bytes of the view.
    case summarized(step: Int, before: Int, after: Int)
    case titled(String)
}

/// Where a session's events go.
package protocol SessionObserver: Sendable {
    /// Returns once the event is safe. What it throws ends the session: nothing may go on unrecorded.
    func received(_ event: SessionEvent) async throws(SessionUnrecorded)
}

/// An event could not be recorded.
package struct SessionUnrecorded: Error, Hashable, Sendable {
    package var message: String

    package init(message: String) {
        self.message = message
    }
}
