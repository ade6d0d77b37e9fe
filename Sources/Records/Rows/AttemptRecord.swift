package import Conversation

/// One try at a job, from workspace to verdict.
package struct AttemptRecord: Hashable, Sendable {
    package var start: AttemptStart
    /// Nothing while it runs, or where the program was killed during it.
    package var end: AttemptEnd?

    package init(start: AttemptStart, end: AttemptEnd? = nil) {
        self.start = start
        self.end = end
    }
}

package struct AttemptStart: Hashable, Sendable {
    package var job: JobID
    /// 1 for the first.
    package var number: Int
    package var started: Moment
    /// Whatever is needed to find the workspace again; opaque here.
    package var workspace: JSONValue?

    package init(job: JobID, number: Int = 1, started: Moment, workspace: JSONValue? = nil) {
        self.job = job
        self.number = number
        self.started = started
        self.workspace = workspace
    }
}

package struct AttemptEnd: Hashable, Sendable {
    package var job: JobID
    package var number: Int
    package var finished: Moment
    package var ending: Ending
    /// The model's last words.
    package var answer: String?
    /// The answer as the value that an `output` schema asked for.
    package var output: JSONValue?
    /// Paths that differ from what the workspace was, relative to it.
    package var changed: [String]
    /// The patch's path, relative to the run folder.
    package var patch: String?
    /// Whether the job ends with it; not so where another attempt follows.
    package var isFinal: Bool

    package init(
        job: JobID,
        number: Int = 1,
        finished: Moment,
        ending: Ending,
        answer: String? = nil,
        output: JSONValue? = nil,
        changed: [String] = [],
        patch: String? = nil,
        isFinal: Bool = true
    ) {
        self.job = job
        self.number = number
        self.finished = finished
        self.ending = ending
        self.answer = answer
        self.output = output
        self.changed = changed
        self.patch = patch
        self.isFinal = isFinal
    }
}
