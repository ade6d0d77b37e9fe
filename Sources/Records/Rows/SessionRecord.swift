package import Conversation

/// One conversation of an attempt: the job's own, or a child of a `task` call.
package struct SessionRecord: Hashable, Sendable {
    package var id: SessionID
    package var job: JobID
    package var attempt: Int
    /// The session whose tool call began this one; nothing for the job's own.
    package var parent: SessionID?
    /// The `id` of that tool call.
    package var parentCall: String?
    package var depth: Int
    package var model: ModelReference
    package var title: String
    package var started: Moment
    package var finished: Moment?

    package init(
        id: SessionID,
        job: JobID,
        attempt: Int = 1,
        parent: SessionID? = nil,
        parentCall: String? = nil,
        depth: Int = 0,
        model: ModelReference,
        title: String,
        started: Moment,
        finished: Moment? = nil
    ) {
        self.id = id
        self.job = job
        self.attempt = attempt
        self.parent = parent
        self.parentCall = parentCall
        self.depth = depth
        self.model = model
        self.title = title
        self.started = started
        self.finished = finished
    }
}

/// One entry of a session's transcript.
package struct EntryRecord: Hashable, Sendable {
    package var session: SessionID
    /// Its index in the transcript, from 0.
    package var sequence: Int
    /// The step it belongs to, from 1; 0 for what stands before the first.
    package var step: Int
    package var at: Moment
    package var entry: Entry

    package init(session: SessionID, sequence: Int, step: Int, at: Moment, entry: Entry) {
        self.session = session
        self.sequence = sequence
        self.step = step
        self.at = at
        self.entry = entry
    }
}
