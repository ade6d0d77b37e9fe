package import Conversation

/// One job of the plan, small enough to be kept in the record for each of a million.
package struct PlannedJob: Hashable, Sendable {
    package var id: JobID
    /// Which of the run's templates it is made from.
    package var template: Int
    package var model: ModelReference
    /// The values of its data row.
    package var vars: JSONObject
    /// From 1; nothing where the job is not repeated.
    package var repetition: Int?
    package var axes: [AxisLabel]
    package var tags: [String]
    /// Where in the manifest it was written, for whoever must point at it later.
    package var source: SourceLine

    package init(
        id: JobID,
        template: Int,
        model: ModelReference,
        vars: JSONObject = JSONObject(),
        repetition: Int? = nil,
        axes: [AxisLabel] = [],
        tags: [String] = [],
        source: SourceLine
    ) {
        self.id = id
        self.template = template
        self.model = model
        self.vars = vars
        self.repetition = repetition
        self.axes = axes
        self.tags = tags
        self.source = source
    }

    /// The provider whose lane it waits in.
    package var provider: ProviderID {
        model.provider
    }
}

/// A job's place on one axis of its matrix.
package struct AxisLabel: Hashable, Sendable, Codable {
    package var axis: String
    package var label: String

    package init(axis: String, label: String) {
        self.axis = axis
        self.label = label
    }
}

/// A line of a file.
package struct SourceLine: Hashable, Sendable, Codable {
    package var file: String
    /// From 1.
    package var line: Int

    package init(file: String, line: Int) {
        self.file = file
        self.line = line
    }
}
