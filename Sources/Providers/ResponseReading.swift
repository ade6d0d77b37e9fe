import Conversation
import Transport

/// What one response has come to: a stream that is decoded as it comes, or something else that is kept to be
/// explained.
struct ResponseReading<Decoder: AnswerDecoder> {
    /// What the last chunk brought.
    private(set) var events: [ModelEvent] = []

    private var decoder: Decoder
    private var stream = ServerSentEvents()
    private var head: HTTPResponseHead?
    private var facts = ResponseFacts()
    /// The body, where it is no stream.
    private var body: [UInt8] = []
    private var isStream = false
    private let start: Duration
    private let clock: ProviderClock
    private let key: Secret?

    /// No explanation of a failure is longer.
    private static var bodyLimit: Int { 64 * 1024 }

    init(decoder: Decoder, start: Duration, clock: ProviderClock, key: Secret?) {
        self.decoder = decoder
        self.start = start
        self.clock = clock
        self.key = key
    }

    mutating func begin(_ head: HTTPResponseHead) {
        self.head = head
        decoder.begin(head)
        facts.status = head.status
        facts.requestID = head["request-id"] ?? head["x-request-id"]
        facts.firstByte = clock.elapsed() - start
        facts.limits = head.rateLimits(now: clock.now())
        // A gateway's page or a whole JSON body is no stream; servers that name no type do stream.
        let type = head["content-type"]?.prefix { $0 != ";" && $0 != " " }.lowercased() ?? ""
        isStream = 200..<300 ~= head.status && type != "text/html" && !type.hasSuffix("json")
    }

    mutating func add(_ bytes: [UInt8]) throws(ModelError) {
        events.removeAll(keepingCapacity: true)
        guard isStream else {
            if body.count < Self.bodyLimit { body += bytes }
            return
        }
        stream.feed(bytes)
        while let event = stream.next() {
            do {
                try decoder.decode(event.bytes, in: event.range, into: &events)
            } catch {
                // What came before the mistake came all the same.
                noteFirstToken()
                throw modelError(error)
            }
        }
        noteFirstToken()
    }

    private mutating func noteFirstToken() {
        if facts.firstToken == nil, !events.isEmpty { facts.firstToken = clock.elapsed() - start }
    }

    /// The answer, or why there is none, now that the response has ended.
    func finish() throws(ModelError) -> ModelAnswer {
        guard let head else {
            throw error(.network, "the response had no head")
        }
        guard isStream else { throw explained(head) }
        guard decoder.isComplete else {
            throw error(.streamCut, "the stream ended before its final event")
        }
        return try whole()
    }

    /// The same where the way broke off. What is whole by then is not asked for again.
    func finish(after failure: HTTPFailure) throws(ModelError) -> ModelAnswer {
        if isStream, decoder.isComplete, failure != .cancelled { return try whole() }
        switch failure {
        // An error's status says enough, even where its text was cut.
        case .closedInBody, .idleTimeout:
            if let head, !(200..<300 ~= head.status) { throw explained(head) }
        default: break
        }
        switch failure {
        case .unreachable(let text), .closedBeforeResponse(let text): throw error(.network, text)
        case .closedInBody(let text): throw error(.streamCut, text)
        case .connectTimeout(let limit): throw error(.connectTimeout, "no connection in \(limit)")
        case .firstByteTimeout(let limit): throw error(.firstByteTimeout, "no response in \(limit)")
        case .idleTimeout(let limit): throw error(.idleTimeout, "no byte in \(limit)")
        case .cancelled: throw error(.cancelled, "")
        case .unrecorded(let text): throw error(.unrecorded, text)
        }
    }

    private func whole() throws(ModelError) -> ModelAnswer {
        var answer: ModelAnswer
        do {
            answer = try decoder.answer()
        } catch {
            throw modelError(error)
        }
        answer.response = facts
        if answer.turn.parts.isEmpty, !mayBeEmpty(answer) {
            throw error(.empty, "the answer has no content (\(answer.stop.name))")
        }
        return answer
    }

    /// A model that met its output cap or a filter said so, and tokens that are not shown were written all the same; one
    /// that is done and said nothing did not answer.
    private func mayBeEmpty(_ answer: ModelAnswer) -> Bool {
        if (answer.usage.usage?.completion ?? 0) > 0 { return true }
        return switch answer.stop {
        case .outputLimit, .stopSequence, .refused, .filtered, .contextLimit, .paused: true
        case .endTurn, .toolUse, .other: false
        }
    }
}

// MARK: - Errors

extension ResponseReading {
    /// A response that is no stream: an error in the provider's words, or something that no provider sends.
    private func explained(_ head: HTTPResponseHead) -> ModelError {
        let errorBody = ErrorBody(parsing: body)
        guard !(200..<300 ~= head.status) || errorBody.isError else {
            return error(.malformed, "not an event stream: " + errorBody.message)
        }
        return classified(errorBody)
    }

    private func modelError(_ failure: DecodingFailure) -> ModelError {
        switch failure {
        case .malformed(let text): error(.malformed, text)
        case .unusableCall(let text): error(.unusableCall, text)
        case .provider(let body): classified(body)
        }
    }

    private func classified(_ body: ErrorBody) -> ModelError {
        let failure = ProviderFailure(body: body, head: head, now: clock.now())
        var error = error(failure.kind, body.message)
        error.retryAfter = failure.retryAfter
        error.shouldRetry = failure.shouldRetry
        return error
    }

    private func error(_ kind: ModelError.Kind, _ message: String) -> ModelError {
        ModelError(kind, message: withoutKey(message), usage: decoder.usage, response: facts)
    }

    /// Some providers repeat the key that they refuse.
    private func withoutKey(_ message: String) -> String {
        guard let key = key?.reveal(), key.utf8.count >= 8 else { return message }
        return message.split(separator: key, omittingEmptySubsequences: false).joined(separator: "[key]")
    }
}
