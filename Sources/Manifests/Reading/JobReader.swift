import Catalog
import Conversation

/// Reads the jobs of one manifest: what they inherit is merged, the matrix spread out, files are put in, and
/// each template is looked at once with the values of its first row.
struct JobReader {
    let log: ProblemLog
    let file: ManifestFile
    /// The manifest's place among the run's.
    let manifest: Int
    let vocabulary: Vocabulary
    let validation: JobValidation
    let overrides: OverrideNodes
    let isBudgeted: Bool
    let inliner: Inliner

    private(set) var templates: [JobTemplate] = []
    private(set) var groups: [JobGroup] = []
    private let firstTemplate: Int
    /// Which variables its jobs have and ask for.
    private(set) var use = VariableUse()
    /// Inherited rules of `exclude` that named an axis no job had so far, and those that fitted one.
    private var misfits: [(kind: ManifestProblem.Kind, place: Place, suggestion: String?, rule: Place)] = []
    private var fittingRules: Set<Place> = []

    init(
        file: ManifestFile,
        manifest: Int,
        firstTemplate: Int,
        isBudgeted: Bool,
        log: ProblemLog,
        vocabulary: Vocabulary,
        validation: JobValidation,
        overrides: OverrideNodes
    ) {
        self.file = file
        self.manifest = manifest
        self.firstTemplate = firstTemplate
        self.isBudgeted = isBudgeted
        self.log = log
        self.vocabulary = vocabulary
        self.validation = validation
        self.overrides = overrides
        inliner = Inliner(log: log)
    }

    /// Reads them all.
    ///
    /// - Parameter ids: where each ID of the run was first used.
    mutating func read(ids: inout [String: SourceLine]) {
        let inherited = inheritedKeys()
        for job in file.whole["jobs"]?.elements ?? [] where job.isObject {
            checkID(job, &ids)
            checkAlternatives(job)
            read(job, overrides.applied(to: inherited.merged(with: job)))
        }
        for rule in misfits where !fittingRules.contains(rule.rule) {
            log.report(rule.kind, at: rule.place, suggestion: rule.suggestion)
        }
        use.reportUnused(to: log, except: overrides.variables.map(\.place))
    }

    /// What every job of the manifest has unless it says otherwise.
    private func inheritedKeys() -> Node {
        let whole = file.whole
        var base = Node(.object([]), at: whole.place)
        base.members = whole.members.filter {
            ["vars", "matrix", "exclude"].contains($0.key) && !$0.value.isNull
        }
        if let perJob = whole["budget"]?["perJob"] { base["budget"] = perJob }
        guard let defaults = whole["defaults"], defaults.isObject else { return base }
        checkAlternatives(defaults)
        if base.hasValue("matrix.model"), let key = ["model", "models"].first(where: defaults.hasValue) {
            log.report(.conflictingKeys("matrix.model", key), at: defaults.keyPlace(key))
        }
        return base.merged(with: defaults)
    }

    private func checkID(_ job: Node, _ ids: inout [String: SourceLine]) {
        guard let node = job["id"], let id = node.string else { return }
        if let first = ids[id] {
            log.report(.doubledID(id, file: first.file, line: first.line), at: node.place)
        } else {
            ids[id] = log.line(of: node.place)
        }
    }

    /// Two ways to say one thing, side by side.
    private func checkAlternatives(_ node: Node) {
        for group in Node.alternatives {
            let present = group.filter(node.hasValue)
            guard present.count > 1 else { continue }
            let place = node.value(of: present[1]).map(\.place) ?? node.place
            let key = present[1] == "matrix.model" ? place : node.keyPlace(present[1])
            log.report(.conflictingKeys(present[0], present[1]), at: key)
        }
    }
}

// MARK: - One job

extension JobReader {
    private mutating func read(_ own: Node, _ job: Node) {
        use.declare(job["vars"])
        let idPlace = own["id"]?.place ?? own.openingPlace
        var rows = rows(of: job)
        let meant = file.meantKeys(of: own)
        if !meant.isDisjoint(with: ["data", "matrix", "vars"]) { rows.columns = nil }
        let matrix = Matrix(job, log: log)
        let rules = soundRules(of: job, own: own, matrix)
        let first = firstTemplate + templates.count
        var ignored: Set<String> = []
        let cells = matrix.cells(exclude: rules, at: job["exclude"]?.openingPlace ?? idPlace)
        for cell in cells {
            add(job, cell, rows, at: idPlace, meant, &ignored)
        }
        let end = firstTemplate + templates.count
        guard end > first, !rows.isBroken else { return }
        groups.append(
            JobGroup(templates: first..<end, rows: rows.source, isBudgeted: isBudgeted, ignored: ignored)
        )
    }

    private mutating func soundRules(of job: Node, own: Node, _ matrix: Matrix) -> [Node] {
        var rules: [Node] = []
        for rule in job["exclude"]?.elements ?? [] where !rule.members.isEmpty {
            if let fault = matrix.fault(in: rule) {
                misfits.append((fault.kind, fault.place, fault.suggestion, rule.place))
            } else {
                fittingRules.insert(rule.place)
                rules.append(rule)
            }
        }
        return rules
    }

    /// Makes the template of one cell, and looks at it.
    private mutating func add(
        _ job: Node,
        _ cell: Matrix.Cell,
        _ rows: SampledRows,
        at place: Place,
        _ meant: Set<String>,
        _ ignored: inout Set<String>
    ) {
        var settings = job
        for (_, entry) in cell {
            if let keys = entry.keys { settings = settings.merged(with: keys) }
        }
        let id = job["id"]?.string ?? "job"
        let idNode = job["id"] ?? Node(.string(id), at: place)
        let repeats = job["repeat"]?.value.integer
        var variables = JSONObject()
        for member in settings["vars"]?.members ?? [] {
            variables[member.key] = inliner.inlined(member.value).value
        }
        for (axis, entry) in cell {
            if let vars = settings["vars"], vars[axis.name] != nil {
                log.report(.variableTwice(axis.name, .vars, .matrix), at: vars.keyPlace(axis.name))
            }
            variables[axis.name] = inliner.inlined(entry.value).value
        }
        let vars = settings["vars"]
        let names = ["promptFile", "systemFile"].compactMap { settings[$0] }
        for key in ["id", "models", "matrix", "exclude", "data", "vars", "repeat"] { settings[key] = nil }
        settings = inliner.withFiles(settings, variables: variables, rowColumns: rows.columns)
        settings = withCheckSets(AttachedFiles(vocabulary: vocabulary, log: log).resolved(settings))
        requireKeys(settings, at: place, meant)
        if rows.source.isNone, let text = try? PlaceholderText.expand(id, { variables[$0] }), text != id,
            !TextForms.isJobID(text)
        {
            log.report(.invalid(.jobID, text), at: idNode.place)
        }
        let template = JobTemplate(
            index: firstTemplate + templates.count,
            manifest: manifest,
            id: id,
            axes: cell.map { AxisLabel(axis: $0.axis.name, label: $0.entry.label) },
            repeats: repeats,
            settings: settings.value,
            variables: .object(variables),
            folder: folder(of: settings),
            writers: vocabulary.tools.filter(\.canWrite).map(\.name),
            source: log.line(of: place)
        )
        let scope = VariableScope(
            variables: variables,
            vars: vars,
            axes: cell.map(\.axis),
            columns: rows.columns,
            meant: job["matrix"]?.members.map(\.key) ?? []
        )
        use.use(names, scope)
        var expanded = settings
        for key in JobTemplate.rawKeys { expanded[key] = nil }
        ignored.formUnion(use.check([idNode, expanded], scope, log))
        validate(template, settings, rows, meant)
        templates.append(template)
    }

    /// The folder of the file in which `workspace.path` is written.
    private func folder(of settings: Node) -> String {
        let place = settings["workspace"]?["path"]?.place
        return FilePath.absolute(log.sources[place?.file ?? file.source].folder)
    }

    /// Says what is missing, unless it is most likely there under a name that no one knows.
    private func requireKeys(_ settings: Node, at place: Place, _ meant: Set<String>) {
        if settings["model"] == nil, meant.isDisjoint(with: ["model", "models", "matrix"]) {
            log.report(.missingModel, at: place)
        }
        let isAsked = ["prompt", "prompts"].contains { settings[$0] != nil }
        if !isAsked, meant.isDisjoint(with: ["prompt", "prompts", "promptFile"]) {
            log.report(.missingKey("prompt"), at: place)
        }
        if let workspace = settings["workspace"], workspace.isObject, workspace["path"] == nil,
            !workspace.meantKeys(of: .workspace).contains("path")
        {
            log.report(.missingKey("path"), at: workspace.openingPlace)
        }
    }

    /// `{ "use": NAME }` among the checks becomes the checks of that set.
    private func withCheckSets(_ settings: Node) -> Node {
        guard let checks = settings["checks"], let elements = checks.elements else { return settings }
        var result = settings
        let expanded = elements.flatMap { check -> [Node] in
            guard let name = check["use"]?.string else { return [check] }
            return file.whole["checkSets"]?[name]?.elements ?? []
        }
        result["checks"] = Node(.array(expanded), at: checks.place)
        return result
    }

    /// Looks at the template with its first row's values. Where a row can change more than text, each row is
    /// looked at when the plan is made.
    private func validate(
        _ template: JobTemplate,
        _ settings: Node,
        _ rows: SampledRows,
        _ meant: Set<String>
    ) {
        guard !template.dependsOnRows else { return }
        let (job, faults) = template.expanded(row: rows.sample ?? JSONObject(), id: JobID(template.id))
        let all = faults + (job.map { validation.faults(of: $0, isBudgeted: isBudgeted) } ?? [])
        let hasWorkspace = settings["workspace"] != nil || meant.contains("workspace")
        for fault in all {
            let node = settings.value(at: fault.path)
            let isExpanded = node?.string.map(PlaceholderText.hasBraces) ?? false
            if fault.isAboutForm, !isExpanded { continue }
            switch fault.kind {
            // A workspace without a path has been complained of.
            case .needsWorkspace where hasWorkspace, .checkNeedsWorkspace where hasWorkspace: continue
            default:
                log.report(
                    fault.kind,
                    at: settings.place(at: fault.path),
                    severity: fault.severity,
                    suggestion: fault.suggestion
                )
            }
        }
    }
}
