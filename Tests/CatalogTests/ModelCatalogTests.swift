import Catalog
import Conversation
import Testing

struct ModelCatalogTests {
    private func card(_ text: String) throws -> ModelCard {
        let reference = try #require(ModelReference(text))
        return try #require(ModelCatalog.builtIn()[reference])
    }

    @Test func `the built-in catalog has many models of many providers`() throws {
        let catalog = try ModelCatalog.builtIn()
        #expect(catalog.models.count == 113)
        #expect(Set(catalog.models.map(\.reference.provider)).count == 15)
        #expect(catalog.providers.count == 22)
    }

    @Test func `every built-in model has limits and a price that make sense`() throws {
        for model in try ModelCatalog.builtIn().models {
            let context = try #require(model.context, "\(model.reference)")
            #expect(context >= 100_000, "\(model.reference)")
            #expect(model.output ?? 1 <= context, "\(model.reference)")
            #expect(model.inputLimit ?? 0 < context, "\(model.reference)")
            let price = try #require(model.price, "\(model.reference)")
            for card in [price.standard] + price.services.map(\.card) {
                let all = [card.rates] + card.sizeTiers.map(\.rates)
                for rates in all {
                    #expect(rates.input > Rate(picodollars: 0), "\(model.reference)")
                    #expect(rates.output >= rates.input, "\(model.reference)")
                    #expect(rates.cacheRead ?? rates.input <= rates.input, "\(model.reference)")
                    #expect(
                        rates.cacheWriteLong ?? rates.input >= rates.cacheWriteShort ?? rates.input
                            || rates.cacheWriteLong == nil,
                        "\(model.reference)"
                    )
                }
                // A larger prompt never becomes cheaper.
                for (smaller, larger) in zip(all, all.dropFirst()) {
                    #expect(larger.input > smaller.input, "\(model.reference)")
                    #expect(larger.output > smaller.output, "\(model.reference)")
                }
                #expect(
                    card.sizeTiers.map(\.above) == price.standard.sizeTiers.map(\.above),
                    "\(model.reference)"
                )
            }
        }
    }

    @Test func `every built-in model belongs to a known provider with an address`() throws {
        let catalog = try ModelCatalog.builtIn()
        for model in catalog.models { #expect(catalog[model.reference.provider] != nil) }
        for provider in catalog.providers {
            #expect(provider.baseURL.hasPrefix("http"))
            #expect(!provider.baseURL.hasSuffix("/"))
        }
    }

    @Test func `a card tells how its model wants to be asked`() throws {
        #expect(
            try card("anthropic/claude-opus-5-5").abilities
                == ModelAbilities(
                    reasons: true,
                    reasoningControl: .effort,
                    temperature: false,
                    structuredOutput: true,
                    images: true,
                    documents: true,
                    cacheMinimum: 512
                )
        )
        #expect(
            try card("anthropic/claude-haiku-4-5").abilities
                == ModelAbilities(
                    reasons: true,
                    reasoningControl: .budget,
                    structuredOutput: true,
                    images: true,
                    documents: true,
                    cacheMinimum: 4_096
                )
        )
        #expect(
            try card("openai/gpt-5.6-sol").abilities
                == ModelAbilities(
                    reasons: true,
                    reasoningControl: .effort,
                    temperature: false,
                    structuredOutput: true,
                    images: true,
                    documents: true,
                    outputCapField: .maxCompletionTokens,
                    developerRole: true,
                    toolsNeedResponses: true
                )
        )
        #expect(
            try card("openai/gpt-4.1").abilities
                == ModelAbilities(
                    structuredOutput: true,
                    images: true,
                    documents: true,
                    outputCapField: .maxCompletionTokens
                )
        )
        #expect(
            try card("xai/grok-4.6").abilities
                == ModelAbilities(
                    reasons: true,
                    reasoningControl: .effort,
                    structuredOutput: true,
                    images: true,
                    reasoningOutsideCompletion: true,
                    costField: .ticks
                )
        )
        #expect(
            try card("deepseek/deepseek-v4-pro").abilities
                == ModelAbilities(
                    reasons: true,
                    reasoningControl: .effort,
                    reasoningForm: .thinkingWithEffort,
                    structuredOutput: true,
                    echoesReasoningContent: true
                )
        )
        #expect(try card("mistral/codestral-2508").abilities.streamUsageOption == false)
        #expect(try card("groq/openai/gpt-oss-120b").abilities.outputCapField == .maxCompletionTokens)
    }

    @Test func `a cloud's card tells how its host differs from the protocol's own`() throws {
        let catalog = try ModelCatalog.builtIn()
        let vertex = try #require(catalog[ProviderID("vertex-anthropic")])
        #expect(vertex.keyHeader == .bearer)
        #expect(vertex.path == "/models/{model}:streamRawPredict")
        #expect(vertex.version == "vertex-2023-10-16")
        #expect(catalog[ProviderID("azure-openai")]?.keyHeader == .apiKey)
        #expect(
            try card("bedrock-anthropic/us.anthropic.claude-opus-5").price?.standard.rates.input.perMillion
                == "5.5"
        )
        #expect(try card("openrouter/anthropic/claude-opus-5").abilities.cacheMarks)
        #expect(try card("openrouter/openai/gpt-5.6-sol").abilities.costField == .cost)
        #expect(try card("deepseek/deepseek-v4-pro").abilities.reasoningForm == .thinkingWithEffort)
        #expect(try card("mistral/mistral-large-4").abilities.shortCallIDs)
    }

    @Test func `limits that sources disagree about are the careful ones`() throws {
        #expect(try card("anthropic/claude-sonnet-4-5").context == 200_000)
        #expect(try card("openai/gpt-5.5").inputLimit == 922_000)
        #expect(try card("openai/gpt-5.5").context == 1_050_000)
        #expect(try card("xai/grok-4.3").output == 30_000)
        #expect(try card("moonshotai/kimi-k3").output == 131_072)
    }

    @Test func `a model may speak another protocol than its provider`() throws {
        #expect(try card("openai/gpt-5.4-mini").wireProtocol == .openAIChat)
        #expect(try card("openai/gpt-5.3-codex").wireProtocol == .openAIResponses)
    }

    @Test func `a manifest's cards take the place of built-in ones`() throws {
        let builtIn = try ModelCatalog.builtIn()
        let old = try card("anthropic/claude-haiku-4-5")
        var mine = old
        mine.context = 1_000
        let local = ProviderCard(
            id: ProviderID("local"),
            name: "local",
            wireProtocol: .openAIChat,
            baseURL: "http://127.0.0.1:1"
        )
        let tiny = ModelCard(
            reference: ModelReference(provider: local.id, name: "tiny"),
            name: "tiny",
            wireProtocol: .openAIChat
        )
        let merged = builtIn.merging(providers: [local], models: [mine, tiny])
        #expect(merged[mine.reference] == mine)
        #expect(merged[tiny.reference] == tiny)
        #expect(merged[local.id] == local)
        #expect(merged.models.count == builtIn.models.count + 1)
        #expect(merged.providers.map(\.id) == merged.providers.map(\.id).sorted())
        #expect(merged.digest != builtIn.digest)
    }

    @Test func `a catalog's text gives the same catalog and digest back`() throws {
        var own = try card("deepseek/deepseek-flash")
        own.reference = ModelReference(provider: ProviderID("house"), name: "a/b")
        own.abilities = ModelAbilities(tools: false, outputCapField: .maxCompletionTokens)
        own.status = .beta
        own.inputLimit = 7
        let house = ProviderCard(
            id: ProviderID("house"),
            name: "House",
            wireProtocol: .openAIChat,
            baseURL: "http://h",
            keyVariables: ["A", "B"],
            headers: ["x-b": "2", "x-a": "1"],
            abilities: ModelAbilities(reasons: true, temperature: false)
        )
        let catalog = try ModelCatalog.builtIn().merging(providers: [house], models: [own])
        let read = try ModelCatalog(text: catalog.text)
        #expect(read == catalog)
        #expect(read.digest == catalog.digest)
    }

    @Test func `a subset holds what a run used and no more`() throws {
        let catalog = try ModelCatalog.builtIn()
        let used = [try card("openai/gpt-4o").reference, try card("anthropic/claude-opus-5").reference]
        let subset = catalog.subset(of: used)
        #expect(subset.models.map(\.reference) == used.reversed())
        #expect(subset.providers.map(\.id.rawValue) == ["anthropic", "openai"])
    }

    @Test(arguments: [
        ("[", CatalogError(.malformed(offset: 1))),
        ("[]", CatalogError(.expected("an object"))),
        (#"{"catalog":2,"providers":[]}"#, CatalogError(.expected("1"), at: ["catalog"])),
        (#"{"catalog":1}"#, CatalogError(.missing, at: ["providers"])),
        (#"{"catalog":1,"providers":[],"extra":0}"#, CatalogError(.unknown, at: ["extra"])),
        (
            #"{"catalog":1,"providers":[{"id":"p","name":"P","protocol":"telex","baseURL":"u"}]}"#,
            CatalogError(.expected("the name of a protocol"), at: ["providers", "0", "protocol"])
        ),
        (
            """
            {"catalog":1,"providers":[{"id":"p","name":"P","protocol":"gemini","baseURL":"u","models":
            [{"id":"m","price":{"input":"0.0000001","output":"1"}}]}]}
            """,
            CatalogError(
                .price(.tooFine(decimals: 6)),
                at: ["providers", "0", "models", "0", "price", "input"]
            )
        ),
        (
            """
            {"catalog":1,"providers":[{"id":"p","name":"P","protocol":"gemini","baseURL":"u","models":
            [{"id":"m","abilities":{"reasoningControl":"will"}}]}]}
            """,
            CatalogError(
                .expected("another word"),
                at: ["providers", "0", "models", "0", "abilities", "reasoningControl"]
            )
        ),
    ])
    func `a wrong text is refused with its reason and place`(text: String, error: CatalogError) {
        #expect(throws: error) { try ModelCatalog(text: text) }
    }

    @Test func `abilities name every key that they read`() throws {
        let members = ModelAbilities.keys.map { key in
            let value: JSONValue =
                switch key {
                case "reasoningControl": "none"
                case "reasoningForm": "reasoning"
                case "costField": "cost"
                case "outputCapField": "max_tokens"
                case "cacheMinimum": .number("7")
                case "structuredOutputWithTools": false
                default: true
                }
            return JSONObject.Member(key: key, value: value)
        }
        let all = try ModelAbilities(.object(JSONObject(members)), over: ModelAbilities())
        #expect(
            all
                == ModelAbilities(
                    reasons: true,
                    reasoningForm: .object,
                    reasoningTags: true,
                    structuredOutput: true,
                    structuredOutputWithTools: false,
                    images: true,
                    documents: true,
                    developerRole: true,
                    toolsNeedResponses: true,
                    echoesReasoningContent: true,
                    reasoningOutsideCompletion: true,
                    contentChunks: true,
                    shortCallIDs: true,
                    cacheMarks: true,
                    costField: .cost,
                    cacheMinimum: 7
                )
        )
        #expect(throws: CatalogError(.unknown, at: ["vision"])) {
            try ModelAbilities(["vision": true], over: ModelAbilities())
        }
    }
}
