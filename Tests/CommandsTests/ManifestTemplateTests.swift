import Catalog
import Manifests
import TestSupport
import Testing

@testable import Commands

struct ManifestTemplateTests {
    @Test(arguments: ManifestTemplate.allCases)
    func `each template is valid as it is, and plans something`(template: ManifestTemplate) async throws {
        let scratch = try Scratch()
        let path = try scratch.write(template.text, to: "docket.json")
        let reading = ManifestReader(vocabulary: .build, catalog: try .builtIn()).read(paths: [path])
        #expect(reading.problems == [])
        var count = 0
        let problems = await reading.forEachJob { _ in count += 1 }
        #expect(problems == [])
        #expect(count > 0)
    }
}
