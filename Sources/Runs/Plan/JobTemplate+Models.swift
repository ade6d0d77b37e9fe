import Conversation
import Manifests

extension JobTemplate {
    /// The models that its settings name outright: the job's own and its summaries' author.
    var namedModels: [ModelReference] {
        modelTexts.compactMap { ModelReference($0) }
    }

    /// Whether no model's name waits for a value from a row.
    var hasFixedModels: Bool {
        !modelTexts.contains { $0.contains("{{") }
    }

    /// Whether its jobs have tools, so that a lane is idle while they work.
    var hasTools: Bool {
        settings["tools"]?.array?.isEmpty == false
    }

    private var modelTexts: [String] {
        [settings["model"]?.string, settings["summarize"]?["model"]?.string].compactMap(\.self)
    }
}
