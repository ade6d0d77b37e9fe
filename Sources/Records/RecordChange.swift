package import Conversation

/// One thing that happened in a run, as it is written to the record.
package enum RecordChange: Hashable, Sendable {
    /// An attempt began; it is the job's latest from now on.
    case attemptStarted(AttemptStart)
    /// An attempt ended, and its job with it where it says so.
    case attemptFinished(AttemptEnd)
    /// A job ended without an attempt (`unchanged`, `notStarted`).
    case jobEnded(JobID, Ending)
    case sessionStarted(SessionRecord)
    case titleSet(SessionID, String)
    case sessionFinished(SessionID, at: Moment)
    /// A transcript grew. Where the entry holds a step's results, the texts kept with its tool calls are let go.
    case entryAdded(EntryRecord)
    /// The call is about to be sent.
    case callStarted(CallStart)
    case callEnded(CallEnd)
    /// The tool is about to run.
    case toolStarted(ToolStart)
    case toolFinished(ToolEnd)
    /// A check was made; one made again takes the former verdict's place.
    case checkFinished(CheckRecord)
    /// A price sheet is in use; told again, nothing happens.
    case sheetUsed(SheetRecord)
    /// A lane is done for this sitting; its counts are added to those of earlier sittings.
    case laneFinished(LaneRecord)
    case runFinished(RunRecord.State, exitCode: Int?, at: Moment)
    /// The plan is whole, or an ended run goes on: `running` from now on.
    case runBegan
}
