import Foundation
import Manifests
import Testing

@testable import Commands

struct ManifestReferenceTests {
    private static let page = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Commands/Documentation.docc/Guides/ManifestReference.md")

    /// With `RECORD_SNAPSHOTS=1` in the environment the page is written anew, and the test fails all the same.
    @Test func `the reference has every key that the reader knows`() throws {
        let text = ManifestReference(schema: ManifestSchema(vocabulary: .build).json).text
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(text.utf8).write(to: Self.page)
            Issue.record("wrote the reference; run again without RECORD_SNAPSHOTS")
        }
        #expect(try String(contentsOf: Self.page, encoding: .utf8) == text)
    }
}
