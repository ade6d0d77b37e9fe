package import Catalog
package import Conversation

/// What a run is, and how it came to an end.
package struct RunRecord: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// Its plan is being written; a run that was killed then has sent nothing and cannot be gone on with.
        case planning
        /// It runs now, or it was killed.
        case running
        /// Every job has an outcome that stands.
        case finished
        /// It ended in order, with jobs left to do: budget, deadline, cancelled.
        case stopped
    }

    package var id: RunID
    package var name: String
    package var started: Moment
    /// The end of its last sitting: time between an interruption and its resumption is in between.
    package var finished: Moment?
    package var state: State
    package var exitCode: Int?
    /// The program's version.
    package var docket: String
    package var host: String
    /// The commit of the folder that the run began in; nothing outside git.
    package var gitRevision: String?
    package var gitDirty: Bool?
    /// The digest of all its manifests' texts together.
    package var manifestDigest: Digest
    package var catalogDigest: Digest
    /// The catalog used, so that an old run can be read, and priced again.
    package var catalog: JSONValue
    /// Whether cassettes answer in place of providers.
    package var isReplayed: Bool
    /// The day that jobs are told it is: `2026-11-22`.
    package var date: String
    /// The command line, without the program's name.
    package var command: [String]
    /// The run's own budget.
    package var budget: Money?
    /// What else a resumption must know (`accept`, other budgets, deadlines); opaque here.
    package var settings: JSONValue

    package init(
        id: RunID,
        name: String,
        started: Moment,
        finished: Moment? = nil,
        state: State = .running,
        exitCode: Int? = nil,
        docket: String,
        host: String,
        gitRevision: String? = nil,
        gitDirty: Bool? = nil,
        manifestDigest: Digest,
        catalogDigest: Digest,
        catalog: JSONValue,
        isReplayed: Bool = false,
        date: String,
        command: [String] = [],
        budget: Money? = nil,
        settings: JSONValue = .object(JSONObject())
    ) {
        self.id = id
        self.name = name
        self.started = started
        self.finished = finished
        self.state = state
        self.exitCode = exitCode
        self.docket = docket
        self.host = host
        self.gitRevision = gitRevision
        self.gitDirty = gitDirty
        self.manifestDigest = manifestDigest
        self.catalogDigest = catalogDigest
        self.catalog = catalog
        self.isReplayed = isReplayed
        self.date = date
        self.command = command
        self.budget = budget
        self.settings = settings
    }
}

/// A manifest as it was read.
package struct ManifestRecord: Hashable, Sendable {
    /// From 1, in the order of the command line.
    package var number: Int
    package var path: String
    package var digest: Digest
    package var text: String

    package init(number: Int, path: String, digest: Digest, text: String) {
        self.number = number
        self.path = path
        self.digest = digest
        self.text = text
    }
}

/// What a manifest's job resolved to, before rows, axes and repeats: jobs of the plan point at it.
package struct TemplateRecord: Hashable, Sendable {
    package var number: Int
    /// The `number` of its manifest.
    package var manifest: Int
    /// The job's `id` in the manifest, with its placeholders.
    package var name: String
    /// Opaque here.
    package var json: JSONValue

    package init(number: Int, manifest: Int, name: String, json: JSONValue) {
        self.number = number
        self.manifest = manifest
        self.name = name
        self.json = json
    }
}
