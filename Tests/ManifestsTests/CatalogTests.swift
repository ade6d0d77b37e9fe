import Catalog
import Conversation
import TestSupport
import Testing

@testable import Manifests

struct CatalogTests {
    private static let own = ModelCatalog(
        providers: [
            ProviderCard(id: "own", name: "Own", wireProtocol: .anthropic, baseURL: "http://127.0.0.1")
        ],
        models: [
            ModelCard(
                reference: ModelReference(provider: "own", name: "m"),
                name: "M",
                wireProtocol: .anthropic
            )
        ]
    )

    private func manifest(_ catalog: String) -> String {
        """
        { "docket": 1, "catalog": 1️⃣"\(catalog)", "jobs": [{ "id": "a", "model": "own/m", "prompt": "x" }] }
        """
    }

    @Test func `a manifest may bring its catalog`() async throws {
        let bench = try Bench()
        try bench.scratch.write(Self.own.text, to: "models/own.json")
        let path = try bench.scratch.write(Marked(manifest("models/own.json")).text, to: "m.json")
        let reading = bench.reader.read(paths: [path])
        #expect(reading.problems == [])
        #expect(reading.catalog == Self.own)
    }

    @Test func `a catalog that is not there is the only complaint`() async throws {
        #expect(try await Bench().found(manifest("none.json")) == [Found(1, .file(.missing))])
        #expect(try await Bench().found(manifest(".")) == [Found(1, .file(.notAFile))])
    }

    @Test(arguments: [
        ("{ \"catalog\": 1, \"providers\": 1️⃣5 }", CatalogError(.expected("an array"), at: ["providers"])),
        ("1️⃣{ \"providers\": [] }", CatalogError(.missing, at: ["catalog"])),
        (
            "{ \"catalog\": 1, \"providers\": [], 1️⃣\"extra\": [] }",
            CatalogError(.unknown, at: ["extra"])
        ),
        (
            """
            { "catalog": 1, "providers": [
              { "id": "p", "name": "P", "protocol": "gemini", "baseURL": "u",
                "models": [{ "id": "m", "price": { "input": 1️⃣"one", "output": "1" } }] }
            ] }
            """,
            CatalogError(.price(.notADecimal), at: ["providers", "0", "models", "0", "price", "input"])
        ),
        (
            """
            { "catalog": 1, "providers": [
              { "id": "p", "name": "P", "protocol": "gemini", "baseURL": "u", "models": [1️⃣{ "name": "m" }] }
            ] }
            """,
            CatalogError(.missing, at: ["providers", "0", "models", "0", "id"])
        ),
    ])
    func `a mistake in a catalog has its place there`(marked: String, error: CatalogError) async throws {
        let bench = try Bench()
        let catalog = Marked(marked)
        let path = try bench.scratch.write(catalog.text, to: "own.json")
        let problems = await bench.reader.problems(
            paths: [try bench.scratch.write(Marked(manifest("own.json")).text, to: "m.json")]
        )
        #expect(catalog.found(problems) == [Found(1, .invalidCatalog(error))])
        #expect(problems.map(\.location.file) == [path])
    }

    @Test func `a catalog that is no JSON has its place too`() async throws {
        let bench = try Bench()
        try bench.scratch.write("{ \"catalog\": 1, ]", to: "own.json")
        let problems = await bench.reader.problems(
            paths: [try bench.scratch.write(Marked(manifest("own.json")).text, to: "m.json")]
        )
        #expect(problems.map(\.kind) == [.malformedJSON(.expected("a name in quotes"), found: "]")])
        #expect(problems.map(\.location.column) == [17])
    }

    @Test func `the refreshed catalog is used where a manifest says so`() async throws {
        var bench = try Bench()
        bench.refreshedCatalog = try bench.scratch.write(Self.own.text, to: "cache/catalog.json")
        let path = try bench.scratch.write(Marked(manifest("refreshed")).text, to: "m.json")
        let reading = bench.reader.read(paths: [path])
        #expect(reading.problems == [])
        #expect(reading.catalog == Self.own)
    }

    @Test func `without a refreshed catalog nothing else is complained of`() async throws {
        var bench = try Bench()
        #expect(try await bench.found(manifest("refreshed")) == [Found(1, .noRefreshedCatalog)])
        bench.refreshedCatalog = bench.scratch.path("cache/catalog.json")
        #expect(try await bench.found(manifest("refreshed")) == [Found(1, .noRefreshedCatalog)])
    }

    @Test func `a manifest that does not ask for the refreshed catalog never looks at it`() async throws {
        var bench = try Bench()
        bench.refreshedCatalog = try bench.scratch.write("broken", to: "cache/catalog.json")
        #expect(try await bench.found(Bench.manifest("")) == [])
        #expect(
            try await bench.found(manifest("refreshed")).map(\.kind) == [
                .malformedJSON(.expected("a value"), found: "b")
            ]
        )
    }

    @Test func `one run has one catalog`() async throws {
        var bench = try Bench()
        bench.refreshedCatalog = try bench.scratch.write(Self.own.text, to: "own.json")
        func write(_ name: String, _ catalog: String) throws -> String {
            let text = Marked(manifest(catalog)).text.replacing("\"a\"", with: "\"\(name)\"")
            return try bench.scratch.write(text, to: name + ".json")
        }
        let same = [try write("a", "own.json"), try write("b", "own.json")]
        #expect(await bench.reader.problems(paths: same) == [])
        let problems = await bench.reader.problems(paths: same + [try write("c", "refreshed")])
        #expect(problems.map(\.kind) == [.catalogTwice(bench.scratch.path("own.json"), "refreshed")])
    }
}
