import Conversation
import Providers
import Testing

struct FailureTests {
    private func error(
        _ status: Int,
        _ body: String,
        headers: [String: String] = [:],
        _ wireProtocol: WireProtocol = .openAIChat
    ) async throws -> ModelError? {
        let headers = [("content-type", "application/json")] + headers.map { ($0.key, $0.value) }
        return try await see(wireProtocol, CannedExchange(status: status, headers: headers, body)).error
    }

    @Test func `the message is the provider's, wherever it stands`() async throws {
        let bodies = [
            #"{"error":{"message":"said so"}}"#, #"{"error":"said so"}"#, #"{"message":"said so"}"#,
            #"{"detail":"said so"}"#, #"{"detail":[{"msg":"said"},{"msg":"so"}]}"#,
            #"[{"error":{"message":"said so"}}]"#,
            "said\n  so",
        ]
        for body in bodies {
            let message = try await error(400, body)?.message
            #expect(message == (body.contains("[{\"msg") ? "said; so" : "said so"))
        }
    }

    @Test func `what a gateway was told is told on`() async throws {
        let bodies = [
            #"{"error":{"message":"no","metadata":{"raw":"{\"error\":{\"message\":\"said so\"}}"}}}"#,
            #"{"error":{"message":"no","metadata":{"raw":{"error":{"message":"said so"}}}}}"#,
            #"{"error":{"message":"no","metadata":{"raw":"said\n so"}}}"#,
        ]
        for body in bodies { #expect(try await error(502, body)?.message == "no: said so") }
        let empty = #"{"error":{"message":"no","metadata":{"raw":null}}}"#
        #expect(try await error(502, empty)?.message == "no")
    }

    @Test func `a refused key is not repeated`() async throws {
        let body =
            #"{"error":{"message":"Incorrect API key provided: sk-0123456789.","code":"invalid_api_key"}}"#
        #expect(try await error(401, body)?.message == "Incorrect API key provided: [key].")
    }

    @Test func `an error tells the status and the provider's name for the request`() async throws {
        for (name, wireProtocol) in [("request-id", WireProtocol.anthropic), ("x-request-id", .openAIChat)] {
            #expect(
                try await error(500, "", headers: [name: "req_7"], wireProtocol)?.response
                    == ResponseFacts(status: 500, requestID: "req_7", firstByte: .seconds(1))
            )
        }
    }
}
