import Catalog
import Foundation
import Manifests
import Testing

@testable import Commands

struct ExampleManifestTests {
    private static let jobs = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "jobs"
        )

    @Test func `each example is tested here`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.jobs.path(percentEncoded: false))
        #expect(
            names.filter { $0.hasSuffix(".json") }.sorted()
                == Self.examples.map { $0.name + ".json" }.sorted()
        )
    }

    private static let examples = [
        (name: "cost-benchmark", jobs: 500), (name: "nightly-init", jobs: 2), (name: "quickstart", jobs: 24),
        (name: "regression", jobs: 9),
    ]

    @Test(arguments: examples) func `an example has nothing wrong with it`(name: String, jobs: Int)
        async throws
    {
        let reader = ManifestReader(vocabulary: .build, catalog: try ModelCatalog.builtIn())
        let path = Self.jobs.appending(path: name + ".json").path(percentEncoded: false)
        let reading = reader.read(paths: [path])
        var count = 0
        let problems = await reading.forEachJob { _ in count += 1 }
        #expect(reading.problems + problems == [])
        #expect(count == jobs)
    }
}
