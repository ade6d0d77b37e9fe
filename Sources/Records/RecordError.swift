package import Conversation

/// Why the record could not be read or written.
package enum RecordError: Error, Hashable, Sendable {
    /// No record is there.
    case missing(path: String)
    /// One is there already, where a new one was to be made.
    case exists(path: String)
    /// The file is no record of ours, or is damaged; what SQLite says.
    case damaged(path: String, message: String)
    /// A later version of the program wrote it.
    case newer(path: String)
    /// Two jobs of the plan have the same ID.
    case duplicateJob(JobID, first: SourcePlace, second: SourcePlace)
    /// A change names something that the record does not have, or contradicts what it holds: a mistake of ours.
    case rejected(message: String)
    /// Another process has the run's lock; its ID where the lock tells it.
    case busy(path: String, process: Int?)
    /// The disk is full, or a file could not be read or written.
    case storage(path: String, message: String)
}
