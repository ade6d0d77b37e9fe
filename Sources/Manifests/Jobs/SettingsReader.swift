import Catalog
import Conversation

/// Reads a job's keys once every value is known: the one place where each key becomes a typed value. What the
/// check of shapes has complained of already is passed over; what only an expanded value can show becomes a
/// fault.
struct SettingsReader {
    private let settings: JSONValue
    private(set) var faults: [Fault] = []

    init(_ settings: JSONValue) {
        self.settings = settings
    }

    /// The job, where it has a model.
    mutating func job(id: JobID, folder: String, writers: [String]) -> Job? {
        guard let model = reference(settings["model"], at: ["model"]) else { return nil }
        var job = Job(id: id, model: model)
        job.description = settings["description"]?.string
        job.tags = texts("tags")
        job.prompts =
            settings["prompts"] == nil ? [settings["prompt"]?.string].compactMap(\.self) : texts("prompts")
        job.system = settings["system"]?.string
        job.environment = settings["environment"]?.bool ?? job.environment
        job.rules = settings["rules"]?.bool ?? job.rules
        job.tools = texts("tools")
        job.permissions = settings["permissions"]?.array ?? []
        job.workspace = workspace(folder: folder, canWrite: job.tools.contains(where: writers.contains))
        if case .number(let literal)? = settings["temperature"] { job.temperature = literal }
        job.reasoning = reasoning()
        job.files = texts("files")
        job.output = output()
        job.budget = money()
        job.summarize = summarize()
        job.title = title()
        job.promptCache = settings["promptCache"]?.bool ?? job.promptCache
        job.checks = settings["checks"]?.array ?? []
        readLimits(into: &job)
        return job
    }

    private mutating func readLimits(into job: inout Job) {
        job.maxOutputTokens = settings["maxOutputTokens"]?.integer
        job.maxSteps = settings["maxSteps"]?.integer ?? job.maxSteps
        job.timeout = duration("timeout") ?? job.timeout
        job.stallTimeout = duration("stallTimeout") ?? job.stallTimeout
        job.loopLimit = settings["loopLimit"]?.integer ?? job.loopLimit
        job.attempts = settings["attempts"]?.integer ?? job.attempts
    }
}

// MARK: - Settings with parts

extension SettingsReader {
    private mutating func output() -> JSONSchema? {
        guard let json = settings["output"] else { return nil }
        do throws(JSONSchemaError) {
            return try JSONSchema(json)
        } catch {
            let steps = error.pointer.tokens.map { token in Int(token).map(Fault.Step.index) ?? .key(token) }
            faults.append(Fault(.invalidSchema(error), at: ["output"] + steps))
            return nil
        }
    }

    private mutating func workspace(folder: String, canWrite: Bool) -> WorkspaceSettings? {
        guard let value = settings["workspace"], let path = value["path"]?.string, !path.isEmpty else {
            return nil
        }
        let isolate: WorkspaceSettings.Isolation? = word(value["isolate"], at: ["workspace", "isolate"])
        var workspace = WorkspaceSettings(
            path: FilePath.absolute(FilePath.join(folder, path)),
            isolate: isolate ?? (canWrite ? .copy : .none)
        )
        workspace.keep = word(value["keep"], at: ["workspace", "keep"]) ?? workspace.keep
        for member in value["env"]?.object?.members ?? [] { workspace.env[member.key] = member.value.string }
        return workspace
    }

    private mutating func summarize() -> SummarizeSettings? {
        guard let value = settings["summarize"] else { return SummarizeSettings() }
        if value == false { return nil }
        var summarize = SummarizeSettings()
        summarize.at = value["at"]?.double ?? summarize.at
        summarize.keepRecent = value["keepRecent"]?.integer
        if let model = value["model"] { summarize.model = reference(model, at: ["summarize", "model"]) }
        return summarize
    }

    private mutating func reasoning() -> ReasoningSetting? {
        guard let value = settings["reasoning"] else { return nil }
        if let budget = value.integer { return .budget(budget) }
        let effort: ReasoningEffort? = word(value, at: ["reasoning"])
        return effort.map { .effort($0.rawValue) }
    }

    private func title() -> TitleSetting {
        switch settings["title"]?.string {
        case "auto": .auto
        case let text?: .text(text)
        case nil: .jobID
        }
    }
}

/// The words for how hard a model shall think.
enum ReasoningEffort: String, CaseIterable {
    case low, medium, high
}

// MARK: - Values

extension SettingsReader {
    private func texts(_ key: String) -> [String] {
        settings[key]?.array?.compactMap(\.string) ?? []
    }

    private mutating func reference(_ value: JSONValue?, at path: [Fault.Step]) -> ModelReference? {
        guard let text = value?.string else { return nil }
        if let reference = ModelReference(text) { return reference }
        faults.append(Fault(.invalid(.modelReference, text), at: path, isAboutForm: true))
        return nil
    }

    private mutating func duration(_ key: String) -> Duration? {
        guard let text = settings[key]?.string else { return nil }
        if let duration = TextForms.duration(text), duration > .zero { return duration }
        faults.append(Fault(.invalid(.duration, text), at: [.key(key)], isAboutForm: true))
        return nil
    }

    private mutating func money() -> Money? {
        guard let value = settings["budget"] else { return nil }
        if let money = value.money { return money }
        faults.append(Fault(.invalid(.money, value.insertedText), at: ["budget"], isAboutForm: true))
        return nil
    }

    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ value: JSONValue?,
        at path: [Fault.Step]
    ) -> Word? {
        guard let text = value?.string else { return nil }
        if let word = Word(rawValue: text) { return word }
        faults.append(
            Fault(.unknownWord(text, allowed: Word.allCases.map(\.rawValue)), at: path, isAboutForm: true)
        )
        return nil
    }
}

extension JSONValue {
    /// Dollars, as text or as a number's literal; nothing below zero.
    var money: Money? {
        let text: String
        switch self {
        case .string(let string): text = string
        case .number(let literal): text = literal
        default: return nil
        }
        guard let money = Money(decimal: text), money >= .zero else { return nil }
        return money
    }
}
