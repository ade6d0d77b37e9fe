import Conversation
import Foundation
import LoopbackProvider
import TestSupport
import Testing
import Transport

@testable import Providers

/// The vendors' own client libraries as judges: of what is sent, by their types, and of the loopback provider that all
/// other tests trust, by their clients.
@Suite struct OfficialClientTests {
    private static let judges = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Judges")

    /// Runs a judge's script.
    private func judge(_ script: String, _ arguments: [String] = [], input: String = "") async throws
        -> PythonPeers.Ended
    {
        try await offThePool {
            let python = try PythonPeers.interpreter(
                for: Self.judges.appending(path: "requirements.txt")
            )
            let path = Self.judges.appending(path: script).path()
            return try PythonPeers.run(python, [path] + arguments, input: input)
        }
    }

    /// Waiting for another program must not keep a thread that tasks need.
    private func offThePool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
        }
    }

    // MARK: - What is sent

    @Test func `every kind of request is one that the vendor's own types know`() async throws {
        var lines = ""
        for wireProtocol in [WireProtocol.anthropic, .openAIChat, .openAIResponses, .gemini] {
            for (name, request) in SentRequests.all(wireProtocol) {
                let exchange = CannedExchange("")
                _ = try await see(wireProtocol, exchange, request: request)
                let sent = try #require(exchange.requests.first)
                let line: JSONValue = [
                    "name": .string("\(wireProtocol.rawValue): \(name)"),
                    "protocol": .string(wireProtocol.rawValue), "body": try JSONValue(parsing: sent.body),
                ]
                lines += line.text + "\n"
            }
        }
        let ended = try await judge("validate_requests.py", input: lines)
        #expect(ended.code == 0, "\(ended.errors)")
        let verdicts = try ended.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(verdicts.count == lines.split(separator: "\n").count)
        for verdict in verdicts {
            #expect(verdict["problems"]?.array == [], "\(verdict.text)")
        }
    }

    // MARK: - What the loopback provider sends

    @Test(arguments: [WireProtocol.anthropic, .openAIChat, .openAIResponses, .gemini])
    func `the loopback provider's answers parse in the vendor's own client`(wireProtocol: WireProtocol)
        async throws
    {
        let first = LoopbackAnswer(
            text: "Reading it.",
            reasoning: "I had better look first.",
            calls: [
                .init(name: "read", arguments: #"{"filePath":"a.txt"}"#),
                .init(name: "read", arguments: #"{"filePath":"b \"c\".txt"}"#),
            ]
        )
        try await withLoopbackProvider(answering: {
            $0.toolTurns == 0 ? .answer(first) : .text("It says: hello.")
        }) {
            provider in
            let root = "http://127.0.0.1:\(provider.port)"
            let ended = try await judge(
                "parse_streams.py",
                [root, wireProtocol.rawValue, "tiny", "Read a.txt", "--second-turn"]
            )
            #expect(ended.code == 0, "\(ended.errors)")
            let verdict = try JSONValue(parsing: ended.output)
            #expect(verdict["problems"]?.array == [], "\(verdict.text)")
            #expect(verdict["text"]?.string == "Reading it.")
            #expect(
                verdict["toolCalls"]?.array?.compactMap { $0["arguments"]?["filePath"]?.string } == [
                    "a.txt", "b \"c\".txt",
                ]
            )
            #expect(verdict["second"]?["text"]?.string == "It says: hello.")
            #expect(verdict["second"]?["problems"]?.array == [], "\(verdict.text)")
            #expect(provider.refusals == [])
        }
    }

    @Test(arguments: [WireProtocol.anthropic, .openAIChat, .openAIResponses, .gemini])
    func `the loopback provider's errors are those of the vendor`(wireProtocol: WireProtocol) async throws {
        try await withLoopbackProvider(answering: { _ in .rateLimited(retryAfter: "7") }) { provider in
            let root = "http://127.0.0.1:\(provider.port)"
            let ended = try await judge("parse_streams.py", [root, wireProtocol.rawValue, "tiny", "hello"])
            #expect(ended.code == 0, "\(ended.errors)")
            let verdict = try JSONValue(parsing: ended.output)
            #expect(verdict["error"]?["status"]?.integer == 429)
            #expect(verdict["problems"]?.array == [], "\(verdict.text)")
        }
    }

    @Test func `the judges accept what is right and refuse what is wrong`() async throws {
        let ended = try await judge("test_judges.py")
        #expect(ended.code == 0, "\(ended.errors)")
    }
}
