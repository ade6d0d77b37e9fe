import Conversation

/// Takes apart a `usageMetadata` object, in which cached input is a part of the prompt, and thoughts and the input of
/// built-in tools stand beside it.
///
/// Source: https://ai.google.dev/api/generate-content#UsageMetadata. Some older Vertex models count thoughts among the
/// candidates' tokens; the total then lacks them.
struct GeminiUsage {
    let json: JSONValue

    /// Nothing where the object names neither prompt nor candidates.
    var usage: Usage? {
        let prompt = json["promptTokenCount"]?.integer
        let candidates = json["candidatesTokenCount"]?.integer
        let thoughts = json["thoughtsTokenCount"]?.integer ?? 0
        guard prompt != nil || candidates != nil else { return nil }
        let cached = json["cachedContentTokenCount"]?.integer ?? 0
        let tools = json["toolUsePromptTokenCount"]?.integer ?? 0
        var output = candidates ?? 0
        if thoughts > 0, let total = json["totalTokenCount"]?.integer,
            total == (prompt ?? 0) + output + tools
        {
            output -= thoughts
        }
        return Usage(
            input: max(0, (prompt ?? 0) - cached + tools),
            cacheRead: max(0, cached),
            output: max(0, output),
            reasoning: max(0, thoughts)
        )
    }
}
