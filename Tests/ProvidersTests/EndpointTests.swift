import Conversation
import Providers
import Testing
import Transport

/// Where endpoints depart from their protocol: address, key, version.
struct EndpointTests {
    private func request(
        _ wireProtocol: WireProtocol,
        tools: [ToolDefinition] = [],
        abilities: ModelAbilities = ModelAbilities(),
        change: (inout ProviderEndpoint) -> Void
    ) async throws -> HTTPRequest {
        let exchange = CannedExchange("")
        let sample = ModelRequest.sample(tools: tools, abilities: abilities)
        _ = try await see(wireProtocol, exchange, request: sample, change: change)
        return try #require(exchange.requests.first)
    }

    private func names(_ request: HTTPRequest) -> [String] {
        request.headers.map(\.name)
    }

    @Test func `an address without deployments takes the key in a header of its own`() async throws {
        let sent = try await request(.openAIChat) {
            $0.baseURL = "https://me.openai.azure.com/openai/v1/"
            $0.keyHeader = .apiKey
        }
        #expect(sent.url == "https://me.openai.azure.com/openai/v1/chat/completions")
        #expect(sent.headers.last == HTTPRequest.Header("api-key", "sk-0123456789", isSecret: true))
        #expect(!names(sent).contains("authorization"))
    }

    @Test func `an address with deployments names the model and the version`() async throws {
        let tool = ToolDefinition(name: "add", description: "adds", parameters: ["type": "object"])
        func change(_ endpoint: inout ProviderEndpoint) {
            endpoint.baseURL = "https://me.openai.azure.com/openai"
            endpoint.keyHeader = .apiKey
            endpoint.path = "deployments/{model}/chat/completions?api-version=2024-10-21"
        }
        let sent = try await request(.openAIChat, change: change)
        #expect(
            sent.url
                == "https://me.openai.azure.com/openai/deployments/model-1/chat/completions?api-version=2024-10-21"
        )
        // The path is that of chats alone.
        let other = try await request(
            .openAIChat,
            tools: [tool],
            abilities: ModelAbilities(toolsNeedResponses: true),
            change: change
        )
        #expect(other.url == "https://me.openai.azure.com/openai/responses")
        #expect(other.headers.last?.name == "api-key")
    }

    @Test func `a cloud names the model in the address and the version in the body`() async throws {
        let sent = try await request(.anthropic) {
            $0.baseURL =
                "https://eu-aiplatform.googleapis.com/v1/projects/p/locations/eu/publishers/anthropic"
            $0.keyHeader = .bearer
            $0.path = "/models/{model}:streamRawPredict"
            $0.version = "vertex-2023-10-16"
        }
        #expect(
            sent.url
                == "https://eu-aiplatform.googleapis.com/v1/projects/p/locations/eu/publishers/anthropic/models/model-1:streamRawPredict"
        )
        #expect(
            String(decoding: sent.body, as: UTF8.self).hasPrefix(
                #"{"anthropic_version":"vertex-2023-10-16","max_tokens":4000,"stream":true,"#
            )
        )
        #expect(!names(sent).contains("anthropic-version"))
        #expect(
            sent.headers.last == HTTPRequest.Header("authorization", "Bearer sk-0123456789", isSecret: true)
        )
    }

    @Test func `another cloud takes messages as they are, with a bearer token`() async throws {
        let sent = try await request(.anthropic) {
            $0.baseURL = "https://bedrock-runtime.eu-west-1.amazonaws.com/anthropic"
            $0.keyHeader = .bearer
        }
        #expect(sent.url == "https://bedrock-runtime.eu-west-1.amazonaws.com/anthropic/v1/messages")
        #expect(sent.headers.contains(HTTPRequest.Header("anthropic-version", "2023-06-01")))
        #expect(sent.headers.last?.name == "authorization")
        #expect(String(decoding: sent.body, as: UTF8.self).hasPrefix(#"{"model":"model-1","#))
    }

    @Test func `a version that is given replaces the usual one`() async throws {
        let sent = try await request(.anthropic) { $0.version = "2026-10-21" }
        #expect(sent.headers.contains(HTTPRequest.Header("anthropic-version", "2026-10-21")))
    }

    @Test func `a publisher's models are streamed with a bearer token`() async throws {
        let sent = try await request(.gemini) {
            $0.baseURL = "https://eu-aiplatform.googleapis.com/v1/projects/p/locations/eu/publishers/google"
            $0.keyHeader = .bearer
        }
        #expect(
            sent.url
                == "https://eu-aiplatform.googleapis.com/v1/projects/p/locations/eu/publishers/google/models/model-1:streamGenerateContent?alt=sse"
        )
        #expect(sent.headers.last?.name == "authorization")
    }
}
