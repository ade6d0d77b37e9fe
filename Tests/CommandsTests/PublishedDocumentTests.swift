import Conversation
import LoopbackProvider
import TestSupport
import Testing
import Transport

@testable import Commands

struct PublishedDocumentTests {
    private static func json(_ text: String) -> LoopbackReply {
        .raw(headers: ["content-type": "application/json"], body: [Array(text.utf8)])
    }

    /// What is said of a document that cannot be had; nothing where it came.
    private func complaint(
        _ reply: LoopbackReply,
        _ change: (inout PublishedDocument) -> Void = { _ in }
    ) async throws -> String? {
        try await withLoopbackProvider(script: []) { provider in
            var document = PublishedDocument(source: provider.serve(reply, at: "/api.json"))
            change(&document)
            do {
                _ = try await document.fetch(World())
                return nil
            } catch let failure as Failure {
                return failure.diagnostic.what.replacing("http://127.0.0.1:\(provider.port)", with: "")
            }
        }
    }

    @Test func `a document comes whole from an address or a file`() async throws {
        try await withLoopbackProvider(script: []) { provider in
            let document = PublishedDocument(source: provider.serve(Self.json(" {}"), at: "/api.json"))
            let bytes = try await document.fetch(World())
            #expect(bytes == Array(" {}".utf8))
        }
        let scratch = try Scratch()
        let file = PublishedDocument(source: try scratch.write("{}", to: "api.json"))
        #expect(try await file.fetch(World()) == Array("{}".utf8))
    }

    @Test func `what cannot be the document is refused`() async throws {
        #expect(
            try await complaint(Self.json("\n<!doctype html>"))
                == "`/api.json` is a web page, not a document of models"
        )
        #expect(try await complaint(Self.json("")) == "`/api.json` is empty")
        #expect(
            try await complaint(.raw(status: 503, headers: [:], body: []))
                == "`/api.json` answered with status 503"
        )
        #expect(
            try await complaint(.raw(status: 301, headers: ["location": "https://x.example/"], body: []))
                == "`/api.json` has moved to `https://x.example/`"
        )
        #expect(
            try await complaint(.cut(after: 1, .closed, of: Self.json("{}")))
                == "`/api.json` cannot be fetched: the connection was closed in the middle of the answer"
        )
    }

    @Test func `what is too large is not read to its end`() async throws {
        let large = Self.json(String(repeating: " ", count: 3 << 20))
        #expect(try await complaint(large) { $0.limit = 2 << 20 } == "`/api.json` is larger than 2 MiB")
        let scratch = try Scratch()
        var file = PublishedDocument(
            source: try scratch.write(String(repeating: " ", count: 3 << 20), to: "api.json")
        )
        file.limit = 2 << 20
        await #expect(throws: Failure.self) { try await file.fetch(World()) }
    }

    @Test func `nobody is waited for longer than is said`() async throws {
        let gate = Gate()
        let silent = LoopbackReply.held(gate, then: Self.json("{}"))
        #expect(
            try await complaint(silent) { $0.timeouts.firstByte = .milliseconds(20) }
                == "`/api.json` cannot be fetched: no answer within 20ms"
        )
        let slow = LoopbackReply.paused(after: 1, gate, Self.json("{}"))
        #expect(
            try await complaint(slow) { $0.deadline = .milliseconds(50) }
                == "`/api.json` took longer than 50ms"
        )
        gate.open()
    }

    @Test func `an address that leads nowhere is told`() async throws {
        let nobody = PublishedDocument(source: "http://127.0.0.1:9/api.json")
        await #expect(throws: Failure.self) { try await nobody.fetch(World()) }
        let strange = PublishedDocument(source: "gopher://models.dev/api.json")
        do {
            _ = try await strange.fetch(World())
        } catch {
            #expect(error.diagnostic.what.contains("is not an address"))
        }
    }
}
