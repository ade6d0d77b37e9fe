import Conversation

/// What only words tell: conversations that are too long and requests that a policy refuses. Those that the
/// vendors' own rows have are there.
extension ErrorTable {
    static let contexts: [ErrorRow] = [
        length(
            "OpenAI, a chat",
            "This model's maximum context length is 128000 tokens. However, you requested 9."
        ),
        length("OpenAI, a response", "Input tokens exceed the configured limit of 272000 tokens."),
        length("Cerebras", "Current length is 9000 while limit is 8192"),
        length("vLLM", "The prompt is longer than the maximum model length of 4096"),
        length(
            "vLLM, of a decoder",
            "The decoder prompt (length 9) is longer than the maximum model length of 5."
        ),
        length(
            "TGI",
            "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096",
            status: 422
        ),
        length("llama.cpp", "the request exceeds the available context size, try increasing it"),
        length(
            "LM Studio",
            "The model is loaded with context length of only 4096 tokens, which is not enough."
        ),
        length("Bedrock, an input", "Input is too long for requested model."),
        length("Bedrock, tokens", "Too many tokens in the request"),
        length("Bedrock, a prompt", "prompt is too long: 9 tokens > 5 maximum"),
        length("a gateway's count", "Requested token count exceeds the model's maximum context length of 5"),
        length("a gateway's limit", "It exceeds the model's maximum context limit"),
        length("a gateway's input", "The input is longer than the model's context length"),
        length("a gateway's text", "String too long. Expected a string with maximum length 9"),
        length("a gateway's few words", "Input too long"),
        length("a gateway's most", "maximum input length is 4096 tokens"),
        .whole(
            "a length, by its code even where the status is that of limits",
            429,
            .contextExceeded,
            .no,
            #"{"error":{"message":"x","code":"context_length_exceeded"}}"#
        ),
        // Those that are none.
        .whole(
            "a limit: too many tokens in a minute",
            429,
            .rateLimited,
            .yes,
            #"{"message":"Too many tokens, please wait before trying again.","__type":"ThrottlingException"}"#
        ),
        .whole(
            "a limit: too many tokens in a minute, hidden in a failure",
            502,
            .rateLimited,
            .yes,
            #"{"error":{"message":"Too many tokens, please wait","code":429}}"#
        ),
    ]

    static let filters: [ErrorRow] = [
        .whole(
            "Azure, 400: a filter",
            400,
            .filtered,
            .no,
            #"{"error":{"message":"x","type":null,"param":"prompt","code":"content_filter","status":400,"#
                + #""innererror":{"code":"ResponsibleAIPolicyViolation"}}}"#
        ),
        .streamed(
            "Anthropic, in a stream: a filtered answer",
            .anthropic,
            .filtered,
            .no,
            #"{"type":"error","error":{"type":"invalid_request_error","#
                + #""message":"Output blocked by content filtering policy"}}"#
        ),
    ]

    private static func length(_ name: String, _ message: String, status: Int = 400) -> ErrorRow {
        .whole(
            "a length, in the words of \(name)",
            status,
            .contextExceeded,
            .no,
            #"{"error":{"message":"\#(message)","type":"x","code":null}}"#
        )
    }
}
