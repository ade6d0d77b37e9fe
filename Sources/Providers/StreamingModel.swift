import Conversation
import Transport

/// A protocol behind the model port: every call streams, and the whole answer is what the stream adds up to.
struct StreamingModel<Format: WireFormat>: LanguageModel {
    private let format: Format
    /// Without a slash at its end.
    private let base: String
    /// In place of the protocol's own, with `{model}` where the model's name goes.
    private let path: String?
    private let headers: [HTTPRequest.Header]
    private let key: Secret?
    private let exchange: any HTTPExchange
    private let clock: ProviderClock

    init(format: Format, endpoint: ProviderEndpoint, exchange: any HTTPExchange, clock: ProviderClock) {
        self.format = format
        var base = endpoint.baseURL
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
        path = endpoint.path
        var headers = [
            HTTPRequest.Header("content-type", "application/json"),
            HTTPRequest.Header("accept", "text/event-stream"),
        ]
        headers += format.headers
        if let key = endpoint.key { headers.append((endpoint.keyHeader ?? format.keyHeader).header(key)) }
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
            url: url(of: request.model),
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

    private func url(of model: String) -> String {
        guard let path else { return format.url(base: base, model: model) }
        return base + (path.hasPrefix("/") ? "" : "/") + path.replacing("{model}", with: model)
    }
}

extension KeyHeader {
    func header(_ key: Secret) -> HTTPRequest.Header {
        switch self {
        case .bearer: HTTPRequest.Header("authorization", "Bearer " + key.reveal(), isSecret: true)
        case .apiKey, .xAPIKey, .xGoogAPIKey: HTTPRequest.Header(rawValue, key.reveal(), isSecret: true)
        }
    }
}
