import Conversation
import Foundation
import LoopbackProvider
import TestSupport
import Testing

@Suite struct AttachmentTests {
    /// One black dot.
    private static let dot =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="

    private func manifest(
        _ provider: LoopbackProvider,
        _ scratch: Scratch,
        files: [String],
        abilities: [String: Any] = ["images": true, "documents": true]
    ) throws -> String {
        try scratch.write("Line one {{n}}.\n", to: "notes/a.txt")
        try scratch.write("Line two.\n", to: "notes/deep/b.md")
        try #require(Data(base64Encoded: Self.dot)).write(to: URL(filePath: scratch.path("dot.PNG")))
        return try LiveManifest.write(
            provider,
            to: scratch,
            job: [
                "id": "look-{{n}}", "prompt": "Number {{n}}.", "data": LiveManifest.rows(2), "files": files,
            ],
            settings: ["models": ["tiny": ["context": 100_000, "output": 1_000, "abilities": abilities]]]
        )
    }

    @Test func `files go out before the prompt, as they are`() async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        try await withLoopbackProvider(answering: { _ in .text("seen") }) { provider in
            let ended = try await docket.run(
                "run",
                try manifest(provider, scratch, files: ["notes/**", "dot.PNG", "notes/a.txt"])
            )
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(provider.requests.count == 2)
            let parts = try #require(provider.requests[0].json["messages"]?.array?.first?["content"]?.array)
            let texts = parts.map { $0["text"]?.string ?? $0["image_url"]?["url"]?.string ?? "" }
            #expect(texts.count == 4)
            #expect(texts[0] == "<file name=\"a.txt\">\nLine one {{n}}.\n\n</file>")
            #expect(texts[1] == "<file name=\"b.md\">\nLine two.\n\n</file>")
            #expect(texts[2] == "data:image/png;base64," + Self.dot)
            #expect(texts[3].hasPrefix("Number "))
            #expect(provider.refusals == [])
        }
    }

    @Test func `what cannot be sent is said before anything is`() async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        try await withLoopbackProvider(answering: { _ in .text("seen") }) { provider in
            let missing = try manifest(provider, scratch, files: ["nothing.txt", "*.jpg"])
            let first = try await docket.run("run", missing)
            #expect(first.code == 2)
            #expect(first.errors.contains("there is no such file"))
            #expect(first.errors.contains("no file matches `*.jpg`"))

            let blind = try manifest(provider, scratch, files: ["dot.PNG"], abilities: [:])
            let second = try await docket.run("run", blind)
            #expect(second.code == 2)
            #expect(second.errors.contains("`local/tiny` takes no images"))
            #expect(provider.requests.isEmpty)
        }
    }
}
