package import Conversation

/// The verdict of one check on one attempt.
package struct CheckRecord: Hashable, Sendable {
    package var job: JobID
    package var attempt: Int
    /// Its place among the job's checks, from 0.
    package var number: Int
    /// The check's key in the manifest: `contains`.
    package var kind: String
    /// Nothing where the check itself could not be made.
    package var passed: Bool?
    package var score: Double?
    package var detail: String?

    package init(
        job: JobID,
        attempt: Int = 1,
        number: Int,
        kind: String,
        passed: Bool?,
        score: Double? = nil,
        detail: String? = nil
    ) {
        self.job = job
        self.attempt = attempt
        self.number = number
        self.kind = kind
        self.passed = passed
        self.score = score
        self.detail = detail
    }
}
