import Catalog
import Conversation
import Testing

struct CatalogRefreshTests {
    /// Two providers with a key and one on this machine, and a model that knows what no document lists.
    private static let base: ModelCatalog = {
        let acme = ProviderCard(
            id: ProviderID("acme"),
            name: "Acme",
            wireProtocol: .openAIChat,
            baseURL: "https://api.acme.example/v1",
            keyVariables: ["ACME_API_KEY"],
            abilities: ModelAbilities(outputCapField: .maxCompletionTokens)
        )
        let openAI = ProviderCard(
            id: ProviderID("openai"),
            name: "OpenAI",
            wireProtocol: .openAIChat,
            baseURL: "https://api.openai.example/v1",
            keyVariables: ["OPENAI_API_KEY"]
        )
        let local = ProviderCard(
            id: ProviderID("lmstudio"),
            name: "Local",
            wireProtocol: .openAIChat,
            baseURL: "http://127.0.0.1:1234/v1"
        )
        let gateway = ProviderCard(
            id: ProviderID("openrouter"),
            name: "Gateway",
            wireProtocol: .openAIChat,
            baseURL: "https://gateway.example/v1",
            keyVariables: ["GATEWAY_API_KEY"],
            abilities: ModelAbilities(reasoningForm: .object, costField: .cost)
        )
        return ModelCatalog(providers: [acme, openAI, local, gateway], models: [wide, plain])
    }()

    /// Long writes, services, size tiers and peak hours.
    private static let wide = card("wide") {
        $0.context = 1_000_000
        $0.inputLimit = 900_000
        $0.output = 64_000
        $0.abilities = ModelAbilities(
            tools: false,
            reasons: true,
            reasoningControl: .effort,
            temperature: false,
            echoesReasoningContent: true
        )
        $0.price = PriceSheet(
            standard: RateCard(
                rates("4", "20", read: "0.4", short: "5", long: "8"),
                sizeTiers: [
                    SizeTier(above: 272_000, rates: rates("8", "30", read: "0.8", short: "10", long: "16"))
                ]
            ),
            services: [
                ServiceTier(
                    names: ["batch", "flex"],
                    card: RateCard(
                        rates("2", "10", read: "0.4", short: "2.5", long: "4"),
                        sizeTiers: [
                            SizeTier(
                                above: 272_000,
                                rates: rates("4", "15", read: "0.8", short: "5", long: "8")
                            )
                        ]
                    )
                ),
                ServiceTier(names: ["fast", "priority"], card: RateCard(rates("10", "50", long: "20"))),
            ],
            peak: PeakHours(
                factor: Multiplier(millionths: 2_000_000),
                since: Moment(microseconds: 0),
                windows: [PeakHours.Window(from: 1, until: 4)]
            )
        )
    }

    private static let plain = card("plain") {
        $0.context = 100_000
        $0.output = 8_000
        $0.price = PriceSheet(rates("1", "2"))
    }

    private static func card(_ name: String, _ change: (inout ModelCard) -> Void) -> ModelCard {
        var card = ModelCard(
            reference: ModelReference(provider: ProviderID("acme"), name: name),
            name: name,
            wireProtocol: .openAIChat
        )
        change(&card)
        return card
    }

    private static func rates(
        _ input: String,
        _ output: String,
        read: String? = nil,
        short: String? = nil,
        long: String? = nil
    ) -> Rates {
        func rate(_ text: String) -> Rate { (try? Rate(perMillion: text)) ?? Rate(picodollars: -1) }
        return Rates(
            input: rate(input),
            output: rate(output),
            cacheRead: read.map(rate),
            cacheWriteShort: short.map(rate),
            cacheWriteLong: long.map(rate)
        )
    }

    private func refresh(_ document: String) throws(CatalogError) -> CatalogRefresh {
        try CatalogRefresh(of: Self.base, by: Array(document.utf8))
    }

    /// A document with one model of `acme`.
    private func refreshed(_ model: String, _ entry: String, provider: String = "acme") throws -> ModelCard? {
        let document = "{\"\(provider)\": {\"id\": \"\(provider)\", \"models\": {\"\(model)\": \(entry)}}}"
        let refresh = try refresh(document)
        #expect(refresh.faults == [])
        return refresh.catalog[ModelReference(provider: ProviderID(provider), name: model)]
    }

    // MARK: - Models that are known

    @Test func `a known model takes limits and prices from the document and keeps its abilities`() throws {
        let card = try refreshed(
            "plain",
            """
            {"id": "plain", "name": "Other", "tool_call": false, "reasoning": true, "temperature": false,
             "modalities": {"input": ["text", "image"], "output": ["text"]}, "status": "beta",
             "limit": {"context": 200000, "output": 16000, "input": 150000},
             "cost": {"input": 0.0285, "output": 2.5, "cache_read": 0.1, "cache_write": 1.25}}
            """
        )
        var expected = Self.plain
        expected.context = 200_000
        expected.inputLimit = 150_000
        expected.output = 16_000
        expected.price = PriceSheet(Self.rates("0.0285", "2.5", read: "0.1", short: "1.25"))
        #expect(card == expected)
    }

    @Test func `prices that are listed as they were leave all others as they were`() throws {
        let card = try refreshed(
            "wide",
            """
            {"limit": {"context": 1000000, "output": 64000, "input": 900000},
             "cost": {"input": 4, "output": 20, "cache_read": 0.4, "cache_write": 5,
              "tiers": [{"input": 8, "output": 30, "cache_read": 0.8, "cache_write": 10,
               "tier": {"type": "context", "size": 272000}}],
              "context_over_200k": {"input": 8, "output": 30, "cache_read": 0.8, "cache_write": 10}}}
            """
        )
        #expect(card == Self.wide)
    }

    @Test func `prices that the document cannot list follow those that it lists`() throws {
        let card = try refreshed(
            "wide",
            """
            {"cost": {"input": 2, "output": 10, "cache_read": 0.1, "cache_write": 3,
              "tiers": [{"input": 4, "output": 15, "cache_read": 0.2, "cache_write": 6,
               "tier": {"type": "context", "size": 272000}}]}}
            """
        )
        let price = try #require(card?.price)
        #expect(price.peak == Self.wide.price?.peak)
        #expect(
            price.standard
                == RateCard(
                    Self.rates("2", "10", read: "0.1", short: "3", long: "4"),
                    sizeTiers: [
                        SizeTier(
                            above: 272_000,
                            rates: Self.rates("4", "15", read: "0.2", short: "6", long: "8")
                        )
                    ]
                )
        )
        #expect(
            price.services == [
                ServiceTier(
                    names: ["batch", "flex"],
                    card: RateCard(
                        Self.rates("1", "5", read: "0.1", short: "1.5", long: "2"),
                        sizeTiers: [
                            SizeTier(
                                above: 272_000,
                                rates: Self.rates("2", "7.5", read: "0.2", short: "3", long: "4")
                            )
                        ]
                    )
                ),
                ServiceTier(names: ["fast", "priority"], card: RateCard(Self.rates("5", "25", long: "10"))),
            ]
        )
        #expect(card?.context == 1_000_000)
        #expect(card?.inputLimit == 900_000)
    }

    @Test func `what the document does not list stays in proportion`() throws {
        let card = try refreshed("wide", #"{"cost": {"input": 8, "output": 20}}"#)
        #expect(
            card?.price?.standard
                == RateCard(
                    Self.rates("8", "20", read: "0.8", short: "10", long: "16"),
                    sizeTiers: [
                        SizeTier(
                            above: 272_000,
                            rates: Self.rates("16", "30", read: "1.6", short: "20", long: "32")
                        )
                    ]
                )
        )
    }

    @Test func `a known model without a cost, or with zeros, keeps its price`() throws {
        #expect(try refreshed("plain", "{}") == Self.plain)
        #expect(try refreshed("plain", #"{"cost": null, "limit": null}"#) == Self.plain)
        #expect(try refreshed("plain", #"{"cost": {"input": 0, "output": 0}}"#) == Self.plain)
        #expect(try refreshed("plain", #"{"cost": {"output": 3}}"#) == Self.plain)
    }

    @Test func `the older shape's threshold gives way to the one that is known`() throws {
        let old = """
            {"cost": {"input": 4, "output": 20, "cache_read": 0.4, "cache_write": 5,
              "context_over_200k": {"input": 8, "output": 30, "cache_read": 0.8, "cache_write": 10}}}
            """
        #expect(try refreshed("wide", old)?.price == Self.wide.price)
        let tiers = try refreshed("plain", old)?.price?.standard.sizeTiers
        #expect(
            tiers == [
                SizeTier(above: 200_000, rates: Self.rates("8", "30", read: "0.8", short: "10"))
            ]
        )
    }

    @Test func `a new size tier has long writes as dear as the others`() throws {
        let card = try refreshed(
            "wide",
            """
            {"cost": {"input": 4, "output": 20, "tiers": [{"input": 6, "output": 25,
              "tier": {"type": "context", "size": 100000}}]}}
            """
        )
        #expect(
            card?.price?.standard.sizeTiers == [
                SizeTier(above: 100_000, rates: Self.rates("6", "25", read: "0.6", short: "7.5", long: "12"))
            ]
        )
        #expect(
            card?.price?.services.first?.card.sizeTiers == [
                SizeTier(
                    above: 100_000,
                    rates: Self.rates("3", "12.5", read: "0.6", short: "3.75", long: "6")
                )
            ]
        )
    }

    @Test func `a listed mode takes the place of the service that it names`() throws {
        let card = try refreshed(
            "wide",
            """
            {"cost": {"input": 4, "output": 20},
             "experimental": {"modes": {"fast": {"cost": {"input": 12, "output": 60},
              "provider": {"body": {"service_tier": "priority"}}}}}}
            """
        )
        #expect(
            card?.price?.services.last
                == ServiceTier(
                    names: ["fast", "priority"],
                    card: RateCard(Self.rates("12", "60", long: "24"))
                )
        )
    }

    @Test func `limits that make no sense are not taken`() throws {
        let card = try refreshed("plain", #"{"limit": {"context": 0, "output": 500000, "input": 100000}}"#)
        var expected = Self.plain
        expected.output = 100_000
        #expect(card == expected)
    }

    // MARK: - Models that are new

    @Test func `a new model of a known provider is what the document says`() throws {
        let card = try refreshed(
            "newer",
            """
            {"id": "newer", "name": "Newer", "family": "n", "release_date": "2026-11-17", "attachment": true,
             "tool_call": true, "reasoning": true, "temperature": false, "structured_output": true,
             "reasoning_options": [{"type": "toggle"}, {"type": "effort", "values": ["low", "high"]}],
             "modalities": {"input": ["text", "image", "pdf"], "output": ["text"]}, "status": "alpha",
             "limit": {"context": 400000, "output": 128000, "input": 272000},
             "cost": {"input": 1.25, "output": 10, "cache_read": 0.125, "reasoning": 10, "input_audio": 3},
             "experimental": {"modes": {"fast": {"cost": {"input": 2.5, "output": 20}}}}}
            """
        )
        #expect(
            card
                == ModelCard(
                    reference: ModelReference(provider: ProviderID("acme"), name: "newer"),
                    name: "Newer",
                    wireProtocol: .openAIChat,
                    context: 400_000,
                    inputLimit: 272_000,
                    output: 128_000,
                    abilities: ModelAbilities(
                        reasons: true,
                        reasoningControl: .effort,
                        temperature: false,
                        structuredOutput: true,
                        images: true,
                        outputCapField: .maxCompletionTokens
                    ),
                    price: PriceSheet(
                        standard: RateCard(Self.rates("1.25", "10", read: "0.125")),
                        services: [ServiceTier(names: ["fast"], card: RateCard(Self.rates("2.5", "20")))]
                    ),
                    released: "2026-11-17",
                    status: .beta
                )
        )
    }

    @Test(arguments: [
        (#"{"input": 1, "output": 4, "reasoning": 4}"#, "4"),
        (#"{"input": 1, "output": 4, "reasoning": 6}"#, "6"),
        (#"{"input": 1, "output": 4, "reasoning": 0}"#, "4"),
    ])
    func `reasoning is output and never counted beside it`(cost: String, output: String) throws {
        let card = try refreshed("newer", "{\"cost\": \(cost)}")
        #expect(card?.price == PriceSheet(Self.rates("1", output)))
    }

    @Test func `a model without a price is unpriced, one of a provider without keys may be free`() throws {
        #expect(try refreshed("newer", "{}")?.price == nil)
        let zeros = #"{"cost": {"input": 0, "output": 0, "cache_read": 0}}"#
        let card = try refreshed("newer", zeros)
        #expect(card != nil)
        #expect(card?.price == nil)
        #expect(
            try refreshed("newer", zeros, provider: "lmstudio")?.price == PriceSheet(Self.rates("0", "0"))
        )
    }

    @Test func `a cache without a fee is not a free one`() throws {
        let card = try refreshed(
            "newer",
            #"{"cost": {"input": 1.4, "output": 4.4, "cache_read": 0.26, "cache_write": 0}}"#
        )
        #expect(card?.price == PriceSheet(Self.rates("1.4", "4.4", read: "0.26")))
    }

    @Test func `no long write is invented`() throws {
        let card = try refreshed(
            "newer",
            #"{"cost": {"input": 4, "output": 20, "cache_read": 0.4, "cache_write": 5}}"#
        )
        #expect(card?.price == PriceSheet(Self.rates("4", "20", read: "0.4", short: "5")))
    }

    @Test(arguments: [
        ("0.0285", "0.0285"), ("1e-2", "0.01"), ("2.5E+1", "25"), ("0.000001", "0.000001"),
        ("0.30000000000000004", "0.300001"), ("0.0000001", "0.000001"), ("1e-400", "0.000001"),
        ("10.0", "10"),
        ("1.50", "1.5"), ("1234567.125", "1234567.125"), ("12e0", "12"), ("-0", "0"), ("9.9999999", "10"),
    ])
    func `a price is read from its digits`(literal: String, price: String) throws {
        let card = try refreshed("newer", "{\"cost\": {\"input\": \(literal), \"output\": 1}}")
        #expect(card?.price?.standard.rates.input.perMillion == price)
    }

    @Test func `what the document does not tell of OpenAI's new models is known here`() throws {
        let entry = #"{"reasoning": true, "temperature": true}"#
        let card = try refreshed("newer", entry, provider: "openai")
        #expect(card?.wireProtocol == .openAIResponses)
        #expect(card?.abilities.temperature == false)
        #expect(try refreshed("newer", "{}", provider: "openai")?.abilities.temperature == true)
        #expect(try refreshed("newer", entry)?.wireProtocol == .openAIChat)
        #expect(try refreshed("newer", entry)?.abilities.temperature == true)
    }

    @Test
    func `a gateway's new models are asked as its others, and marked where their maker caches by marks`()
        throws
    {
        for (name, isMarked) in [("anthropic/claude-next", true), ("acme/next", false)] {
            let card = try #require(
                try refreshed(name, #"{"cost":{"input":1,"output":2}}"#, provider: "openrouter")
            )
            #expect(card.wireProtocol == .openAIChat)
            #expect(card.abilities.cacheMarks == isMarked)
            #expect(card.abilities.costField == .cost)
            #expect(card.abilities.reasoningForm == .object)
        }
    }

    @Test func `what no call can be made of is left out`() throws {
        #expect(try refreshed("painter", #"{"modalities": {"output": ["image"]}}"#) == nil)
        #expect(try refreshed("elsewhere", #"{"provider": {"npm": "@ai-sdk/anthropic"}}"#) == nil)
        #expect(try refreshed("alike", #"{"provider": {"body": {}}}"#) != nil)
    }

    // MARK: - The document

    @Test func `providers that are not known are passed over, and models that it lacks stay`() throws {
        let refresh = try refresh(
            #"{"strange": {"models": {"m": {"cost": "?"}}}, "acme": {"models": {"newer": {}}}}"#
        )
        let names = refresh.catalog.models.map(\.reference.description)
        #expect(names == ["acme/newer", "acme/plain", "acme/wide"])
        #expect(refresh.catalog.providers == Self.base.providers)
    }

    @Test func `an entry that cannot be used is told, and its card stays`() throws {
        let refresh = try refresh(
            """
            {"acme": {"models": {
             "plain": {"cost": {"input": -1, "output": 2}, "limit": {"context": 5}},
             "wide": {}, "newer": {"cost": {"input": 1, "output": 2}}, "newest": {}, "another": {},
             "odd": {"cost": {"input": 1, "output": 1, "tiers": [{"tier": {"type": "day", "size": 1}}]}}}}}
            """
        )
        #expect(refresh.catalog[Self.plain.reference] == Self.plain)
        #expect(
            refresh.faults == [
                CatalogRefresh.Fault(
                    model: Self.plain.reference,
                    error: CatalogError(.price(.negative), at: ["acme", "models", "plain", "cost", "input"])
                ),
                CatalogRefresh.Fault(
                    model: ModelReference(provider: ProviderID("acme"), name: "odd"),
                    error: CatalogError(
                        .expected("context"),
                        at: ["acme", "models", "odd", "cost", "tiers", "0", "tier", "type"]
                    )
                ),
            ]
        )
    }

    @Test(arguments: [
        ("{", CatalogError(.malformed(offset: 1))),
        ("<!doctype html><title>x</title>", CatalogError(.malformed(offset: 0))),
        ("[]", CatalogError(.expected("an object"))),
        ("{}", CatalogError(.expected("an object of providers with their models"))),
        (
            #"{"error": {"message": "no"}}"#,
            CatalogError(.expected("an object of providers with their models"))
        ),
        (#"{"acme": {"models": []}}"#, CatalogError(.expected("an object"), at: ["acme", "models"])),
        (#"{"acme": {"name": "Acme"}}"#, CatalogError(.expected("an object"), at: ["acme", "models"])),
        (
            #"{"acme": {"models": {"plain": {"cost": {"input": "1", "output": "2"}}}}}"#,
            CatalogError(.expected("a number"), at: ["acme", "models", "plain", "cost", "input"])
        ),
        (
            #"{"acme": {"models": {"plain": {"cost": {"input": 1, "output": 1e14}}}}}"#,
            CatalogError(.price(.tooLarge), at: ["acme", "models", "plain", "cost", "output"])
        ),
    ])
    func `what is not the document is refused`(document: String, error: CatalogError) {
        #expect(throws: error) { try refresh(document) }
    }

    @Test func `a document that lists what is built in changes nothing`() throws {
        let builtIn = try ModelCatalog.builtIn()
        let refresh = try CatalogRefresh(of: builtIn, by: Array(Self.document(of: builtIn).utf8))
        #expect(refresh.faults == [])
        #expect(CatalogChanges(from: builtIn, to: refresh.catalog).isEmpty)
        #expect(refresh.catalog == builtIn)
    }

    @Test func `a window that few accounts have is not taken`() throws {
        let document = #"{"anthropic": {"models": {"claude-sonnet-4-5": {"limit": {"context": 1000000}}}}}"#
        let refresh = try CatalogRefresh(of: .builtIn(), by: Array(document.utf8))
        let reference = ModelReference(provider: ProviderID("anthropic"), name: "claude-sonnet-4-5")
        #expect(refresh.catalog[reference]?.context == 200_000)
    }

    /// Some models as models.dev would list them.
    private static func document(of catalog: ModelCatalog) -> String {
        func cost(_ rates: Rates) -> JSONObject {
            var object = JSONObject()
            object["input"] = .number(rates.input.perMillion)
            object["output"] = .number(rates.output.perMillion)
            object["cache_read"] = rates.cacheRead.map { .number($0.perMillion) }
            object["cache_write"] = rates.cacheWriteShort.map { .number($0.perMillion) }
            return object
        }
        var providers = JSONObject()
        for provider in catalog.providers {
            var models = JSONObject()
            for card in catalog.models where card.reference.provider == provider.id {
                var entry = JSONObject()
                var limit = JSONObject()
                limit["context"] = card.context.map { .number(String($0)) }
                limit["output"] = card.output.map { .number(String($0)) }
                entry["limit"] = .object(limit)
                if let standard = card.price?.standard {
                    var prices = cost(standard.rates)
                    prices["tiers"] = .array(
                        standard.sizeTiers.map { tier in
                            var object = cost(tier.rates)
                            object["tier"] = ["type": "context", "size": .number(String(tier.above))]
                            return .object(object)
                        }
                    )
                    entry["cost"] = .object(prices)
                }
                models[card.reference.name] = .object(entry)
            }
            providers[provider.id.rawValue] = ["models": .object(models)]
        }
        return JSONValue.object(providers).text
    }
}

struct CatalogChangesTests {
    private func card(_ name: String, context: Int) -> ModelCard {
        ModelCard(
            reference: ModelReference(provider: ProviderID("acme"), name: name),
            name: name,
            wireProtocol: .openAIChat,
            context: context
        )
    }

    @Test func `models come, go and change`() {
        let old = ModelCatalog(models: [card("a", context: 1), card("b", context: 1), card("c", context: 1)])
        let new = ModelCatalog(models: [card("b", context: 2), card("c", context: 1), card("d", context: 1)])
        let changes = CatalogChanges(from: old, to: new)
        #expect(changes.added == [card("d", context: 1)])
        #expect(changes.removed == [card("a", context: 1)])
        #expect(
            changes.changed == [
                CatalogChanges.Change(before: card("b", context: 1), after: card("b", context: 2))
            ]
        )
        #expect(CatalogChanges(from: new, to: new).isEmpty)
        #expect(changes.filtered { $0.reference.name == "a" }.removed.count == 1)
        #expect(changes.filtered { $0.context == 2 }.changed.count == 1)
        #expect(changes.filtered { _ in false }.isEmpty)
    }
}

struct CatalogFileTests {
    private let origin = CatalogFile.Origin(
        source: "https://models.dev/api.json",
        fetched: "2026-11-22T07:15:04.120Z",
        digest: Digest(of: "document")
    )

    @Test func `a file says where it came from, and its catalog's digest does not`() throws {
        let file = CatalogFile(try .builtIn(), origin: origin)
        #expect(try CatalogFile(text: file.text) == file)
        #expect(try ModelCatalog(text: file.text).digest == ModelCatalog.builtIn().digest)
        #expect(try CatalogFile(text: ModelCatalog.builtIn().text).origin == nil)
    }

    @Test func `an origin that is not one is refused`() {
        #expect(throws: CatalogError(.missing, at: ["origin", "source"])) {
            try CatalogFile(text: #"{"catalog": 1, "origin": {}, "providers": []}"#)
        }
    }
}
