package import Conversation

/// One job of the plan, as it was expanded. Written before anything runs and never changed.
package struct PlannedJob: Hashable, Sendable {
    /// Its place in the plan, from 1.
    package var sequence: Int
    package var id: JobID
    /// The number of the `TemplateRecord` that it was made from.
    package var template: Int
    /// The lane that runs it.
    package var lane: ProviderID
    package var model: ModelReference
    package var vars: JSONObject
    /// The labels of its matrix axes: `{"model": "mini-high"}`.
    package var axes: JSONObject
    package var tags: [String]
    /// Jobs that differ by their repeat alone share it: intervals treat them as one cluster. Unique per template, row
    /// and axes; the job's ID without `#repeat` will do.
    package var cluster: String
    package var repeatNumber: Int?
    package var source: SourcePlace

    package init(
        sequence: Int,
        id: JobID,
        template: Int,
        lane: ProviderID,
        model: ModelReference,
        vars: JSONObject = JSONObject(),
        axes: JSONObject = JSONObject(),
        tags: [String] = [],
        cluster: String,
        repeatNumber: Int? = nil,
        source: SourcePlace
    ) {
        self.sequence = sequence
        self.id = id
        self.template = template
        self.lane = lane
        self.model = model
        self.vars = vars
        self.axes = axes
        self.tags = tags
        self.cluster = cluster
        self.repeatNumber = repeatNumber
        self.source = source
    }
}

/// Where a job is written: a line of a manifest or of its data.
package struct SourcePlace: Hashable, Sendable {
    package var file: String
    package var line: Int
    package var column: Int

    package init(file: String, line: Int, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// A job of the plan and how far it has come.
package struct JobRecord: Hashable, Sendable {
    package var planned: PlannedJob
    /// The number of its latest attempt; 0 where none began.
    package var attempt: Int
    /// How the job ended; nothing while it is still to be run, or to be gone on with.
    package var ending: Ending?

    package init(planned: PlannedJob, attempt: Int = 0, ending: Ending? = nil) {
        self.planned = planned
        self.attempt = attempt
        self.ending = ending
    }
}
