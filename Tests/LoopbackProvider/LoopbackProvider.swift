package import Conversation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A provider on this machine: a real HTTP server that speaks Anthropic Messages and OpenAI chat completions, answers
/// as a test says, remembers what it was asked, and refuses what the real services refuse.
package final class LoopbackProvider: Sendable {
    package typealias Rule = @Sendable (LoopbackRequest) async -> LoopbackReply

    private struct State {
        var requests: [LoopbackRequest] = []
        var refusals: [String] = []
        var inFlight = 0
        var maxInFlight = 0
        var clients: Set<Int> = []
        var gates: [Gate] = []
        var documents: [String: LoopbackReply] = [:]
        var fetches: [String] = []
        var rule: Rule
    }

    package let port: Int
    private let key: String?
    private let state: Mutex<State>

    fileprivate init(port: Int, key: String?, rule: @escaping Rule) {
        self.port = port
        self.key = key
        state = Mutex(State(rule: rule))
    }

    /// The address as a manifest's `baseURL` has it.
    package func baseURL(_ wireProtocol: WireProtocol) -> String {
        let root = "http://127.0.0.1:\(port)"
        return switch wireProtocol {
        case .anthropic, .gemini: root
        case .openAIChat, .openAIResponses: root + "/v1"
        }
    }

    /// All requests so far in the order in which they came, refused ones among them.
    package var requests: [LoopbackRequest] {
        state.withLock { $0.requests }
    }

    /// Why requests were refused as impossible. A test of a session wants this empty.
    package var refusals: [String] {
        state.withLock { $0.refusals }
    }

    /// The most requests that were being answered at one time.
    package var maxInFlight: Int {
        state.withLock { $0.maxInFlight }
    }

    /// How many connections were made.
    package var connections: Int {
        state.withLock { $0.clients.count }
    }

    /// From now on a plain GET of this path, such as `/api.json`, is answered so.
    ///
    /// - Returns: the whole address.
    @discardableResult
    package func serve(_ reply: LoopbackReply, at path: String) -> String {
        state.withLock { state in
            state.documents[path] = reply
            state.gates += reply.gates
        }
        return "http://127.0.0.1:\(port)\(path)"
    }

    /// The paths of all plain GETs so far.
    package var fetches: [String] {
        state.withLock { $0.fetches }
    }

    /// From now on answers by this rule.
    package func answer(by rule: @escaping Rule) {
        state.withLock { $0.rule = rule }
    }
}

/// Runs a loopback provider while `body` does.
///
/// ```swift
/// try await withLoopbackProvider(answering: { request in
///     request.toolTurns < 3 ? .call("read", #"{"filePath":"a.txt"}"#) : .text("done, \(request.job ?? "")")
/// }) { provider in … provider.baseURL(.anthropic) … }
/// ```
///
/// - Parameters:
///   - key: must be shown by each request; any or none will do where it is absent.
///   - rule: decides on each request that the real service would not refuse.
///   - body: what is done with it.
/// - Returns: what `body` returns.
/// - Throws: what `body` throws.
package func withLoopbackProvider<Result: Sendable>(
    key: String? = nil,
    answering rule: @escaping LoopbackProvider.Rule,
    _ body: (LoopbackProvider) async throws -> Result
) async throws -> Result {
    // The port is known only when the server runs, and the server's responder needs the provider.
    let (started, startedContinuation) = AsyncStream.makeStream(
        of: Int.self,
        bufferingPolicy: .bufferingOldest(1)
    )
    let responder = LoopbackResponder()
    var logger = Logger(label: "loopback")
    logger.logLevel = .critical
    let application = Application(
        responder: responder,
        configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { startedContinuation.yield($0.localAddress?.port ?? 0) },
        logger: logger
    )
    // Ended by cancellation, a server drops connections that it has just accepted, and the library takes that for a
    // programming error; asked to end, it answers them first.
    var configuration = ServiceGroupConfiguration(services: [application], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(2)
    let services = ServiceGroup(configuration: configuration)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { startedContinuation.finish() }
            try await services.run()
        }
        guard let port = await started.first(where: { _ in true }) else {
            try await group.next()
            throw LoopbackProblem.notStarted
        }
        let provider = LoopbackProvider(port: port, key: key, rule: rule)
        responder.provider.withLock { $0 = provider }
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(provider))
        } catch {
            result = .failure(error)
        }
        provider.openGates()
        await services.triggerGracefulShutdown()
        try? await group.waitForAll()
        return try result.get()
    }
}

/// The same, with one reply for each request, in order. A request more gets status 500.
package func withLoopbackProvider<Result: Sendable>(
    key: String? = nil,
    script: [LoopbackReply],
    _ body: (LoopbackProvider) async throws -> Result
) async throws -> Result {
    try await withLoopbackProvider(
        key: key,
        answering: { request in
            guard request.number <= script.count else {
                return .error(status: 500, type: "api_error", message: "the script has no more replies")
            }
            return script[request.number - 1]
        },
        body
    )
}

private enum LoopbackProblem: Error {
    case notStarted
}

// MARK: - Answering

/// Stands between the server, which must exist first, and the provider, which must know its port.
private final class LoopbackResponder: HTTPResponder {
    let provider = Mutex<LoopbackProvider?>(nil)

    func respond(to request: Request, context: LoopbackContext) async throws -> Response {
        guard let provider = provider.withLock({ $0 }) else { return Response(status: .serviceUnavailable) }
        return try await provider.respond(to: request, channel: context.channel)
    }
}

private struct LoopbackContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

extension LoopbackProvider {
    /// What a test left closed would keep the server from ending.
    fileprivate func openGates() {
        for gate in state.withLock({ $0.gates }) { gate.open() }
    }

    fileprivate func respond(to request: Request, channel: any Channel) async throws -> Response {
        let buffer = try await request.body.collect(upTo: 64 * 1024 * 1024)
        let body = Array(buffer.readableBytesView)
        if request.method == .get, let reply = document(at: request.uri.path) {
            let plain = LoopbackRequest(
                number: 0,
                wireProtocol: .openAIChat,
                model: nil,
                headers: [:],
                body: [],
                json: .null
            )
            return await written(reply, to: plain, on: channel) {}
        }
        guard let (wireProtocol, model) = Self.route(request.uri.path) else {
            return Response(status: .notFound)
        }
        guard request.method == .post, let json = try? JSONValue(parsing: body) else {
            return Response(status: .badRequest)
        }
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let (parsed, rule) = state.withLock { state in
            let parsed = LoopbackRequest(
                number: state.requests.count + 1,
                wireProtocol: wireProtocol,
                model: model,
                headers: headers,
                body: body,
                json: json
            )
            state.requests.append(parsed)
            state.inFlight += 1
            state.maxInFlight = max(state.maxInFlight, state.inFlight)
            if let port = channel.remoteAddress?.port { state.clients.insert(port) }
            return (parsed, state.rule)
        }
        let reply: LoopbackReply
        if let impossible = ImpossibleRequest.find(in: parsed, key: key) {
            state.withLock { $0.refusals.append(impossible.message) }
            reply = impossible.reply
        } else {
            reply = await rule(parsed)
        }
        let gates = reply.gates
        if !gates.isEmpty { state.withLock { $0.gates += gates } }
        return await written(reply, to: parsed, on: channel) {
            self.state.withLock { $0.inFlight -= 1 }
        }
    }

    private func document(at path: String) -> LoopbackReply? {
        state.withLock { state in
            state.fetches.append(path)
            return state.documents[path]
        }
    }

    private func written(
        _ reply: LoopbackReply,
        to request: LoopbackRequest,
        on channel: any Channel,
        whenDone: @escaping @Sendable () -> Void
    ) async -> Response {
        var reply = reply
        while case .held(let gate, let then) = reply {
            await gate.wait()
            reply = then
        }
        return WrittenReply(reply, to: request).response(on: channel, whenDone: whenDone)
    }

    /// The protocol that an address belongs to, and the model, where the address names it.
    private static func route(_ path: String) -> (WireProtocol, String?)? {
        switch path {
        case "/v1/messages": return (.anthropic, nil)
        case "/v1/chat/completions": return (.openAIChat, nil)
        case "/v1/responses": return (.openAIResponses, nil)
        default:
            let (start, end) = ("/v1beta/models/", ":streamGenerateContent")
            guard path.hasPrefix(start), path.hasSuffix(end) else { return nil }
            return (.gemini, String(path.dropFirst(start.count).dropLast(end.count)))
        }
    }
}
