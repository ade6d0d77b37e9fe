import Catalog
import Conversation
import TestSupport
import Testing

@testable import Commands

struct ModelsTests {
    private func card(_ name: String, _ change: (inout ModelCard) -> Void = { _ in }) -> ModelCard {
        var card = ModelCard(
            reference: ModelReference(provider: ProviderID("acme"), name: name),
            name: name,
            wireProtocol: .openAIChat
        )
        change(&card)
        return card
    }

    private func sheet(_ input: String, _ output: String, read: String? = nil, long: String? = nil) throws
        -> PriceSheet
    {
        PriceSheet(
            Rates(
                input: try Rate(perMillion: input),
                output: try Rate(perMillion: output),
                cacheRead: try read.map { try Rate(perMillion: $0) },
                cacheWriteLong: try long.map { try Rate(perMillion: $0) }
            )
        )
    }

    // MARK: - Selection

    @Test(arguments: [
        ("acme/Plain-2", "plain", true), ("acme/Plain-2", "ACME/", true), ("acme/plain", "plainer", false),
        ("acme/plain", "acme/*", true), ("acme/plain", "*plain", true), ("acme/plain", "acme/*n", true),
        ("acme/plain", "plain*", false), ("acme/plain", "a*e/*a*n", true), ("acme/plain", "a*e/*n*a*", false),
        ("aa", "aa*a", false), ("aaa", "aa*a", true), ("acme/plain", "*", true), ("acme/plain", "", true),
    ])
    func `a pattern is a part of a name, or like a name`(name: String, pattern: String, matches: Bool) {
        #expect(ModelFilter.matches(name, pattern) == matches)
    }

    @Test func `every wish must be met, and one of the patterns`() {
        let seer = card("seer") {
            $0.abilities.images = true
            $0.abilities.tools = false
        }
        let thinker = card("thinker") { $0.abilities.reasons = true }
        func names(
            _ patterns: String...,
            providers: Set<ProviderID> = [],
            abilities: [KeyPath<ModelAbilities, Bool>] = []
        ) -> [String] {
            let filter = ModelFilter(patterns: patterns, providers: providers, abilities: abilities)
            return [seer, thinker].filter(filter.admits).map(\.name)
        }
        #expect(names() == ["seer", "thinker"])
        #expect(names("seer", "think") == ["seer", "thinker"])
        #expect(names(abilities: [\.images]) == ["seer"])
        #expect(names("think", abilities: [\.images]) == [])
        #expect(names(abilities: [\.tools]) == ["thinker"])
        #expect(names(providers: [ProviderID("acme")], abilities: [\.reasons, \.tools]) == ["thinker"])
        #expect(names(providers: [ProviderID("other")]) == [])
        #expect(names(abilities: [\.structuredOutput]) == [])
    }

    @Test func `models are ordered by price or size, the unknown last and equals by name`() throws {
        let models = [
            card("a") { $0.context = 10 }, card("b") { $0.price = try? sheet("2", "4") },
            card("c") {
                $0.price = try? sheet("2", "3")
                $0.context = 20
            },
            card("d") {
                $0.price = try? sheet("0.5", "9")
                $0.context = 10
            },
        ]
        func names(_ order: ModelOrder) -> String { order.sorted(models).map(\.name).joined() }
        #expect(names(.name) == "abcd")
        #expect(names(.price) == "dcba")
        #expect(names(.context) == "cadb")
    }

    // MARK: - Text and JSON

    @Test func `the table and the listing say what is known and what is not`() throws {
        let models = [
            card("bare") { $0.status = .deprecated },
            card("whole") {
                $0.context = 1_050_000
                $0.inputLimit = 922_000
                $0.output = 128_000
                $0.abilities = ModelAbilities(reasons: true, reasoningControl: .effort, images: true)
                $0.price = try? sheet("0.0285", "2.5", read: "0.003", long: "4")
                $0.released = "2026-11-17"
            },
        ]
        #expect(try snapshotDifference(ModelTable(models).text, named: "ModelTable.txt") == nil)
        let choice = CatalogChoice(
            source: "refreshed",
            file: CatalogFile(
                ModelCatalog(models: models),
                origin: CatalogFile.Origin(
                    source: "https://models.dev/api.json",
                    fetched: "2026-11-22T07:15:04.120Z",
                    digest: Digest(of: "document")
                )
            )
        )
        #expect(
            try snapshotDifference(ModelListing(models, of: choice).text, named: "ModelListing.json.txt")
                == nil
        )
        let builtIn = CatalogChoice(source: "built-in", file: CatalogFile(ModelCatalog()))
        let json = try JSONValue(parsing: ModelListing([], of: builtIn).text)
        #expect(json["catalog"]?["document"] == .null)
        #expect(json["models"] == .array([]))
    }

    @Test func `what changed is told old and new`() throws {
        let tier = { (price: String) throws in
            [SizeTier(above: 272_000, rates: try self.sheet(price, "30").standard.rates)]
        }
        var cheaper = PriceSheet(
            standard: RateCard(
                try sheet("5", "30", read: "0.5", long: "10").standard.rates,
                sizeTiers: try tier("10")
            )
        )
        cheaper.services = [ServiceTier(names: ["batch", "flex"], card: try sheet("2.5", "15").standard)]
        var dearer = cheaper
        dearer.standard = RateCard(
            try sheet("4", "20", long: "8").standard.rates,
            sizeTiers: try tier("8")
        )
        dearer.services = [ServiceTier(names: ["batch", "flex"], card: try sheet("2", "10").standard)]
        var served = cheaper
        served.services.append(ServiceTier(names: ["fast"], card: try sheet("10", "60").standard))
        let old = [
            card("gone"), card("repriced") { $0.price = cheaper }, card("served") { $0.price = cheaper },
            card("larger") {
                $0.context = 200_000
                $0.inputLimit = 190_000
            },
            card("priced"), card("renamed"),
            card("unpriced") { $0.price = cheaper }, card("same") { $0.price = cheaper },
        ]
        let new = [
            card("bare"), card("repriced") { $0.price = dearer }, card("served") { $0.price = served },
            card("larger") {
                $0.context = 200_001
                $0.output = 5
            },
            card("priced") { $0.price = try? sheet("1", "2") }, card("renamed") { $0.name = "New" },
            card("unpriced"), card("same") { $0.price = cheaper },
            card("whole") {
                $0.context = 256_000
                $0.output = 32_000
                $0.price = try? sheet("2", "6")
            },
        ]
        let changes = CatalogChanges(from: ModelCatalog(models: old), to: ModelCatalog(models: new))
        #expect(try snapshotDifference(CatalogChangesText(changes).text, named: "CatalogChanges.txt") == nil)
        let none = CatalogChanges(from: ModelCatalog(models: old), to: ModelCatalog(models: old))
        #expect(CatalogChangesText(none).text == "")
    }
}
