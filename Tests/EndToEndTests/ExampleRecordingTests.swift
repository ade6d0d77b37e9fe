import Conversation
import Foundation
import LoopbackProvider
import TestSupport
import Testing

/// Makes the cassettes of the examples anew, with `RECORD_CASSETTES=1` in the environment: after a change of their
/// prompts, of the tools, or of what models are told. A recording never passes for a test.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["RECORD_CASSETTES"] == "1"))
struct ExampleRecordingTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test(arguments: [
        ("quickstart", ["anthropic", "deepseek", "house", "mistral", "openai"]), ("regression", ["openai"]),
    ])
    func `an example is recorded from the scripted provider`(name: String, providers: [String]) async throws {
        let scratch = try Scratch()
        let cassettes = Self.root.appending(path: "fixtures/cassettes/\(name)")
        try? FileManager.default.removeItem(at: cassettes)
        try FileManager.default.createSymbolicLink(
            at: URL(filePath: scratch.path("fixtures")),
            withDestinationURL: Self.root.appending(path: "fixtures")
        )
        try await withLoopbackProvider(answering: { ExampleScript.reply(to: $0) }) { provider in
            var manifest = try Self.manifest(name)
            for id in providers {
                let address = provider.baseURL(id == "anthropic" ? .anthropic : .openAIChat)
                manifest = Self.setting(["providers", id, "baseURL"], to: address, in: manifest)
            }
            let data = try JSONSerialization.data(withJSONObject: manifest)
            let path = try scratch.write(String(decoding: data, as: UTF8.self), to: "jobs/\(name).json")
            let code = try await Self.run(
                [
                    "run", path, "--record", cassettes.path(percentEncoded: false), "--runs",
                    scratch.path("runs"),
                ],
                keys: providers.filter { $0 != "house" }.map { $0.uppercased() + "_API_KEY" }
            )
            #expect(code == 0)
            #expect(provider.refusals == [])
        }
        Issue.record("recorded \(name); run again without RECORD_CASSETTES")
    }

    private static func manifest(_ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: root.appending(path: "jobs/\(name).json"))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func setting(_ path: [String], to value: String, in object: [String: Any]) -> [String: Any]
    {
        var object = object
        if let key = path.first, path.count > 1 {
            let inner = object[key] as? [String: Any] ?? [:]
            object[key] = setting(Array(path.dropFirst()), to: value, in: inner)
        } else if let key = path.first {
            object[key] = value
        }
        return object
    }

    /// Runs the program that was built beside the tests, and waits for its exit code.
    private static func run(_ arguments: [String], keys: [String]) async throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "docket")
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        for key in keys { environment[key] = "not-a-key-but-long-enough" }
        process.environment = environment
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
