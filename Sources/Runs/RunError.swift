package import Conversation
package import Records

/// Why a run could not be made, or could not go on.
package enum RunError: Error, Sendable {
    case record(RecordError)
    /// A row of the plan does not make a job.
    case plan(message: String)
    /// No job is selected.
    case emptyPlan
    /// What the record says of the run does not parse.
    case settings(message: String)
    /// A model of the plan is not in the run's catalog, or its provider has no lane.
    case unknownModel(ModelReference)
}
