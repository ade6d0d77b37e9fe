import Foundation
import TestSupport
import Testing

/// The example that the README begins with, away from the repository that it came with.
struct QuickstartTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func program() throws -> DocketProgram {
        let scratch = try Scratch()
        for folder in ["jobs", "fixtures"] {
            try FileManager.default.copyItem(
                at: Self.root.appending(path: folder),
                to: URL(filePath: scratch.path(folder))
            )
        }
        return DocketProgram(scratch)
    }

    @Test func `all of it passes, without a key and without a network`() async throws {
        // Whatever went past the cassettes would ask this proxy, which is not there.
        var docket = try program()
        docket.environment = ["HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"]
        // Nor does it look at a catalog that was refreshed.
        try docket.scratch.write("{", to: "home/.cache/docket/catalog.json")
        let ended = try await docket.run("run", "jobs/quickstart.json")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.errors.contains("24 jobs: 24 passed"))
        #expect(ended.errors.contains("Replayed from cassettes"))
    }

    @Test func `a check can be made to fail`() async throws {
        let ended = try await program().run("run", "jobs/quickstart.json", "--var", "strict=yes")
        #expect(ended.code == 1)
    }
}
