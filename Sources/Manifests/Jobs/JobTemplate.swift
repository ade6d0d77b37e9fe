package import Conversation

/// One job of the manifest in one cell of its matrix: defaults merged, files put in, `{{name}}` not yet
/// expanded. It is stored with the run, so that a resumed run makes the same jobs whatever became of the
/// files.
package struct JobTemplate: Hashable, Sendable, Codable {
    /// Its place among the run's templates.
    package var index: Int
    /// Its manifest's place among the run's manifests.
    package var manifest: Int
    /// The job's `id` as it is written.
    package var id: String
    package var axes: [AxisLabel]
    /// Which repeats there are; nothing where the job is not repeated.
    package var repeats: Int?
    /// The keys of the job that hold in this cell, as in the manifest.
    package var settings: JSONValue
    /// The values of `vars` and of the matrix.
    package var variables: JSONValue
    /// The folder that a relative `workspace.path` starts from.
    package var folder: String
    /// Those of its tools that can write.
    package var writers: [String]
    package var source: SourceLine

    /// The job as it is run, with the values of one planned from this template put in.
    ///
    /// A value from a data row that does not do is thrown; planning has found it before anything was sent.
    package func job(_ planned: PlannedJob) throws(JobFaults) -> Job {
        let (job, faults) = expanded(row: planned.vars, id: planned.id)
        guard let job, faults.isEmpty else { throw JobFaults(faults) }
        return job
    }
}

/// What is wrong with a job once its values are known.
package struct JobFaults: Error, Hashable, Sendable {
    package var kinds: [ManifestProblem.Kind]

    init(_ faults: [Fault]) {
        kinds = faults.map(\.kind)
    }
}

extension JobTemplate {
    /// The keys in whose values braces are braces.
    static let rawKeys: Set<String> = ["files", "output"]

    /// The value of a variable for a row.
    func value(_ name: String, row: JSONObject) -> JSONValue? {
        row[name] ?? variables[name]
    }

    /// The job, if its model at least is one, and all that is wrong with its values.
    func expanded(row: JSONObject, id: JobID) -> (Job?, [Fault]) {
        var values = settings.object ?? JSONObject()
        for member in values.members where !Self.rawKeys.contains(member.key) {
            values[member.key] = member.value.expanded { value($0, row: row) }
        }
        var reader = SettingsReader(.object(values))
        guard var job = reader.job(id: id, folder: folder, writers: writers) else {
            return (nil, reader.faults)
        }
        job.variables = JSONObject((variables.object?.members ?? []) + row.members)
        return (job, reader.faults)
    }
}
