import Conversation
import Testing

@testable import Providers

/// Worked examples of the vendors' usage objects, taken apart into counts that never overlap.
struct UsageTests {
    private func anthropic(_ start: String, _ delta: String?) throws -> ReportedUsage {
        var usage = AnthropicUsage()
        usage.merge(try JSONValue(parsing: start), raw: start, isDelta: false)
        if let delta { usage.merge(try JSONValue(parsing: delta), raw: delta, isDelta: true) }
        return usage.reported
    }

    private func chat(_ text: String, countsReasoningApart: Bool = false) throws -> Usage? {
        ChatUsage(json: try JSONValue(parsing: text), countsReasoningApart: countsReasoningApart).usage
    }

    @Test func `Anthropic leaves cached input out, and splits cache writes by lifetime`() throws {
        let reported = try anthropic(
            #"{"input_tokens":1200,"cache_read_input_tokens":180000,"cache_creation_input_tokens":9000,"cache_creation":{"ephemeral_5m_input_tokens":4000,"ephemeral_1h_input_tokens":5000},"output_tokens":2}"#,
            #"{"output_tokens":3500,"output_tokens_details":{"thinking_tokens":2100}}"#
        )
        #expect(
            reported.usage
                == Usage(
                    input: 1_200,
                    cacheRead: 180_000,
                    cacheWriteShort: 4_000,
                    cacheWriteLong: 5_000,
                    output: 1_400,
                    reasoning: 2_100
                )
        )
        #expect(!reported.isPartial)
    }

    @Test func `Anthropic's cache writes without a split are short`() throws {
        let reported = try anthropic(
            #"{"input_tokens":5000,"cache_read_input_tokens":90000,"cache_creation_input_tokens":5000,"output_tokens":1}"#,
            #"{"output_tokens":800}"#
        )
        #expect(
            reported.usage == Usage(input: 5_000, cacheRead: 90_000, cacheWriteShort: 5_000, output: 800)
        )
        #expect(reported.usage?.prompt == 100_000)
    }

    @Test func `Anthropic's delta overwrites what it names and keeps the rest`() throws {
        let reported = try anthropic(
            #"{"input_tokens":10,"cache_creation_input_tokens":100,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":100},"output_tokens":1,"service_tier":"priority"}"#,
            #"{"input_tokens":12,"cache_creation_input_tokens":130,"cache_read_input_tokens":null,"output_tokens":7}"#
        )
        // What was written later has no lifetime of its own.
        #expect(
            reported.usage == Usage(input: 12, cacheWriteShort: 30, cacheWriteLong: 100, output: 7)
        )
        #expect(reported.tier == "priority")
    }

    @Test func `Anthropic's first output count is a placeholder`() throws {
        let reported = try anthropic(#"{"input_tokens":10,"output_tokens":4}"#, nil)
        #expect(reported.usage == Usage(input: 10))
        #expect(reported.isPartial)
        #expect(AnthropicUsage().reported == .unknown)
    }

    @Test(arguments: [
        (#""service_tier":"standard","speed":"standard""#, "standard", nil),
        (#""service_tier":"standard","speed":"fast","inference_geo":"us""#, "fast", "us"),
        (#""service_tier":"priority","inference_geo":"not_available""#, "priority", "not_available"),
        (#""service_tier":null,"speed":null,"inference_geo":null"#, nil, nil),
    ])
    func `Anthropic names tier, speed and region once`(members: String, tier: String?, region: String?) throws
    {
        let reported = try anthropic("{\"input_tokens\":10,\(members)}", #"{"output_tokens":7}"#)
        #expect(reported.tier == tier)
        #expect(reported.region == region)
    }

    @Test func `OpenAI's totals include cached input, cache writes and reasoning`() throws {
        #expect(
            try chat(
                #"{"prompt_tokens":10000,"completion_tokens":900,"total_tokens":10900,"prompt_tokens_details":{"cached_tokens":7500},"completion_tokens_details":{"reasoning_tokens":0}}"#
            ) == Usage(input: 2_500, cacheRead: 7_500, output: 900)
        )
        #expect(
            try chat(
                #"{"prompt_tokens":90000,"completion_tokens":8000,"total_tokens":98000,"prompt_tokens_details":{"cached_tokens":60000,"cache_write_tokens":20000},"completion_tokens_details":{"reasoning_tokens":6000}}"#
            )
                == Usage(
                    input: 10_000,
                    cacheRead: 60_000,
                    cacheWriteShort: 20_000,
                    output: 2_000,
                    reasoning: 6_000
                )
        )
    }

    @Test func `DeepSeek counts hits and misses`() throws {
        #expect(
            try chat(
                #"{"prompt_tokens":32000,"prompt_cache_hit_tokens":29000,"prompt_cache_miss_tokens":3000,"completion_tokens":1200,"total_tokens":33200}"#
            ) == Usage(input: 3_000, cacheRead: 29_000, output: 1_200)
        )
    }

    @Test func `xAI counts reasoning beside the completion, as the total tells`() throws {
        let text =
            #"{"prompt_tokens":125,"completion_tokens":48,"total_tokens":385,"prompt_tokens_details":{"cached_tokens":98},"completion_tokens_details":{"reasoning_tokens":212}}"#
        let expected = Usage(input: 27, cacheRead: 98, output: 48, reasoning: 212)
        #expect(try chat(text) == expected)
        #expect(try chat(text, countsReasoningApart: true) == expected)
        // Where the total says otherwise it is believed, where it is silent the model's facts are.
        let inside =
            #"{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"completion_tokens_details":{"reasoning_tokens":20}}"#
        #expect(try chat(inside, countsReasoningApart: true) == Usage(input: 100, output: 30, reasoning: 20))
        let silent =
            #"{"prompt_tokens":100,"completion_tokens":50,"completion_tokens_details":{"reasoning_tokens":20}}"#
        #expect(try chat(silent, countsReasoningApart: true) == Usage(input: 100, output: 50, reasoning: 20))
        #expect(try chat(silent) == Usage(input: 100, output: 30, reasoning: 20))
    }

    @Test func `missing counts are nothing, missing usage is unknown, and no count is negative`() throws {
        #expect(
            try chat(#"{"prompt_tokens":10,"completion_tokens":2,"prompt_tokens_details":null}"#)
                == Usage(input: 10, output: 2)
        )
        #expect(
            try chat(#"{"prompt_tokens":10,"completion_tokens":2,"cached_tokens":4}"#)
                == Usage(input: 6, cacheRead: 4, output: 2)
        )
        #expect(try chat(#"{"queue_time":0.1}"#) == nil)
        #expect(
            try chat(
                #"{"prompt_tokens":10,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":12},"completion_tokens_details":{"reasoning_tokens":5}}"#
            ) == Usage(cacheRead: 12, reasoning: 2)
        )
    }

    @Test func `the last usage of a stream counts, and Groq's own place for it`() async throws {
        let running =
            #"data: {"choices":[{"delta":{"content":"so"}}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#
            + "\n\n"
            + #"data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#
            + "\n\ndata: [DONE]\n\n"
        #expect(
            try await see(.openAIChat, CannedExchange(running)).answer?.usage
                == ReportedUsage(
                    usage: Usage(input: 3, output: 2),
                    raw: #"{"prompt_tokens":3,"completion_tokens":2}"#
                )
        )
        let groq =
            #"data: {"choices":[{"delta":{"content":"so"},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":3,"completion_tokens":2}}}"#
            + "\n\ndata: [DONE]\n\n"
        #expect(
            try await see(.openAIChat, CannedExchange(groq)).answer?.usage.usage == Usage(input: 3, output: 2)
        )
    }

    @Test func `a cost is taken digit for digit from where the server tells it`() throws {
        func cost(_ text: String, _ field: ModelAbilities.CostField) throws -> String? {
            ChatUsage(json: try JSONValue(parsing: text), countsReasoningApart: false).cost(field)
        }
        #expect(try cost(#"{"cost":0.00014375}"#, .cost) == "0.00014375")
        #expect(try cost(#"{"cost":1.4375e-05,"is_byok":false}"#, .cost) == "1.4375e-05")
        #expect(try cost(#"{"cost":0.00014375}"#, .none) == nil)
        #expect(try cost(#"{"cost":{"total":1}}"#, .cost) == nil)
        #expect(try cost(#"{"cost_in_usd_ticks":16630000}"#, .ticks) == "16630000e-10")
        #expect(try cost(#"{"cost_in_usd_ticks":1.5}"#, .ticks) == nil)
        // The caller's own key was used upstream: this is the gateway's fee alone.
        #expect(
            try cost(#"{"cost":0.0001,"is_byok":true,"cost_details":{"upstream_inference_cost":1}}"#, .cost)
                == nil
        )
    }

    private func responses(_ text: String) throws -> Usage? {
        ResponsesUsage(json: try JSONValue(parsing: text)).usage
    }

    @Test func `Responses splits cache writes by lifetime where it says how`() throws {
        #expect(
            try responses(
                #"{"input_tokens":90000,"input_tokens_details":{"cached_tokens":60000,"cache_write_tokens":20000,"cache_write_tokens_details":{"ttl_30m_tokens":20000,"ttl_12h_tokens":0}},"output_tokens":8000,"output_tokens_details":{"reasoning_tokens":6000},"total_tokens":98000}"#
            )
                == Usage(
                    input: 10_000,
                    cacheRead: 60_000,
                    cacheWriteShort: 20_000,
                    output: 2_000,
                    reasoning: 6_000
                )
        )
        #expect(
            try responses(
                #"{"input_tokens":100,"input_tokens_details":{"cache_write_tokens":40},"output_tokens":5}"#
            ) == Usage(input: 60, cacheWriteShort: 40, output: 5)
        )
        #expect(try responses("{}") == nil)
    }

    private func gemini(_ text: String) throws -> Usage? {
        GeminiUsage(json: try JSONValue(parsing: text)).usage
    }

    @Test func `Gemini counts thoughts and tool input beside the rest`() throws {
        #expect(
            try gemini(
                #"{"promptTokenCount":250000,"cachedContentTokenCount":200000,"candidatesTokenCount":1500,"thoughtsTokenCount":4000,"toolUsePromptTokenCount":300,"totalTokenCount":255800}"#
            ) == Usage(input: 50_300, cacheRead: 200_000, output: 1_500, reasoning: 4_000)
        )
        // Older models count thoughts among the candidates' tokens, as their total shows.
        #expect(
            try gemini(
                #"{"promptTokenCount":100,"candidatesTokenCount":50,"thoughtsTokenCount":30,"totalTokenCount":150}"#
            ) == Usage(input: 100, output: 20, reasoning: 30)
        )
        #expect(try gemini(#"{"totalTokenCount":7}"#) == nil)
    }
}
