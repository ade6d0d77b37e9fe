import Conversation

/// Takes apart a `usage` object of chat completions, in which cached input and reasoning are parts of their totals.
///
/// Source: https://platform.openai.com/docs/api-reference/chat/object#usage, and for the servers that differ:
/// DeepSeek (https://api-docs.deepseek.com/api/create-chat-completion: `prompt_tokens` is hit plus miss), xAI (reasoning
/// beside the completion: the total is then the sum of three), Moonshot (`cached_tokens` beside the totals).
struct ChatUsage {
    let json: JSONValue
    /// Whether the model's facts say that its completion count leaves reasoning out.
    let countsReasoningApart: Bool

    /// Nothing where the object names neither of the two totals.
    var usage: Usage? {
        let prompt = json["prompt_tokens"]?.integer
        let completion = json["completion_tokens"]?.integer
        guard prompt != nil || completion != nil else { return nil }
        let promptDetails = json["prompt_tokens_details"]
        let hit = json["prompt_cache_hit_tokens"]?.integer
        let cached = hit ?? promptDetails?["cached_tokens"]?.integer ?? json["cached_tokens"]?.integer ?? 0
        let written = promptDetails?["cache_write_tokens"]?.integer ?? 0
        let miss = hit == nil ? nil : json["prompt_cache_miss_tokens"]?.integer
        let reasoning = json["completion_tokens_details"]?["reasoning_tokens"]?.integer ?? 0
        let isApart = isApart(prompt: prompt ?? 0, completion: completion ?? 0, reasoning: reasoning)
        return Usage(
            input: max(0, miss ?? (prompt ?? 0) - cached - written),
            cacheRead: max(0, cached),
            cacheWriteShort: max(0, written),
            output: max(0, isApart ? completion ?? 0 : (completion ?? 0) - reasoning),
            reasoning: max(0, isApart ? reasoning : min(reasoning, completion ?? 0))
        )
    }

    /// What the provider says that the call cost, in dollars, digit for digit. A gateway that used the caller's own key
    /// with another provider tells its fee alone, which is not the cost.
    func cost(_ field: ModelAbilities.CostField) -> String? {
        switch field {
        case .none: return nil
        case .cost:
            guard json["is_byok"]?.bool != true, case .number(let literal)? = json["cost"] else { return nil }
            return literal
        case .ticks:
            guard let ticks = json["cost_in_usd_ticks"]?.integer else { return nil }
            return "\(ticks)e-10"
        }
    }

    private func isApart(prompt: Int, completion: Int, reasoning: Int) -> Bool {
        guard reasoning > 0 else { return false }
        guard let total = json["total_tokens"]?.integer else { return countsReasoningApart }
        return total == prompt + completion + reasoning
    }
}
