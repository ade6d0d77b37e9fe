import Conversation

/// The running usage of one message: `message_start` begins it, each `message_delta` overwrites what it names.
///
/// Source: https://platform.claude.com/docs/en/api/messages#response-usage and
/// https://platform.claude.com/docs/en/build-with-claude/streaming ("The token counts shown in the usage field of the
/// message_delta event are cumulative").
struct AnthropicUsage: Sendable {
    private var input: Int?
    private var cacheRead: Int?
    private var cacheCreation: Int?
    private var cacheShort: Int?
    private var cacheLong: Int?
    private var output: Int?
    private var thinking: Int?
    private var tier: String?
    private var speed: String?
    private var region: String?
    private var raw: [String] = []
    private var isFinal = false

    /// Nothing has come yet.
    init() {}

    /// - Parameters:
    ///   - json: a `usage` object.
    ///   - raw: its own text.
    ///   - isDelta: whether it came in a `message_delta`.
    mutating func merge(_ json: JSONValue, raw: String, isDelta: Bool) {
        guard json.object != nil else { return }
        self.raw.append(raw)
        input = json["input_tokens"]?.integer ?? input
        cacheRead = json["cache_read_input_tokens"]?.integer ?? cacheRead
        cacheCreation = json["cache_creation_input_tokens"]?.integer ?? cacheCreation
        cacheShort = json["cache_creation"]?["ephemeral_5m_input_tokens"]?.integer ?? cacheShort
        cacheLong = json["cache_creation"]?["ephemeral_1h_input_tokens"]?.integer ?? cacheLong
        thinking = json["output_tokens_details"]?["thinking_tokens"]?.integer ?? thinking
        tier = json["service_tier"]?.string ?? tier
        speed = json["speed"]?.string ?? speed
        region = json["inference_geo"]?.string ?? region
        // The start's own count is a placeholder.
        guard isDelta, let count = json["output_tokens"]?.integer else { return }
        output = count
        isFinal = true
    }

    /// The six counts, which never overlap: `input_tokens` leaves cached input out already; `output_tokens` holds the
    /// thinking; the split of cache writes comes with the start only, so that what a delta adds to their sum has no
    /// lifetime of its own: it has the request's, which is the short one.
    var reported: ReportedUsage {
        guard !raw.isEmpty else { return .unknown }
        let long = max(0, cacheLong ?? 0)
        let short = max(cacheShort ?? 0, (cacheCreation ?? 0) - long, 0)
        let output = max(0, output ?? 0)
        let thinking = min(max(0, thinking ?? 0), output)
        return ReportedUsage(
            usage: Usage(
                input: max(0, input ?? 0),
                cacheRead: max(0, cacheRead ?? 0),
                cacheWriteShort: short,
                cacheWriteLong: long,
                output: output - thinking,
                reasoning: thinking
            ),
            raw: raw.count == 1 ? raw[0] : "[" + raw.joined(separator: ",") + "]",
            // A speed has prices as a tier has; only one of the two is ever out of the ordinary.
            tier: speed == nil || speed == "standard" ? tier : speed,
            region: region,
            isPartial: !isFinal
        )
    }
}
