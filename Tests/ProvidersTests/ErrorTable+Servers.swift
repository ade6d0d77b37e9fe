import Conversation

/// xAI and Amazon, servers that people run themselves, and what stands between them and us.
extension ErrorTable {
    /// https://docs.x.ai/docs/key-information/debugging. The error is a text, or an object as OpenAI's.
    static let xAI: [ErrorRow] = [
        xAIError("a wrong request", 400, .rejected, .no, "Invalid argument"),
        xAIError(
            "a conversation too long",
            400,
            .contextExceeded,
            .no,
            "This model's maximum prompt length is 5."
        ),
        xAIError("a wrong key", 403, .authentication, .stopsLane, "Incorrect API key provided"),
        xAIError(
            "no credit left",
            403,
            .quotaExhausted,
            .stopsLane,
            "Your team has either used all available credits or reached its monthly spending limit."
        ),
        xAIError(
            "no credit yet",
            403,
            .quotaExhausted,
            .stopsLane,
            "Your team doesn't have any credits yet."
        ),
        xAIError("a limit", 429, .rateLimited, .yes, "Too many requests"),
        xAIError("a spending limit", 429, .quotaExhausted, .stopsLane, "You reached your spending limit."),
        xAIError("a failure", 500, .serverError, .yes, "Internal error"),
        .whole(
            "xAI, 429: a limit in an object",
            429,
            .rateLimited,
            .yes,
            #"{"error":{"message":"x","type":"requests","code":"rate_limit_exceeded"}}"#
        ),
        .streamed(
            "xAI, in a stream: a limit",
            .openAIChat,
            .rateLimited,
            .yes,
            chunk,
            #"{"code":"rate_limit_exceeded","error":"x"}"#
        ),
    ]

    static let servers: [ErrorRow] = [
        // vLLM, as it is and as it was.
        wrapped("vLLM, 400: a wrong request", 400, .rejected, .no, "BadRequestError", "x"),
        wrapped("vLLM, 400: a length", 400, .contextExceeded, .no, "BadRequestError", vLLMLength),
        wrapped("vLLM, 404: no such model", 404, .notFound, .no, "NotFoundError", "x"),
        wrapped("vLLM, 500: a failure", 500, .serverError, .yes, "InternalServerError", "x"),
        flat("vLLM before, 400: a wrong request", 400, .rejected, .no, "BadRequestError", "x"),
        flat("vLLM before, 400: a length", 400, .contextExceeded, .no, "BadRequestError", vLLMLength),
        flat("vLLM before, 404: no such model", 404, .notFound, .no, "NotFoundError", "x"),
        .streamed(
            "vLLM, in a stream: a length",
            .openAIChat,
            .contextExceeded,
            .no,
            #"{"error":{"message":"\#(vLLMLength)","type":"BadRequestError","param":null,"code":400}}"#
        ),
        .streamed(
            "vLLM before, in a stream: a wrong request",
            .openAIChat,
            .rejected,
            .no,
            #"{"object":"error","message":"x","type":"BadRequestError","param":null,"code":400}"#
        ),
        // Ollama's own words are a text.
        wrapped("Ollama, 404: a model not pulled", 404, .notFound, .no, "not_found_error", "x", code: "null"),
        .whole("Ollama, 404: a model not pulled, in its own words", 404, .notFound, .no, #"{"error":"x"}"#),
        .whole("Ollama, 500: a failure in its own words", 500, .serverError, .yes, #"{"error":"x"}"#),
        // llama.cpp
        wrapped("llama.cpp, 503: loading", 503, .overloaded, .yes, "unavailable_error", "Loading model"),
        wrapped("llama.cpp, 500: a failure", 500, .serverError, .yes, "server_error", "x"),
        .whole(
            "llama.cpp, 400: a length",
            400,
            .contextExceeded,
            .no,
            #"{"error":{"code":400,"message":"x","type":"exceed_context_size_error","#
                + #""n_prompt_tokens":9,"n_ctx":5}}"#
        ),
        .streamed(
            "llama.cpp, in a stream: loading",
            .openAIChat,
            .overloaded,
            .yes,
            #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#
        ),
        // LM Studio
        .whole("LM Studio, 400: a wrong request", 400, .rejected, .no, #"{"error":"x"}"#),
        .whole(
            "LM Studio, 400: a wrong request in an object",
            400,
            .rejected,
            .no,
            #"{"error":{"message":"x"}}"#
        ),
        .whole(
            "LM Studio, 400: a length",
            400,
            .contextExceeded,
            .no,
            #"{"error":"The number of tokens to keep is greater than the context length."}"#
        ),
        .streamed(
            "LM Studio, in a stream: nothing at all",
            .openAIChat,
            .empty,
            .once,
            #"{"choices":[{"delta":{},"finish_reason":"stop"}],"#
                + #""usage":{"prompt_tokens":9,"completion_tokens":0}}"#,
            "[DONE]"
        ),
    ]

    /// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
    ///
    /// The name stands in the body or in a header.
    static let amazon: [ErrorRow] =
        [
            exception("ThrottlingException", 429, .rateLimited, .yes),
            exception("ModelNotReadyException", 429, .rateLimited, .yes),
            exception("ServiceQuotaExceededException", 400, .rejected, .no),
            exception("ValidationException", 400, .rejected, .no),
            exception("ModelTimeoutException", 408, .serverError, .yes),
            exception("ModelErrorException", 424, .rejected, .no),
            exception("InternalServerException", 500, .serverError, .yes),
            exception("ServiceUnavailableException", 503, .overloaded, .yes),
        ].flatMap { $0 }

    static let gateways: [ErrorRow] = [
        page("a page", 502, .serverError, .yes), page("a page", 503, .overloaded, .yes),
        page("a page", 429, .rateLimited, .yes), page("a page", 403, .authentication, .stopsLane),
        page("a page", 404, .notFound, .no), page("a page", 413, .rejected, .no),
        page("a page", 200, .malformed, .yes),
        .whole(
            "a gateway, 400: Amazon's limit in a header",
            400,
            .rateLimited,
            .yes,
            #"{"message":"x"}"#,
            headers: ["x-amzn-ErrorType": "ThrottlingException"]
        ),
        .whole("a gateway, 500: a text", 500, .serverError, .yes, "upstream connect error"),
        .whole("a gateway, 400: another service's text", 400, .rejected, .no, "Bad Request"),
        .whole("a gateway, 502: a limit inside", 502, .rateLimited, .yes, #"{"error":{"code":429}}"#),
        .whole("a gateway, 500: a limit as text", 500, .rateLimited, .yes, #"{"error":{"code":"429"}}"#),
        .whole("a gateway, 400: a limit inside", 400, .rateLimited, .yes, #"{"error":{"code":429}}"#),
        .whole("a gateway, 500: an overload inside", 500, .overloaded, .yes, #"{"code":503,"message":"x"}"#),
        .whole("a gateway, 503: a failure inside", 503, .overloaded, .yes, #"{"error":{"code":500}}"#),
        .whole(
            "a gateway, 500: a wrong key inside",
            500,
            .authentication,
            .stopsLane,
            #"{"error":{"type":"authentication_error"}}"#
        ),
        .whole(
            "a gateway, 502: a general word inside",
            502,
            .serverError,
            .yes,
            #"{"error":{"type":"invalid_request_error"}}"#
        ),
    ]
}

// MARK: - Bodies

extension ErrorTable {
    private static let vLLMLength = "This model's maximum context length is 4096 tokens."

    private static func xAIError(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ text: String
    ) -> ErrorRow {
        .whole("xAI, \(status): \(name)", status, kind, retry, #"{"code":"Some words","error":"\#(text)"}"#)
    }

    private static func exception(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry
    ) -> [ErrorRow] {
        let plain = #"{"message":"x"}"#
        let typed = #"{"message":"x","__type":"com.amazon#\#(name)"}"#
        let headers = ["x-amzn-ErrorType": name + ":http://internal.amazon.com/"]
        return [
            .whole("Bedrock, \(status): \(name)", status, kind, retry, typed),
            .whole("Bedrock, \(status): \(name) in a header", status, kind, retry, plain, headers: headers),
            // A gateway that lost the status.
            .whole("Bedrock, 200: \(name)", 200, kind, retry, typed),
        ]
    }

    private static func wrapped(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ type: String,
        _ message: String,
        code: String? = nil
    ) -> ErrorRow {
        let code = code ?? String(status)
        let body = #"{"error":{"message":"\#(message)","type":"\#(type)","param":null,"code":\#(code)}}"#
        return .whole(name, status, kind, retry, body)
    }

    private static func flat(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ type: String,
        _ message: String
    ) -> ErrorRow {
        let body =
            #"{"object":"error","message":"\#(message)","type":"\#(type)","param":null,"code":\#(status)}"#
        return .whole(name, status, kind, retry, body)
    }

    private static func page(_ name: String, _ status: Int, _ kind: ModelError.Kind, _ retry: ErrorRow.Retry)
        -> ErrorRow
    {
        .whole(
            "a gateway, \(status): \(name)",
            status,
            kind,
            retry,
            "<html><body>Not what you asked for</body></html>",
            headers: ["content-type": "text/html; charset=utf-8"]
        )
    }
}
