import Conversation
import Testing
import Transport

/// What a provider may answer in place of an answer, or what may happen on the way there, and what becomes of
/// it: the kind of error, whether the call is tried again, and the pause that the provider asked for.
///
/// The rows are written down once, vendor by vendor, since each vendor documents its errors as such a table.
struct ErrorRow: Sendable, CustomTestStringConvertible {
    enum Retry: Sendable {
        case no
        /// One more try, whatever the number allowed.
        case once
        /// As often as is allowed.
        case yes
        /// No other call of the account can succeed either.
        case stopsLane
    }

    /// What the row stands for.
    var name: String
    var wireProtocol = WireProtocol.openAIChat
    /// Nothing where no head of a response comes.
    var status: Int?
    var headers: [String: String] = [:]
    /// The events of a stream, or the text of a response that is none.
    var body = ""
    var isStream = false
    /// How the way broke off, after what is above.
    var failure: HTTPFailure?
    var kind: ModelError.Kind
    var retry: Retry
    var delay: Duration?

    var testDescription: String { name }

    var exchange: CannedExchange {
        guard let status else { return CannedExchange(failure: failure ?? .cancelled) }
        var headers = self.headers.map { ($0.key, $0.value) }
        if self.headers["content-type"] == nil {
            headers.append(("content-type", isStream ? "text/event-stream" : "application/json"))
        }
        return CannedExchange(status: status, headers: headers, chunks: [Array(body.utf8)], failure: failure)
    }
}

extension ErrorRow {
    /// The way broke off before any response.
    static func way(_ name: String, _ failure: HTTPFailure, _ kind: ModelError.Kind, _ retry: Retry)
        -> ErrorRow
    {
        ErrorRow(name: name, failure: failure, kind: kind, retry: retry)
    }

    /// A response that is no stream.
    static func whole(
        _ name: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: Retry,
        _ body: String = "",
        headers: [String: String] = [:],
        after delay: Duration? = nil,
        by wireProtocol: WireProtocol = .openAIChat
    ) -> ErrorRow {
        ErrorRow(
            name: name,
            wireProtocol: wireProtocol,
            status: status,
            headers: headers,
            body: body,
            kind: kind,
            retry: retry,
            delay: delay
        )
    }

    /// A stream that begins well, with status 200.
    static func streamed(
        _ name: String,
        _ wireProtocol: WireProtocol,
        _ kind: ModelError.Kind,
        _ retry: Retry,
        _ events: String...,
        headers: [String: String] = [:],
        after delay: Duration? = nil,
        failure: HTTPFailure? = nil
    ) -> ErrorRow {
        ErrorRow(
            name: name,
            wireProtocol: wireProtocol,
            status: 200,
            headers: headers,
            body: events.map { "data: \($0)\n\n" }.joined(),
            isStream: true,
            failure: failure,
            kind: kind,
            retry: retry,
            delay: delay
        )
    }
}

/// All rows, from the general to the particular. No two have the same name.
enum ErrorTable {
    static let rows: [ErrorRow] = [
        ways, statuses, general, providerWords, delays, durations,
        anthropic, openAI, openAIStreams, gemini, geminiStreams,
        openRouter, deepSeek, groq, mistral, together, xAI, servers, amazon, gateways,
        contexts, filters,
    ].flatMap { $0 }
}

// MARK: - What holds for every provider

extension ErrorTable {
    /// The beginning of a chat's stream.
    static let chunk = #"{"choices":[{"delta":{"content":"so"}}]}"#

    /// Nothing came back, or not all of it.
    static let ways: [ErrorRow] = [
        .way("no such host, no connection, no TLS", .unreachable("x"), .network, .yes),
        .way("reset before any byte of the response", .closedBeforeResponse("x"), .network, .yes),
        .way("no connection in time", .connectTimeout(.seconds(1)), .connectTimeout, .yes),
        .way("no head in time", .firstByteTimeout(.seconds(1)), .firstByteTimeout, .yes),
        .way("no byte in time", .idleTimeout(.seconds(1)), .idleTimeout, .yes),
        .way("cancelled", .cancelled, .cancelled, .no),
        .way("not on the cassette", .unrecorded("how to"), .unrecorded, .no),
        .streamed(
            "a stream cut by the way",
            .openAIChat,
            .streamCut,
            .yes,
            chunk,
            failure: .closedInBody("x")
        ),
        .streamed("a stream that ends too early", .openAIChat, .streamCut, .yes, chunk),
        .streamed(
            "a stream that falls silent",
            .openAIChat,
            .idleTimeout,
            .yes,
            chunk,
            failure: .idleTimeout(.seconds(1))
        ),
        ErrorRow(
            name: "an error whose text is cut is still that error",
            status: 429,
            headers: ["retry-after": "3"],
            body: #"{"error":{"mess"#,
            failure: .closedInBody("x"),
            kind: .rateLimited,
            retry: .yes,
            delay: .seconds(3)
        ),
        ErrorRow(
            name: "an error whose text falls silent is still that error",
            status: 401,
            body: #"{"error":{"mess"#,
            failure: .idleTimeout(.seconds(1)),
            kind: .authentication,
            retry: .stopsLane
        ),
    ]

    /// A status and an empty body.
    static let statuses: [ErrorRow] = plainStatuses.map { status, kind, retry in
        ErrorRow.whole("\(status) and no text", status, kind, retry)
    }

    private static let plainStatuses: [(Int, ModelError.Kind, ErrorRow.Retry)] = [
        (302, .rejected, .no), (400, .rejected, .no), (401, .authentication, .stopsLane),
        (402, .quotaExhausted, .stopsLane), (403, .authentication, .stopsLane), (404, .notFound, .no),
        (405, .rejected, .no), (408, .serverError, .yes), (409, .serverError, .yes), (413, .rejected, .no),
        (415, .rejected, .no), (422, .rejected, .no), (424, .rejected, .no), (425, .serverError, .yes),
        (429, .rateLimited, .yes), (451, .rejected, .no), (498, .overloaded, .yes), (499, .rejected, .no),
        (500, .serverError, .yes), (501, .serverError, .yes), (502, .serverError, .yes),
        (503, .overloaded, .yes), (504, .serverError, .yes), (520, .serverError, .yes),
        (521, .serverError, .yes), (522, .serverError, .yes), (523, .serverError, .yes),
        (524, .serverError, .yes), (529, .overloaded, .yes), (599, .serverError, .yes),
    ]

    /// What a body or a stream of any provider may be.
    static let general: [ErrorRow] = [
        .whole("a quota with a status of the client's errors", 400, .quotaExhausted, .stopsLane, noCredit),
        .whole("a quota with a status of a refused key", 403, .quotaExhausted, .stopsLane, noCredit),
        .whole("a quota with a status of the server's errors", 500, .quotaExhausted, .stopsLane, noCredit),
        .whole("a quota with a status of success", 200, .quotaExhausted, .stopsLane, noCredit),
        .streamed("a quota in a stream", .openAIChat, .quotaExhausted, .stopsLane, chunk, noCredit),
        .whole("an error with a status of success", 200, .rateLimited, .yes, #"{"error":{"code":429}}"#),
        .streamed("an error in a stream", .openAIChat, .rateLimited, .yes, #"{"error":{"code":429}}"#),
        .streamed("an error in a stream without a word", .openAIChat, .serverError, .yes, #"{"error":"x"}"#),
        .streamed("no error in a stream", .openAIChat, .streamCut, .yes, #"{"error":null,"choices":[]}"#),
        .whole("a whole answer that nobody asked for", 200, .malformed, .yes, #"{"choices":[]}"#),
        .streamed("an event that is no JSON", .openAIChat, .malformed, .yes, "nonsense"),
        .streamed("a chat's answer with nothing in it", .openAIChat, .empty, .once, stopped, "[DONE]"),
        .streamed("a chat's end and nothing before it", .openAIChat, .empty, .once, "[DONE]"),
        .streamed(
            "a message with nothing in it",
            .anthropic,
            .empty,
            .once,
            #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":0}}"#,
            #"{"type":"message_stop"}"#
        ),
        .streamed(
            "a message that waits for tools it did not call",
            .anthropic,
            .empty,
            .once,
            #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":0}}"#,
            #"{"type":"message_stop"}"#
        ),
        .streamed(
            "a response with nothing in it",
            .openAIResponses,
            .empty,
            .once,
            #"{"type":"response.completed","response":{"status":"completed","output":[]}}"#
        ),
        .streamed(
            "a candidate with nothing in it",
            .gemini,
            .empty,
            .once,
            #"{"candidates":[{"content":{"parts":[]},"finishReason":"STOP"}]}"#
        ),
    ]

    private static let noCredit = #"{"error":{"message":"said so","code":"insufficient_quota"}}"#
    private static let stopped = #"{"choices":[{"delta":{"content":""},"finish_reason":"stop"}]}"#

    /// `x-should-retry`: believed wherever the status alone decided.
    static let providerWords: [ErrorRow] = [
        word("true", of: "a wrong request", 400, .rejected, .yes),
        word("true", of: "a wrong address", 404, .notFound, .yes),
        word("true", of: "a request it cannot process", 422, .rejected, .yes),
        word("TRUE", of: "a request too large", 413, .rejected, .yes),
        word("true", of: "a wrong request, and when", 400, .rejected, .yes, after: .seconds(5)),
        word("false", of: "a conflict", 409, .serverError, .no),
        word("false", of: "a limit", 429, .rateLimited, .no),
        word("false", of: "a limit, for all it says when", 429, .rateLimited, .no, asked: "5"),
        word("false", of: "a failure", 500, .serverError, .no),
        word("false", of: "an overload", 529, .overloaded, .no),
        word("perhaps", of: "a wrong request", 400, .rejected, .no),
        word("perhaps", of: "a failure", 500, .serverError, .yes),
        word("true", of: "a refused key", 401, .authentication, .stopsLane),
        word("true", of: "a credit that is used up", 402, .quotaExhausted, .stopsLane),
        word("true", of: "a quota", 429, .quotaExhausted, .stopsLane, noCredit),
        word("true", of: "a conversation too long", 400, .contextExceeded, .no, tooLong),
        word("true", of: "a filter", 400, .filtered, .no, #"{"error":{"code":"content_filter"}}"#),
    ]

    private static let tooLong = #"{"error":{"code":"context_length_exceeded"}}"#

    /// `asked` is what `retry-after` says where that is not the delay.
    private static func word(
        _ word: String,
        of what: String,
        _ status: Int,
        _ kind: ModelError.Kind,
        _ retry: ErrorRow.Retry,
        _ body: String = "",
        after delay: Duration? = nil,
        asked: String? = nil
    ) -> ErrorRow {
        var headers = ["x-should-retry": word]
        headers["retry-after"] = asked ?? delay.map { String($0.components.seconds) }
        return .whole(
            "\(status) and \"\(word)\" to another try, of \(what)",
            status,
            kind,
            retry,
            body,
            headers: headers,
            after: delay
        )
    }
}
