import Catalog
import Conversation
import TestSupport
import Testing

@testable import Manifests

/// A folder with manifests in it, and a small world of models and tools to read them by.
struct Bench {
    let scratch: Scratch
    var vocabulary = Bench.vocabulary
    var environment: [String: String] = [:]
    /// Where the refreshed catalog would be.
    var refreshedCatalog: String?

    init() throws {
        scratch = try Scratch()
    }

    var reader: ManifestReader {
        let environment = environment
        return ManifestReader(
            vocabulary: vocabulary,
            catalog: Self.catalog,
            refreshedCatalog: refreshedCatalog
        ) { environment[$0] }
    }

    /// Reads a manifest written as `m.json`.
    func read(_ text: String, _ overrides: Overrides = Overrides()) throws -> Reading {
        reader.read(paths: [try scratch.write(text, to: "m.json")], overrides: overrides)
    }

    /// Every job of a manifest that has nothing wrong with it.
    func plan(_ text: String, firstRows: Int? = nil, _ overrides: Overrides = Overrides()) async throws
        -> [PlannedJob]
    {
        let reading = try read(text, overrides)
        #expect(reading.problems.filter { $0.severity == .error } == [])
        var jobs: [PlannedJob] = []
        let problems = await reading.forEachJob(firstRows: firstRows) { jobs.append($0) }
        #expect(problems == [])
        return jobs
    }

    func ids(_ text: String, _ overrides: Overrides = Overrides()) async throws -> [String] {
        try await plan(text, overrides).map(\.id.rawValue)
    }

    /// The jobs with everything expanded.
    func jobs(_ text: String, _ overrides: Overrides = Overrides()) async throws -> [Job] {
        let reading = try read(text, overrides)
        #expect(reading.problems.filter { $0.severity == .error } == [])
        var jobs: [Job] = []
        let problems = try await reading.forEachJob { planned in
            jobs.append(try reading.templates[planned.template].job(planned))
        }
        #expect(problems == [])
        return jobs
    }

    /// A manifest of one job of the model `acme/plain`, with more keys.
    static func manifest(_ keys: String, top: String = "") -> String {
        """
        { "docket": 1, \(top.isEmpty ? "" : top + ",")
          "jobs": [{ "id": "a", "model": "acme/plain", "prompt": "Go"\(keys.isEmpty ? "" : ", " + keys) }] }
        """
    }
}

// MARK: - The world

extension Bench {
    static let catalog = ModelCatalog(
        providers: [
            ProviderCard(
                id: "acme",
                name: "Acme",
                wireProtocol: .openAIChat,
                baseURL: "https://api.acme.example/v1",
                keyVariables: ["ACME_API_KEY"]
            ),
            ProviderCard(
                id: "later",
                name: "Later",
                wireProtocol: .gemini,
                baseURL: "https://api.later.example"
            ),
        ],
        models: [
            card("plain"),
            card("thinker") {
                $0.abilities.reasons = true
                $0.abilities.reasoningControl = .effort
                $0.abilities.temperature = false
            },
            card("counter") { $0.abilities.reasoningControl = .budget },
            card("mute") { $0.abilities.tools = false },
            card("responder") { $0.abilities.toolsNeedResponses = true },
            card("gratis") { $0.price = nil },
            ModelCard(
                reference: ModelReference(provider: "later", name: "big"),
                name: "Big",
                wireProtocol: .gemini
            ),
        ]
    )

    private static func card(_ name: String, _ change: (inout ModelCard) -> Void = { _ in }) -> ModelCard {
        var card = ModelCard(
            reference: ModelReference(provider: "acme", name: name),
            name: name,
            wireProtocol: .openAIChat,
            context: 100_000,
            output: 8_000,
            price: PriceSheet(
                Rates(input: Rate(picodollars: 1_000_000), output: Rate(picodollars: 2_000_000))
            )
        )
        change(&card)
        return card
    }

    static let vocabulary = Vocabulary(
        tools: [
            Vocabulary.Tool("read", canWrite: false, needsWorkspace: true, runsProcess: false),
            Vocabulary.Tool("write", canWrite: true, needsWorkspace: true, runsProcess: false),
            Vocabulary.Tool("bash", canWrite: true, needsWorkspace: true, runsProcess: true),
        ],
        laterTools: ["webfetch"],
        checks: [
            Vocabulary.Check(
                "contains",
                [.string],
                doc: "The answer contains this text.",
                keys: [Vocabulary.CheckKey("ignoreCase", [.boolean], doc: "Case does not matter.")]
            ),
            Vocabulary.Check("fileExists", [.string], doc: "There is this file.", needsWorkspace: true),
            Vocabulary.Check("maxCost", [.money], doc: "The job cost no more."),
            Vocabulary.Check(
                "command",
                [.string],
                doc: "A command ends well.",
                keys: [
                    Vocabulary.CheckKey("exit", [.integer], isRequired: true, doc: "With this code."),
                    Vocabulary.CheckKey("timeout", [.duration], doc: "In this time."),
                ]
            ),
        ],
        checkKeys: [Vocabulary.CheckKey("not", [.boolean], doc: "The opposite must hold.")],
        laterChecks: ["judge"]
    )
}

extension Identifier {
    init(stringLiteral text: String) {
        self.init(text)
    }
}

extension ProviderID: ExpressibleByStringLiteral {}
