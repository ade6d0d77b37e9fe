import Conversation
import Providers
import Synchronization
import Transport

/// Gives one response, in these chunks, whatever it is asked, and keeps what it was asked.
final class CannedExchange: HTTPExchange {
    private let head: HTTPResponseHead?
    private let chunks: [[UInt8]]
    private let failure: HTTPFailure?
    private let asked = Mutex<[HTTPRequest]>([])

    init(
        status: Int = 200,
        headers: [(String, String)] = [("content-type", "text/event-stream")],
        chunks: [[UInt8]],
        failure: HTTPFailure? = nil
    ) {
        head = HTTPResponseHead(status: status, headers: headers.map { (name: $0.0, value: $0.1) })
        self.chunks = chunks
        self.failure = failure
    }

    convenience init(
        status: Int = 200,
        headers: [(String, String)] = [("content-type", "text/event-stream")],
        _ text: String
    ) {
        self.init(status: status, headers: headers, chunks: [Array(text.utf8)])
    }

    /// Fails before any head.
    init(failure: HTTPFailure) {
        head = nil
        chunks = []
        self.failure = failure
    }

    var requests: [HTTPRequest] {
        asked.withLock { $0 }
    }

    func send(_ request: HTTPRequest, to reader: some HTTPResponseReader) async throws(HTTPFailure) {
        asked.withLock { $0.append(request) }
        if let head { reader.take(head) }
        for chunk in chunks where !reader.take(chunk) { return }
        if let failure { throw failure }
    }
}

/// What a model made of a response: all that can be seen from outside.
struct Seen: Equatable {
    var events: [ModelEvent] = []
    var answer: ModelAnswer?
    var error: ModelError?
}

extension ProviderClock {
    /// 2026-11-22T08:00:00Z, and one second passes with each look at the steady clock.
    static func steps() -> ProviderClock {
        let looks = Atomic<Int>(0)
        return ProviderClock(
            now: { Moment(microseconds: 1_795_334_400_000_000) },
            elapsed: { .seconds(looks.add(1, ordering: .relaxed).oldValue) }
        )
    }
}

/// Asks a model of that protocol once.
func see(
    _ wireProtocol: WireProtocol,
    _ exchange: some HTTPExchange,
    request: ModelRequest = .sample(),
    key: Secret? = Secret("sk-0123456789"),
    change: (inout ProviderEndpoint) -> Void = { _ in }
) async throws -> Seen {
    var endpoint = ProviderEndpoint(wireProtocol: wireProtocol, baseURL: "http://provider.test/v1", key: key)
    change(&endpoint)
    let model = endpoint.model(over: exchange, clock: .steps())
    let events = Mutex<[ModelEvent]>([])
    var seen = Seen()
    do throws(ModelError) {
        seen.answer = try await model.answer(request) { event in events.withLock { $0.append(event) } }
    } catch {
        seen.error = error
    }
    seen.events = events.withLock { $0 }
    return seen
}

extension ModelRequest {
    static func sample(
        system: [String] = [],
        messages: [Message] = [.user("hello")],
        files: [Attachment] = [],
        tools: [ToolDefinition] = [],
        outputSchema: JSONValue? = nil,
        maxOutputTokens: Int = 4_000,
        temperature: String? = nil,
        reasoning: ReasoningSetting? = nil,
        abilities: ModelAbilities = ModelAbilities()
    ) -> ModelRequest {
        ModelRequest(
            model: "model-1",
            system: system,
            messages: messages,
            files: files,
            tools: tools,
            outputSchema: outputSchema,
            maxOutputTokens: maxOutputTokens,
            temperature: temperature,
            reasoning: reasoning,
            abilities: abilities,
            origin: CallOrigin(
                job: JobID("job-1"),
                attempt: 1,
                session: SessionID("ses_1"),
                step: 1,
                purpose: .agent
            )
        )
    }
}
