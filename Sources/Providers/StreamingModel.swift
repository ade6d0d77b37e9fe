import Conversation
import Transport

/// A protocol behind the model port: every call streams, and the whole answer is what the stream adds up to.
struct StreamingModel<Format: WireFormat>: LanguageModel {
    private let format: Format
    /// Without a slash at its end.
    private let base: String
    private let headers: [HTTPRequest.Header]
    private let key: Secret?
    private let exchange: any HTTPExchange
    private let clock: ProviderClock

    init(format: Format, endpoint: ProviderEndpoint, exchange: any HTTPExchange, clock: ProviderClock) {
        self.format = format
        var base = endpoint.baseURL
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
        var headers = [
            HTTPRequest.Header("content-type", "application/json"),
            HTTPRequest.Header("accept", "text/event-stream"),
        ]
        headers += format.headers(key: endpoint.key)
        let replaced = Set(endpoint.headers.map { $0.name.lowercased() })
        headers.removeAll { replaced.contains($0.name) }
        self.headers = headers + endpoint.headers
        key = endpoint.key
        self.exchange = exchange
        self.clock = clock
    }

    func answer(
        _ request: ModelRequest,
        receive: @escaping @Sendable (ModelEvent) -> Void
    ) async throws(ModelError) -> ModelAnswer {
        let outgoing = HTTPRequest(
            url: format.url(base: base, model: request.model),
            headers: headers,
            body: format.body(of: request),
            job: request.origin.job.rawValue
        )
        let reading = ResponseReading(
            decoder: format.decoder(for: request),
            start: clock.elapsed(),
            clock: clock,
            key: key
        )
        let reader = AnswerReader(reading, receive: receive)
        do throws(HTTPFailure) {
            try await exchange.send(outgoing, to: reader)
        } catch {
            return try reader.finish(after: error)
        }
        return try reader.finish()
    }
}
