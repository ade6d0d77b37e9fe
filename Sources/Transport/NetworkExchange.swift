import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// The network behind the HTTP port, for one provider: HTTP/1.1 with kept connections, as many as its lane is wide.
///
/// Nothing is retried, redirected or decompressed here. All its connections live on one event loop, whose thread
/// also reads what they bring.
package final class NetworkExchange: HTTPExchange {
    private let client: HTTPClient
    private let timeouts: HTTPTimeouts
    private let lastRequest = Mutex<(url: String, method: String, empty: HTTPClient.Request)?>(nil)

    /// - Parameters:
    ///   - address: the provider's base address; it decides which proxy is used.
    ///   - width: the most requests that will be in flight at once.
    ///   - timeouts: how long each exchange waits for what.
    ///   - environment: where `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` and `SSL_CERT_FILE` are looked up.
    /// - Throws: what is wrong with the address or with one of these variables.
    package init(
        address: String,
        width: Int,
        timeouts: HTTPTimeouts,
        environment: [String: String]
    ) throws(NetworkProblem) {
        guard let url = URL(string: address), let scheme = url.scheme?.lowercased(),
            scheme == "http" || scheme == "https", url.host() != nil
        else { throw .invalidAddress(address) }
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(timeouts.connect))
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, width)
        // Retries are counted and paced elsewhere, and one here would hide a refusal until the time limit.
        configuration.connectionPool.retryConnectionEstablishment = false
        if let proxy = try ProxyRules(environment).proxy(for: address) {
            configuration.proxy = .server(
                host: proxy.host,
                port: proxy.port,
                authorization: proxy.credentials.map { .basic(credentials: $0) }
            )
        }
        if let file = environment["SSL_CERT_FILE"], !file.isEmpty, scheme == "https" {
            guard FileManager.default.isReadableFile(atPath: file) else {
                throw .unreadableCertificates(file)
            }
            var security = TLSConfiguration.makeClientConfiguration()
            security.trustRoots = .file(file)
            configuration.tlsConfiguration = security
        }
        configuration.tracing.tracer = nil
        // Meant for debugging, and the one place where a connection can be given a handler.
        configuration.http1_1ConnectionDebugInitializer = { $0.joinBodies() }
        client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton.next()),
            configuration: configuration
        )
        self.timeouts = timeouts
    }

    package func send(_ request: HTTPRequest, to reader: some HTTPResponseReader) async throws(HTTPFailure) {
        let outgoing: HTTPClient.Request
        do {
            outgoing = try prepared(request)
        } catch {
            let text = (error as? HTTPClientError)?.shortDescription ?? String(describing: error)
            throw .unreachable(text)
        }
        let receiver = ResponseReceiver(for: reader, timeouts: timeouts)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                guard receiver.begin(for: waiter) else { return }
                let task = client.execute(request: outgoing, delegate: receiver)
                receiver.attach(task)
                // A client that was shut down fails the task and tells no delegate.
                task.futureResult.whenFailure { receiver.didReceiveError(task: task, $0) }
            }
        } onCancel: {
            receiver.abandon()
        }
        try result.get()
    }

    /// Closes the connections. Exchanges must have ended; nothing can be sent any more.
    package func shutdown() async {
        // It fails only when called twice.
        try? await client.shutdown()
    }

    private func prepared(_ request: HTTPRequest) throws -> HTTPClient.Request {
        var outgoing = try empty(request)
        outgoing.headers.reserveCapacity(request.headers.count + 2)
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        if !request.body.isEmpty { outgoing.body = .byteBuffer(ByteBuffer(bytes: request.body)) }
        return outgoing
    }

    /// A request without headers and body. Taking an address apart costs more than the rest of a request, and a provider
    /// has one or two.
    private func empty(_ request: HTTPRequest) throws -> HTTPClient.Request {
        if let last = lastRequest.withLock({ $0 }), last.url == request.url, last.method == request.method {
            return last.empty
        }
        guard let url = URL(string: request.url) else { throw HTTPClientError.invalidURL }
        let empty = try HTTPClient.Request(url: url, method: HTTPMethod(rawValue: request.method))
        lastRequest.withLock { $0 = (request.url, request.method, empty) }
        return empty
    }
}

/// Why no exchange can be made from what a manifest or the environment says.
package enum NetworkProblem: Error, Hashable, Sendable {
    /// Not an `http` or `https` address with a host.
    case invalidAddress(String)
    /// The variable's value is not the address of an HTTP proxy.
    case invalidProxy(variable: String)
    /// `SSL_CERT_FILE` names a file that cannot be read.
    case unreadableCertificates(String)
}
