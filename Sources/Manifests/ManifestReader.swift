package import Catalog
import Conversation

/// Reads manifests: everything that is wrong with them is found in one pass, and nothing is sent.
package struct ManifestReader {
    private let vocabulary: Vocabulary
    private let catalog: ModelCatalog
    private let refreshedCatalog: String?
    private let environment: (String) -> String?

    /// - Parameters:
    ///   - vocabulary: what this build has of tools, checks and features.
    ///   - catalog: the models known without the manifest's own.
    ///   - refreshedCatalog: the file that holds the refreshed catalog, if there is one; it is looked at only where
    ///     a manifest asks for that catalog.
    ///   - environment: a variable of the environment, for `{{env.NAME}}`; whether it is set is looked at, no
    ///     more.
    package init(
        vocabulary: Vocabulary,
        catalog: ModelCatalog,
        refreshedCatalog: String? = nil,
        environment: @escaping (String) -> String? = { _ in nil }
    ) {
        self.vocabulary = vocabulary
        self.catalog = catalog
        self.refreshedCatalog = refreshedCatalog
        self.environment = environment
    }

    /// Reads one or more manifests as one run. Data files are opened; their rows are read by `forEachJob`.
    package func read(paths: [String], overrides: Overrides = Overrides()) -> Reading {
        let log = ProblemLog()
        let loader = ManifestLoader(log: log)
        let files = paths.compactMap { loader.load($0) }
        let choice = CatalogReader(refreshed: refreshedCatalog, log: log).read(files)
        var catalog = catalog
        if case .catalog(let named) = choice { catalog = named }
        for file in files { checkStructure(of: file, catalog, log, overrides) }
        var reading = Reading(catalog: catalog, vocabulary: vocabulary)
        reading.budget = overrides.budget
        if case .unreadable = choice { reading.hidesProviders = true }
        readProviders(of: files, into: &reading, log, overrides)
        let nodes = OverrideNodes(overrides, log: log)
        nodes.check(log)
        var ids: [String: SourceLine] = [:]
        var used: Set<Place> = []
        var names: Set<String> = []
        for (index, file) in files.enumerated() {
            var manifest = manifest(file, log)
            if overrides.budget != nil { manifest.budget = nil }
            var jobs = JobReader(
                file: file,
                manifest: index,
                firstTemplate: reading.templates.count,
                isBudgeted: manifest.budget != nil || overrides.budget != nil,
                log: log,
                vocabulary: vocabulary,
                validation: reading.validation,
                overrides: nodes
            )
            jobs.read(ids: &ids)
            used.formUnion(jobs.use.used)
            names.formUnion(jobs.use.names)
            manifest.templates = reading.templates.count..<(reading.templates.count + jobs.templates.count)
            reading.manifests.append(manifest)
            reading.templates += jobs.templates
            reading.groups += jobs.groups
        }
        for variable in nodes.variables where !used.contains(variable.place) {
            let others = names.subtracting(nodes.variables.map(\.name)).sorted()
            log.report(
                .unknownVariable(variable.name),
                at: variable.place,
                suggestion: NearestWord.to(variable.name, in: others)
            )
        }
        addUsedProviders(to: &reading, overrides)
        reading.problems = log.problems
        return reading
    }

    /// All that is wrong with some manifests, their data rows included.
    package func problems(paths: [String], overrides: Overrides = Overrides()) async -> [ManifestProblem] {
        let reading = read(paths: paths, overrides: overrides)
        let rows = await reading.forEachJob { _ in }
        return (reading.problems + rows.filter { !reading.problems.contains($0) }).sorted()
    }
}

// MARK: - Parts

extension ManifestReader {
    private func checkStructure(
        of file: ManifestFile,
        _ catalog: ModelCatalog,
        _ log: ProblemLog,
        _ overrides: Overrides
    ) {
        let check = StructureCheck(
            vocabulary: vocabulary,
            catalog: catalog,
            log: log,
            checkSets: file.meantKeys.contains("checkSets") ? nil : file.checkSets,
            isSet: overrides.needsSecrets ? { environment($0) != nil } : nil
        )
        check.check(file.own, .manifest, StructureCheck.Context(key: "manifest", expansion: .none))
        for node in file.included {
            check.check(node, .included, StructureCheck.Context(key: "manifest", expansion: .none))
        }
    }

    private func readProviders(
        of files: [ManifestFile],
        into reading: inout Reading,
        _ log: ProblemLog,
        _ overrides: Overrides
    ) {
        let reader = ProviderReader(catalog: reading.catalog, log: log, needsSecrets: overrides.needsSecrets)
        var known: [ProviderID: ProviderReader.Provider] = [:]
        for file in files {
            for member in file.whole["providers"]?.members ?? [] where !member.value.isNull {
                if member.value.isDoubtfulProvider {
                    reading.doubtfulProviders.insert(ProviderID(member.key))
                }
                guard var provider = reader.read(member) else {
                    reading.doubtfulProviders.insert(ProviderID(member.key))
                    continue
                }
                provider.settings.concurrency = overrides.concurrency ?? provider.settings.concurrency
                let id = provider.settings.id
                if let other = known[id], other != provider {
                    log.report(.providerTwice(id), at: member.keyPlace)
                }
                known[id] = provider
            }
        }
        if files.contains(where: { $0.meantKeys.contains("providers") }) { reading.hidesProviders = true }
        reading.providers = known.mapValues(\.settings)
        reading.catalog = reading.catalog.merging(
            providers: known.values.map(\.card),
            models: known.values.flatMap(\.models)
        )
    }

    /// Known providers that jobs name without a definition.
    private func addUsedProviders(to reading: inout Reading, _ overrides: Overrides) {
        for template in reading.templates {
            guard let text = template.settings["model"]?.string, let model = ModelReference(text),
                reading.providers[model.provider] == nil, var settings = reading.settings(for: model.provider)
            else { continue }
            settings.concurrency = overrides.concurrency ?? settings.concurrency
            reading.providers[model.provider] = settings
        }
    }

    private func manifest(_ file: ManifestFile, _ log: ProblemLog) -> Manifest {
        let source = log.sources[file.source]
        let whole = file.whole
        var manifest = Manifest(
            path: source.path,
            text: String(decoding: source.bytes, as: UTF8.self),
            name: whole["name"]?.string ?? FilePath.stem(of: source.path)
        )
        manifest.description = whole["description"]?.string
        manifest.budget = whole["budget"]?.value.money ?? whole["budget"]?["run"]?.value.money
        manifest.cassettes = whole["cassettes"]?.string.map { FilePath.join(source.folder, $0) }
        manifest.processes = whole["processes"]?.value.integer
        manifest.accept.failed = tolerance(whole["accept"]?["failed"]) ?? manifest.accept.failed
        manifest.accept.errored = tolerance(whole["accept"]?["errored"]) ?? manifest.accept.errored
        return manifest
    }

    private func tolerance(_ node: Node?) -> Acceptance.Tolerance? {
        if let count = node?.value.integer { return .jobs(count) }
        return node?.string.flatMap(TextForms.percentage).map { .part($0) }
    }
}
