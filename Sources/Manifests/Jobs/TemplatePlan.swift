import Conversation

/// What is the same for every job of one template, worked out once.
struct TemplatePlan {
    /// The job's ID without its row: `explain[model=mini]` taken apart at the brackets.
    private let brackets: String
    private let idIsFixed: Bool
    private let model: ModelReference?
    private let tags: [String]?
    /// The names that every row must have.
    private let needed: [String]
    private let ignored: Set<String>
    private let dependsOnRows: Bool
    /// Whether jobs are told apart by the row's name, since no column stands in `id`.
    let takesRowName: Bool

    init(_ template: JobTemplate, ignored: Set<String>) {
        self.ignored = ignored
        let labels = template.axes.map { "\($0.axis)=\($0.label)" }
        brackets = labels.isEmpty ? "" : "[" + labels.joined(separator: ",") + "]"
        let idNames = template.rowNames(in: .string(template.id))
        takesRowName = idNames.isEmpty
        idIsFixed = !PlaceholderText.hasBraces(template.id)
        model = template.settings["model"]?.string.flatMap {
            PlaceholderText.hasBraces($0) ? nil : ModelReference($0)
        }
        let tags = template.settings["tags"] ?? .array([])
        self.tags = tags.hasBraces ? nil : tags.array?.compactMap(\.string)
        needed = template.rowNames(in: .array([.string(template.id), template.settings]))
            .filter { !ignored.contains($0) }
        dependsOnRows = template.dependsOnRows
    }

    /// What is wrong with a row.
    func kinds(
        of row: JSONObject,
        _ template: JobTemplate,
        _ validation: JobValidation,
        isBudgeted: Bool
    ) -> [ManifestProblem.Kind] {
        var kinds = needed.filter { row[$0] == nil }.map { ManifestProblem.Kind.rowLacks($0) }
        for member in row.members where template.variables[member.key] != nil && !ignored.contains(member.key)
        {
            let isAxis = template.axes.contains { $0.axis == member.key }
            kinds.append(.variableTwice(member.key, isAxis ? .matrix : .vars, .data))
        }
        guard kinds.isEmpty else { return kinds }
        let id =
            expand(template.id, template, row)
            + (takesRowName ? row["id"].map { ":" + $0.insertedText } ?? "" : "")
        if !TextForms.isJobID(id) { kinds.append(.invalid(.jobID, id)) }
        guard dependsOnRows else { return kinds }
        let (job, faults) = template.expanded(row: row, id: JobID(id))
        let all = faults + (job.map { validation.faults(of: $0, isBudgeted: isBudgeted) } ?? [])
        return kinds + all.filter { $0.severity == .error }.map(\.kind)
    }

    /// The job of a row; nothing where it has no model, which has been complained of.
    func job(_ row: JSONObject, _ template: JobTemplate, rowName: String?) -> PlannedJob? {
        let reference =
            model ?? template.settings["model"]?.string.flatMap { ModelReference(expand($0, template, row)) }
        guard let reference else { return nil }
        var id = idIsFixed ? template.id : expand(template.id, template, row)
        if let rowName { id += ":" + rowName }
        return PlannedJob(
            id: JobID(id + brackets),
            template: template.index,
            model: reference,
            vars: row,
            axes: template.axes,
            tags: tags ?? template.settings["tags"]?.array?.compactMap {
                $0.string.map { expand($0, template, row) }
            }
                ?? [],
            source: template.source
        )
    }

    private func expand(_ text: String, _ template: JobTemplate, _ row: JSONObject) -> String {
        (try? PlaceholderText.expand(text) { template.value($0, row: row) }) ?? text
    }
}

extension JobTemplate {
    /// The keys whose values are text and nothing but text: a row cannot make them wrong.
    private static let plainKeys: Set<String> = [
        "checks", "description", "environment", "prompt", "prompts", "rules", "system", "tags", "title",
    ]

    /// Whether a row decides more than text, so that each has to be looked at.
    var dependsOnRows: Bool {
        settings.object?.members.contains {
            !Self.plainKeys.contains($0.key) && !Self.rawKeys.contains($0.key)
                && !rowNames(in: $0.value).isEmpty
        } ?? false
    }

    /// The variables in a value that neither `vars` nor the matrix gives.
    func rowNames(in value: JSONValue) -> [String] {
        var names: [String] = []
        func look(_ value: JSONValue) {
            switch value {
            case .string(let text):
                for name in PlaceholderText.names(in: text)
                where variables[name] == nil && !name.hasPrefix("env.") && !names.contains(name) {
                    names.append(name)
                }
            case .array(let elements): elements.forEach(look)
            case .object(let object): object.members.forEach { look($0.value) }
            case .null, .bool, .number: break
            }
        }
        look(value)
        return names
    }
}

extension JSONValue {
    /// Whether some string in it is to be expanded.
    var hasBraces: Bool {
        switch self {
        case .string(let text): PlaceholderText.hasBraces(text)
        case .array(let elements): elements.contains(where: \.hasBraces)
        case .object(let object): object.members.contains { $0.value.hasBraces }
        case .null, .bool, .number: false
        }
    }
}
