import Catalog
import Conversation

/// What of a job does not go together: its model with its settings, its tools with its workspace, its budget
/// with the model's price.
struct JobValidation {
    let catalog: ModelCatalog
    let vocabulary: Vocabulary
    /// Whether a provider can be spoken to; nothing where mistakes that have been complained of hide it or
    /// its models.
    let knows: (ProviderID) -> Bool?

    /// - Parameters:
    ///   - job: with every value known.
    ///   - isBudgeted: whether a budget binds what its calls cost.
    /// - Returns: what is wrong, each with the key that it is about.
    func faults(of job: Job, isBudgeted: Bool) -> [Fault] {
        var faults = modelFaults(job.model, at: ["model"], isBudgeted: isBudgeted || job.budget != nil)
        if let card = catalog[job.model] {
            faults += abilityFaults(job, card) + outputFaults(job, card)
        }
        if let model = job.summarize?.model {
            faults += modelFaults(
                model,
                at: ["summarize", "model"],
                isBudgeted: isBudgeted || job.budget != nil
            )
        }
        return faults + toolFaults(job) + checkFaults(job) + workspaceFaults(job)
    }

    private func modelFaults(
        _ model: ModelReference,
        at path: [Fault.Step],
        isBudgeted: Bool
    ) -> [Fault] {
        let isKnown = knows(model.provider)
        if isKnown == nil, catalog[model]?.price == nil { return [] }
        guard isKnown != false else {
            let names = catalog.providers.map(\.id.rawValue)
            let near = NearestWord.to(model.provider.rawValue, in: names)
            return [
                Fault(
                    .unknownProvider(model.provider),
                    suggestion: near.map { "\($0)/\(model.name)" },
                    at: path
                )
            ]
        }
        guard let card = catalog[model] else {
            let references = catalog.models.map(\.reference)
            let siblings = references.filter { $0.provider == model.provider }.map(\.name)
            let suggestion =
                NearestWord.to(model.name, in: siblings).map { "\(model.provider)/\($0)" }
                ?? references.first { $0.name == model.name }?.description
            return [Fault(.unknownModel(model), suggestion: suggestion, at: path)]
        }
        return isBudgeted && card.price == nil ? [Fault(.unpriced(model), at: path)] : []
    }

    private func abilityFaults(_ job: Job, _ card: ModelCard) -> [Fault] {
        let abilities = card.abilities
        var faults: [Fault] = []
        if !job.tools.isEmpty, !abilities.tools {
            faults.append(Fault(.cannotCallTools(job.model), at: ["tools"]))
        }
        if job.temperature != nil, !abilities.temperature {
            faults.append(Fault(.refusesTemperature(job.model), at: ["temperature"]))
        }
        let kinds = Set(job.files.map { Attachment.form(of: $0).kind })
        if kinds.contains(.image), !abilities.images {
            faults.append(Fault(.refusesFiles(job.model, .image), at: ["files"]))
        }
        if kinds.contains(.document), !abilities.documents {
            faults.append(Fault(.refusesFiles(job.model, .document), at: ["files"]))
        }
        let takes: ManifestProblem.ReasoningForm? =
            switch abilities.reasoningControl {
            case .none: nil
            case .effort: .word
            case .budget: .budget
            }
        let given: ManifestProblem.ReasoningForm? =
            switch job.reasoning {
            case .effort: .word
            case .budget: .budget
            case nil: nil
            }
        if let given, given != takes {
            faults.append(Fault(.refusesReasoning(job.model, given: given, takes: takes), at: ["reasoning"]))
        }
        return faults
    }

    private func outputFaults(_ job: Job, _ card: ModelCard) -> [Fault] {
        let limits = [card.output, card.context].compactMap(\.self)
        guard let asked = job.maxOutputTokens, let limit = limits.min(), asked > limit else { return [] }
        return [
            Fault(.outputAboveLimit(job.model, asked: asked, limit: limit), at: ["maxOutputTokens"])
        ]
    }

    private func toolFaults(_ job: Job) -> [Fault] {
        var faults: [Fault] = []
        let tools = vocabulary.tools.filter { job.tools.contains($0.name) }
        if job.workspace == nil, let tool = tools.first(where: \.needsWorkspace) {
            faults.append(Fault(.needsWorkspace(tool: tool.name), at: ["tools"]))
        }
        if job.workspace?.isolate == WorkspaceSettings.Isolation.none {
            for tool in tools where tool.canWrite && !isAllowedInSoManyWords(tool.name, job.permissions) {
                faults.append(Fault(.writesInPlace(tool: tool.name), at: ["workspace", "isolate"]))
            }
        }
        if let tool = tools.first(where: \.runsProcess), !vocabulary.features.contains(.sandbox) {
            faults.append(Fault(.unconfined(tool: tool.name), severity: .warning, at: ["tools"]))
        }
        let names = vocabulary.tools.map(\.name)
        for (index, tool) in job.tools.enumerated() where !names.contains(tool) {
            faults.append(
                Fault(
                    .unknownTool(tool),
                    suggestion: NearestWord.to(tool, in: names),
                    at: ["tools", .index(index)],
                    isAboutForm: true
                )
            )
        }
        return faults
    }

    /// Whether a rule allows the tool by name and says where: a rule for all tools, or for all paths by
    /// silence, is not meant for the user's own files.
    private func isAllowedInSoManyWords(_ tool: String, _ permissions: [JSONValue]) -> Bool {
        permissions.contains {
            $0["tool"]?.string == tool && $0["allow"]?.bool == true
                && ($0["path"]?.string != nil || $0["command"]?.string != nil)
        }
    }

    private func checkFaults(_ job: Job) -> [Fault] {
        guard job.workspace == nil else { return [] }
        return job.checks.enumerated().compactMap { index, check in
            let kind = vocabulary.checks.first { $0.needsWorkspace && check[$0.name] != nil }
            return kind.map { Fault(.checkNeedsWorkspace($0.name), at: ["checks", .index(index)]) }
        }
    }

    private func workspaceFaults(_ job: Job) -> [Fault] {
        guard let path = job.workspace?.path, let trouble = FileText.isFolder(path) else { return [] }
        return [Fault(.file(trouble), at: ["workspace", "path"])]
    }
}
