import Conversation

/// Takes apart a response's `usage`, in which cached and written input are parts of the input and reasoning is a part of
/// the output.
///
/// Source: https://platform.openai.com/docs/api-reference/responses/object#usage. Writes that are kept 30 minutes are
/// short, those kept 12 hours long; where the split is missing all of them are short, which is the default retention.
struct ResponsesUsage {
    let json: JSONValue

    /// Nothing where the object names neither of the two totals.
    var usage: Usage? {
        let input = json["input_tokens"]?.integer
        let output = json["output_tokens"]?.integer
        guard input != nil || output != nil else { return nil }
        let details = json["input_tokens_details"]
        let cached = details?["cached_tokens"]?.integer ?? 0
        let written = details?["cache_write_tokens"]?.integer ?? 0
        let split = details?["cache_write_tokens_details"]
        let long = min(split?["ttl_12h_tokens"]?.integer ?? 0, written)
        let reasoning = json["output_tokens_details"]?["reasoning_tokens"]?.integer ?? 0
        return Usage(
            input: max(0, (input ?? 0) - cached - written),
            cacheRead: max(0, cached),
            cacheWriteShort: max(0, written - long),
            cacheWriteLong: max(0, long),
            output: max(0, (output ?? 0) - reasoning),
            reasoning: max(0, min(reasoning, output ?? 0))
        )
    }
}
