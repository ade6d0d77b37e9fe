import Conversation

/// The keys of a provider and of its models.
extension KeyTable {
    static let provider = KeyTable(
        name: "provider",
        keys: [
            ManifestKey(
                "protocol",
                .word(WireProtocol.allCases.map(\.rawValue)),
                "The language it is spoken to in; a known provider needs none."
            ),
            ManifestKey(
                "baseURL",
                .form(.url),
                "Its address as the vendor's own SDK takes it, with or without `/v1`.",
                expansion: .environment
            ),
            ManifestKey(
                "apiKeyEnv",
                .form(.environmentName),
                "The environment variable that holds the key.",
                fallback: "a known provider's usual variable; for your own, no key is sent"
            ),
            ManifestKey(
                "apiKeyFile",
                .path,
                "A file that holds the key and that its owner alone may read."
            ),
            ManifestKey(
                "auth",
                .word(KeyHeader.allCases.map(\.rawValue)),
                "The header that carries the key; `bearer` is `Authorization`.",
                fallback: "as the protocol has it"
            ),
            ManifestKey(
                "path",
                .text,
                "What follows `baseURL`, for servers that name the model there: `{model}` stands for it.",
                fallback: "as the protocol has it"
            ),
            ManifestKey(
                "version",
                .text,
                "The version of the Messages protocol, sent in the body where `path` names the model.",
                fallback: "as the protocol has it"
            ),
            ManifestKey(
                "headers",
                .map(nil, .text),
                "Headers added to each request; `{{env.NAME}}` puts in a secret.",
                expansion: .environment
            ),
            ManifestKey("concurrency", .integer(1...100_000), "Requests in flight at once.", fallback: "8"),
            ManifestKey(
                "jobs",
                .integer(1...100_000),
                "Jobs open at once.",
                fallback: "as `concurrency`, twice that where jobs have tools"
            ),
            ManifestKey("requestsPerMinute", .integer(1...Int(Int32.max)), "Requests begun in a minute."),
            ManifestKey("tokensPerMinute", .integer(1...Int(Int32.max)), "Tokens asked for in a minute."),
            ManifestKey(
                "retries",
                .integer(0...100),
                "Further tries of a call that failed in passing.",
                fallback: "5"
            ),
            ManifestKey("timeouts", .object(.timeouts), "How long a call may be silent."),
            ManifestKey(
                "models",
                .map(nil, .object(.model)),
                "Models of your own, or other facts for known ones."
            ),
        ]
    )

    static let timeouts = KeyTable(
        name: "timeouts",
        keys: [
            ManifestKey("connect", .duration, "Until the connection stands.", fallback: "10s"),
            ManifestKey("firstByte", .duration, "Until the response begins.", fallback: "5m"),
            ManifestKey("idle", .duration, "Between two bytes of the response.", fallback: "2m"),
        ]
    )

    static let model = KeyTable(
        name: "model",
        keys: [
            ManifestKey(
                "context",
                .integer(1...1_000_000_000),
                "The most tokens of input and output together."
            ),
            ManifestKey("output", .integer(1...1_000_000_000), "The most tokens of output."),
            ManifestKey("price", .object(.price), "Without one the model is unpriced, which is never free."),
            ManifestKey(
                "abilities",
                .object(.abilities),
                "What the model can do and how it wants to be asked."
            ),
        ]
    )

    static let price = KeyTable(
        name: "price",
        keys: [
            ManifestKey("input", .form(.decimal), "USD per million tokens of input.", isRequired: true),
            ManifestKey("output", .form(.decimal), "USD per million tokens of output.", isRequired: true),
            ManifestKey(
                "cacheRead",
                .form(.decimal),
                "USD per million tokens read from a cache.",
                fallback: "as input"
            ),
            ManifestKey(
                "cacheWriteShort",
                .form(.decimal),
                "USD per million tokens written to a cache of short retention.",
                fallback: "as input"
            ),
            ManifestKey(
                "cacheWriteLong",
                .form(.decimal),
                "USD per million tokens written to a cache of long retention.",
                fallback: "as cacheWriteShort"
            ),
        ]
    )

    static let abilities = KeyTable(
        name: "abilities",
        keys: [
            ManifestKey("tools", .flag, "It can call tools.", fallback: "true"),
            ManifestKey("reasons", .flag, "It reasons before it answers.", fallback: "false"),
            ManifestKey(
                "reasoningControl",
                .word(["none", "effort", "budget"]),
                "How it is told to think.",
                fallback: "none"
            ),
            ManifestKey(
                "reasoningForm",
                .word(ModelAbilities.ReasoningForm.allCases.map(\.rawValue)),
                "The members by which it is told to think in `openai-chat`.",
                fallback: "reasoning_effort"
            ),
            ManifestKey(
                "reasoningTags",
                .flag,
                "Its reasoning stands between `<think>` tags before its text.",
                fallback: "false"
            ),
            ManifestKey("temperature", .flag, "It takes a temperature.", fallback: "true"),
            ManifestKey("structuredOutput", .flag, "It can be held to a JSON Schema.", fallback: "false"),
            ManifestKey(
                "structuredOutputWithTools",
                .flag,
                "It can be held to one while it may call tools.",
                fallback: "true"
            ),
            ManifestKey("images", .flag, "It takes images.", fallback: "false"),
            ManifestKey("documents", .flag, "It takes PDF files.", fallback: "false"),
            ManifestKey(
                "outputCapField",
                .word(["max_tokens", "max_completion_tokens"]),
                "The field that caps its output in `openai-chat`.",
                fallback: "max_tokens"
            ),
            ManifestKey(
                "developerRole",
                .flag,
                "System texts go under the role `developer`.",
                fallback: "false"
            ),
            ManifestKey(
                "streamUsageOption",
                .flag,
                "A stream's usage must be asked for by `stream_options`.",
                fallback: "true"
            ),
            ManifestKey(
                "toolsNeedResponses",
                .flag,
                "Its tools work through the Responses protocol alone.",
                fallback: "false"
            ),
            ManifestKey(
                "echoesReasoningContent",
                .flag,
                "Earlier reasoning is sent back as `reasoning_content`.",
                fallback: "false"
            ),
            ManifestKey(
                "reasoningOutsideCompletion",
                .flag,
                "Its count of completion tokens leaves reasoning out.",
                fallback: "false"
            ),
            ManifestKey(
                "contentChunks",
                .flag,
                "Its content may be a list with thinking in it, which goes back whole.",
                fallback: "false"
            ),
            ManifestKey(
                "shortCallIDs",
                .flag,
                "The IDs of its calls are nine letters and digits.",
                fallback: "false"
            ),
            ManifestKey(
                "cacheMarks",
                .flag,
                "It takes `cache_control` in `openai-chat`.",
                fallback: "false"
            ),
            ManifestKey(
                "costField",
                .word(ModelAbilities.CostField.allCases.map(\.rawValue)),
                "The member of its usage that tells what a call cost, which is then billed.",
                fallback: "none"
            ),
            ManifestKey(
                "cacheMinimum",
                .integer(0...1_000_000_000),
                "The shortest beginning of a prompt that is cached, in tokens.",
                fallback: "1024"
            ),
        ]
    )
}
