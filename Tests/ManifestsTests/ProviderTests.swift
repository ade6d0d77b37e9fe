import Catalog
import Conversation
import Foundation
import TestSupport
import Testing

@testable import Manifests

struct ProviderTests {
    private static let job = "\"jobs\": [{ \"id\": \"a\", \"model\": \"acme/plain\", \"prompt\": \"x\" }]"

    @Test func `a known provider needs no definition`() throws {
        let reading = try Bench().read("{ \"docket\": 1, \(Self.job) }")
        #expect(
            reading.providers == [
                "acme": ProviderSettings(
                    id: "acme",
                    wireProtocol: .openAIChat,
                    baseURL: "https://api.acme.example/v1",
                    key: .environment(["ACME_API_KEY"])
                )
            ]
        )
        #expect(reading.settings(for: "later")?.wireProtocol == .gemini)
        #expect(reading.settings(for: "nobody") == nil)
    }

    @Test func `every key of a provider is read`() throws {
        let bench = try Bench()
        let reading = try bench.read(
            """
            { "docket": 1, "providers": { "mine": {
                "protocol": "anthropic", "baseURL": "http://127.0.0.1:8080", "apiKeyEnv": "MY_KEY", "headers": { "X-Team": "blue" },
                "auth": "bearer", "path": "/models/{model}:streamRawPredict", "version": "vertex-2023-10-16",
                "concurrency": 3, "jobs": 5, "requestsPerMinute": 60, "tokensPerMinute": 1000, "retries": 0,
                "timeouts": { "connect": "1s", "firstByte": "2m", "idle": "30s" },
                "models": { "tiny": { "context": 8192, "output": 1024, "price": { "input": "0", "output": 1.5 },
                  "abilities": { "tools": false, "reasoningControl": "budget" } }, "free": {} } } },
              "jobs": [{ "id": "a", "model": "mine/tiny", "prompt": "x" }] }
            """
        )
        #expect(reading.problems == [])
        var settings = ProviderSettings(
            id: "mine",
            wireProtocol: .anthropic,
            baseURL: "http://127.0.0.1:8080",
            key: .environment(["MY_KEY"]),
            headers: ["X-Team": "blue"]
        )
        settings.keyHeader = .bearer
        settings.path = "/models/{model}:streamRawPredict"
        settings.version = "vertex-2023-10-16"
        settings.concurrency = 3
        settings.jobs = 5
        settings.requestsPerMinute = 60
        settings.tokensPerMinute = 1_000
        settings.retries = 0
        settings.timeouts.connect = .seconds(1)
        settings.timeouts.firstByte = .seconds(120)
        settings.timeouts.idle = .seconds(30)
        #expect(reading.providers == ["mine": settings])
        let tiny = reading.catalog[ModelReference(provider: "mine", name: "tiny")]
        #expect(
            tiny
                == ModelCard(
                    reference: ModelReference(provider: "mine", name: "tiny"),
                    name: "tiny",
                    wireProtocol: .anthropic,
                    context: 8_192,
                    output: 1_024,
                    abilities: ModelAbilities(tools: false, reasoningControl: .budget),
                    price: PriceSheet(
                        Rates(input: Rate(picodollars: 0), output: Rate(picodollars: 1_500_000))
                    )
                )
        )
        let free = reading.catalog[ModelReference(provider: "mine", name: "free")]
        #expect(free?.price == nil && free != nil)
    }

    @Test func `a model of the catalog keeps what the manifest does not say`() throws {
        let reading = try Bench().read(
            """
            { "docket": 1, "providers": { "acme": { "protocol": "anthropic", "models": { "plain": { "output": 5 } } } }, \(Self.job) }
            """
        )
        #expect(reading.problems == [])
        let plain = reading.catalog[ModelReference(provider: "acme", name: "plain")]
        #expect([plain?.output, plain?.context] == [5, 100_000])
        #expect(plain?.price != nil)
        #expect(
            reading.catalog[ModelReference(provider: "acme", name: "thinker")]?.wireProtocol == .anthropic
        )
    }

    @Test func `a provider of one's own says where it is and how it speaks`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "providers": { 1️⃣"acmee": { "concurrency": 2 } },
              "jobs": [{ "id": "a", "model": "acmee/x", "prompt": "x" }] }
            """
        )
        #expect(
            found.prefix(2) == [
                Found(1, .missingKey("protocol"), "\"acme\""), Found(1, .missingKey("baseURL"), "\"acme\""),
            ]
        )
    }

    @Test func `no key stands in a path`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "providers": { "acme": { "path": 1️⃣"/{model}?key=sk-proj-0123456789abcdefghij" } }, \(Self.job) }
            """
        )
        #expect(found == [Found(1, .literalSecret)])
    }

    @Test func `keys stand in no manifest`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "providers": { "acme": {
                "baseURL": 1️⃣"https://user:pass@x.example/v1", "apiKeyEnv": 2️⃣"sk-proj-0123456789abcdefghij",
                "headers": { "X-Api-Key": 3️⃣"short", "X-Other": 4️⃣"sk-proj-0123456789abcdefghij", "X-Fine": "beta-2025",
                  "Authorization": "Bearer 5️⃣{{env.NOPE}} {{env.YES}} 6️⃣{{plain}}" }, 7️⃣"apiKey": "x" } }, \(Self.job) }
            """,
            environment: ["YES": "1"]
        )
        #expect(
            found == [
                Found(1, .literalSecret), Found(2, .literalSecret), Found(3, .literalSecret),
                Found(4, .literalSecret),
                Found(5, .environmentUnset("NOPE")), Found(6, .placeholderHere("plain")),
                Found(7, .unknownKey("apiKey"), "apiKeyEnv"),
            ]
        )
    }

    @Test func `nothing has to be set where nothing is sent`() throws {
        var overrides = Overrides()
        overrides.needsSecrets = false
        let reading = try Bench().read(
            """
            { "docket": 1, "providers": { "acme": { "apiKeyFile": "none.key", "headers": { "X": "{{env.NOPE}}" } } }, \(Self.job) }
            """,
            overrides
        )
        #expect(reading.problems == [])
    }

    @Test func `a key's file is its owner's alone`() throws {
        let bench = try Bench()
        let path = try bench.scratch.write("secret", to: "my.key")
        let text =
            "{ \"docket\": 1, \"providers\": { \"acme\": { \"apiKeyFile\": \"my.key\" } }, \(Self.job) }"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(try bench.read(text).problems.map(\.kind) == [.file(.looseMode)])
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let reading = try bench.read(text)
        #expect(reading.problems == [])
        #expect(reading.providers["acme"]?.key == .file(path))
    }

    @Test func `secrets are put in when they are sent`() {
        let set = ["HOST": "x.example", "KEY": "k"]
        let address = ProviderSettings.resolved("https://{{env.HOST}}/v1") { set[$0] }
        #expect(address?.reveal() == "https://x.example/v1")
        #expect(ProviderSettings.resolved("Bearer {{env.NOPE}}") { set[$0] } == nil)
    }

    @Test func `a provider defined twice in two ways is refused, in one way is not`() async throws {
        let bench = try Bench()
        func write(_ name: String, _ concurrency: Int) throws -> String {
            try bench.scratch.write(
                """
                { "docket": 1, "providers": { "acme": { "concurrency": \(concurrency) } },
                  "jobs": [{ "id": "\(name)", "model": "acme/plain", "prompt": "x" }] }
                """,
                to: name
            )
        }
        let paths = [try write("a", 3), try write("b", 3), try write("c", 4)]
        #expect(await bench.reader.problems(paths: Array(paths.prefix(2))) == [])
        let problems = await bench.reader.problems(paths: paths)
        #expect(problems.map(\.kind) == [.providerTwice("acme")])
        #expect(problems.map(\.location.file) == [paths[2]])
    }
}

extension Bench {
    func found(_ marked: String, environment: [String: String]) async throws -> [Found] {
        var bench = self
        bench.environment = environment
        return try await bench.found(marked)
    }
}
