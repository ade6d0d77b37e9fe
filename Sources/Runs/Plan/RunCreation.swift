import Catalog
package import Conversation
package import Manifests
package import Records

/// What is told of a run when it is made, beside its manifests.
package struct RunFacts: Sendable {
    package var name: String
    package var started: Moment
    /// The program's version.
    package var docket: String
    package var host: String
    package var gitRevision: String?
    package var gitDirty: Bool?
    package var isReplayed: Bool
    /// The day that jobs are told it is.
    package var date: String
    /// The command line, without the program's name.
    package var command: [String]
    /// How many rows of each job are taken; all where absent.
    package var firstRows: Int?
    /// Where answers come from, in words of the caller's own, for a resumption to take the same way.
    package var answers: [String]

    package init(
        name: String,
        started: Moment,
        docket: String,
        host: String,
        gitRevision: String? = nil,
        gitDirty: Bool? = nil,
        isReplayed: Bool,
        date: String,
        command: [String],
        firstRows: Int? = nil,
        answers: [String] = []
    ) {
        self.name = name
        self.started = started
        self.docket = docket
        self.host = host
        self.gitRevision = gitRevision
        self.gitDirty = gitDirty
        self.isReplayed = isReplayed
        self.date = date
        self.command = command
        self.firstRows = firstRows
        self.answers = answers
    }
}

extension Run {
    /// Makes the record of a new run, with its whole plan, in a folder that exists.
    ///
    /// - Parameters:
    ///   - reading: manifests without errors.
    ///   - facts: what else the record says of the run.
    ///   - folder: the run's own, locked by the caller.
    /// - Returns: the store, and what is wrong with rows of data: where there are problems, nothing may run.
    /// - Throws: `record(.duplicateJob)` where two jobs have one ID, `emptyPlan` where there are none.
    package static func create(
        _ reading: Reading,
        facts: RunFacts,
        in folder: RunFolder
    ) async throws(RunError) -> (store: Store, problems: [ManifestProblem]) {
        let store: Store
        let settings = RunSettings(reading, lanes: lanes(of: reading), answers: facts.answers)
        do {
            store = try Store.create(
                at: folder.record,
                run: try runRecord(reading, facts: facts, settings: settings, id: folder.id),
                manifests: reading.manifests.enumerated().map { number, manifest in
                    ManifestRecord(
                        number: number,
                        path: manifest.path,
                        digest: Digest(of: manifest.text),
                        text: manifest.text
                    )
                },
                templates: try reading.templates.map { template throws(RunError) in
                    try TemplateRecord(template)
                }
            )
        } catch let error as RunError {
            throw error
        } catch let error as RecordError {
            throw .record(error)
        } catch {
            throw .settings(message: "\(error)")
        }
        var writer = PlanWriter(store: store, laneOf: settings.laneOf)
        let problems = try await reading.forEachJob(firstRows: facts.firstRows) {
            job async throws(RunError) in
            try await writer.add(job)
        }
        try await writer.flush()
        if problems.isEmpty, writer.count == 0 { throw .emptyPlan }
        do {
            try await store.commit(.runBegan)
        } catch {
            throw .record(error)
        }
        return (store, problems)
    }

    /// The accounts that jobs may need: those that manifests define, and those of every model that is named.
    private static func lanes(of reading: Reading) -> Set<ProviderID> {
        let named = reading.templates.flatMap(\.namedModels).map(\.provider)
        return Set(named).union(reading.providers.keys)
    }

    /// The part of the catalog that the run uses; all of it where a model's name is known only with its row.
    private static func catalog(of reading: Reading) -> ModelCatalog {
        guard reading.templates.allSatisfy(\.hasFixedModels) else { return reading.catalog }
        return reading.catalog.subset(of: Set(reading.templates.flatMap(\.namedModels)))
    }

    private static func runRecord(
        _ reading: Reading,
        facts: RunFacts,
        settings: RunSettings,
        id: RunID
    ) throws -> RunRecord {
        let catalog = catalog(of: reading)
        return RunRecord(
            id: id,
            name: facts.name,
            started: facts.started,
            state: .planning,
            docket: facts.docket,
            host: facts.host,
            gitRevision: facts.gitRevision,
            gitDirty: facts.gitDirty,
            manifestDigest: Digest(of: reading.manifests.map(\.text).joined(separator: "\n")),
            catalogDigest: catalog.digest,
            catalog: try JSONValue(parsing: catalog.text),
            isReplayed: facts.isReplayed,
            date: facts.date,
            command: facts.command,
            budget: reading.budget ?? reading.manifests.soleBudget,
            settings: try settings.json
        )
    }
}

extension [Manifest] {
    /// The budget that reports show: that of the only manifest.
    fileprivate var soleBudget: Money? {
        count == 1 ? first?.budget : nil
    }
}
