import Conversation
import Foundation
import LoopbackProvider
import Synchronization
import TestSupport
import Testing
import Transport

struct NetworkExchangeTests {
    /// What came of one exchange.
    struct Outcome: Equatable {
        var status: Int?
        var body = ""
        var failure: HTTPFailure?
    }

    private static let patient = HTTPTimeouts(
        connect: .seconds(300),
        firstByte: .seconds(300),
        idle: .seconds(300)
    )

    private func withExchange<Result>(
        to address: String,
        width: Int = 4,
        timeouts: HTTPTimeouts = patient,
        environment: [String: String] = [:],
        _ body: (NetworkExchange) async throws -> Result
    ) async throws -> Result {
        let exchange = try NetworkExchange(
            address: address,
            width: width,
            timeouts: timeouts,
            environment: environment
        )
        do {
            let result = try await body(exchange)
            await exchange.shutdown()
            return result
        } catch {
            await exchange.shutdown()
            throw error
        }
    }

    private func request(_ address: String) -> HTTPRequest {
        let body =
            #"{"model":"m","stream":true,"max_tokens":10,"messages":[{"role":"user","content":"hello"}]}"#
        return HTTPRequest(
            url: address + "/chat/completions",
            headers: [HTTPRequest.Header("content-type", "application/json")],
            body: Array(body.utf8),
            job: "job"
        )
    }

    private func send(
        _ exchange: NetworkExchange,
        _ request: HTTPRequest,
        onBody: @escaping @Sendable () -> Void = {}
    ) async -> Outcome {
        let reader = CollectingReader { _ in
            onBody()
            return true
        }
        var outcome = Outcome()
        do throws(HTTPFailure) {
            try await exchange.send(request, to: reader)
        } catch {
            outcome.failure = error
        }
        outcome.status = reader.head?.status
        outcome.body = String(decoding: reader.body, as: UTF8.self)
        return outcome
    }

    // MARK: - What arrives

    @Test func `hands over head and body`() async throws {
        try await withLoopbackProvider(script: [.stream("data: a\n\ndata: b\n\n")]) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                #expect(
                    await send(exchange, request(address))
                        == Outcome(status: 200, body: "data: a\n\ndata: b\n\n")
                )
                #expect(provider.requests.map(\.prompt) == ["hello"])
                #expect(provider.requests.first?.headers["accept-encoding"] == nil)
            }
        }
    }

    @Test func `an error status is a response, and a redirect is not followed`() async throws {
        let script: [LoopbackReply] = [
            .raw(status: 503, headers: [:], body: [Array("busy".utf8)]),
            .raw(status: 307, headers: ["location": "/v1/messages"], body: []),
        ]
        try await withLoopbackProvider(script: script) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                #expect(await send(exchange, request(address)) == Outcome(status: 503, body: "busy"))
                #expect(await send(exchange, request(address)) == Outcome(status: 307))
                #expect(provider.requests.count == 2)
            }
        }
    }

    @Test func `a body of many pieces arrives whole`() async throws {
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 64 * 1024)
        let whole = Array(repeating: piece, count: 64)
        try await withLoopbackProvider(script: [.raw(body: whole)]) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                #expect(await send(exchange, request(address)).body.utf8.count == 64 * 64 * 1024)
            }
        }
    }

    // MARK: - Connections

    @Test func `keeps a connection for the next request`() async throws {
        try await withLoopbackProvider(answering: { _ in .text("hello") }) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                for _ in 0..<3 { #expect(await send(exchange, request(address)).status == 200) }
                #expect(provider.connections == 1)
            }
        }
    }

    @Test func `has a connection for each request that its width allows`() async throws {
        let gate = Gate()
        let arrived = Mutex(0)
        let rule: LoopbackProvider.Rule = { _ in
            let count = arrived.withLock { count in
                count += 1
                return count
            }
            if count == 12 { gate.open() }
            return .held(gate, then: .text("hello"))
        }
        try await withLoopbackProvider(answering: rule) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address, width: 12) { exchange in
                await withTaskGroup { group in
                    for _ in 0..<12 { group.addTask { await send(exchange, request(address)).status } }
                    #expect(
                        await group.reduce(into: []) { $0.append($1) } == Array(repeating: 200, count: 12)
                    )
                }
                #expect(provider.maxInFlight == 12)
            }
        }
    }

    @Test func `a reader that wants no more ends the exchange and its connection`() async throws {
        let gate = Gate()
        let script: [LoopbackReply] = [.paused(after: 10, gate, .text("hello")), .text("again")]
        try await withLoopbackProvider(script: script) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                let reader = CollectingReader { _ in false }
                try await exchange.send(request(address), to: reader)
                #expect(!reader.body.isEmpty && reader.body.count <= 10)
                gate.open()
                #expect(await send(exchange, request(address)).status == 200)
                #expect(provider.connections == 2)
            }
        }
    }

    // MARK: - Failures

    @Test func `nobody listens`() async throws {
        let socket = try ListeningSocket(backlog: nil)
        let address = "http://127.0.0.1:\(socket.port)"
        try await withExchange(to: address) { exchange in
            let outcome = await send(exchange, request(address))
            guard case .unreachable(let text) = outcome.failure else {
                Issue.record("\(outcome)")
                return
            }
            #expect(text.contains("refused"))
        }
    }

    @Test func `nobody accepts`() async throws {
        let socket = try ListeningSocket(backlog: 0)
        let address = "http://127.0.0.1:\(socket.port)"
        let first = try socket.fillQueue()
        defer { first.forEach { _ = close($0) } }
        var timeouts = Self.patient
        timeouts.connect = .milliseconds(100)
        try await withExchange(to: address, timeouts: timeouts) { exchange in
            #expect(
                await send(exchange, request(address))
                    == Outcome(failure: .connectTimeout(.milliseconds(100)))
            )
        }
    }

    @Test func `no head in time`() async throws {
        let gate = Gate()
        try await withLoopbackProvider(script: [.held(gate, then: .text("late"))]) { provider in
            let address = provider.baseURL(.openAIChat)
            var timeouts = Self.patient
            timeouts.firstByte = .milliseconds(50)
            try await withExchange(to: address, timeouts: timeouts) { exchange in
                #expect(
                    await send(exchange, request(address))
                        == Outcome(failure: .firstByteTimeout(.milliseconds(50)))
                )
            }
            gate.open()
        }
    }

    @Test func `no byte in time`() async throws {
        let gate = Gate()
        try await withLoopbackProvider(script: [.paused(after: 7, gate, .stream("data: a\n\n"))]) {
            provider in
            let address = provider.baseURL(.openAIChat)
            var timeouts = Self.patient
            timeouts.idle = .milliseconds(50)
            try await withExchange(to: address, timeouts: timeouts) { exchange in
                let outcome = await send(exchange, request(address))
                #expect(outcome.status == 200)
                #expect(outcome.failure == .idleTimeout(.milliseconds(50)))
                // A slow machine may not even come to send what stands before the pause.
                #expect("data: a".hasPrefix(outcome.body))
            }
            gate.open()
        }
    }

    @Test(arguments: [LoopbackReply.Ending.reset, .closed])
    func `a connection that breaks in the body`(ending: LoopbackReply.Ending) async throws {
        let gate = Gate()
        let reply = LoopbackReply.cut(
            after: 12,
            ending,
            of: .paused(after: 7, gate, .stream("data: a\n\ndata: b\n\n"))
        )
        try await withLoopbackProvider(script: [reply]) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                let outcome = await send(exchange, request(address)) { gate.open() }
                #expect(outcome.status == 200)
                guard case .closedInBody = outcome.failure else {
                    Issue.record("\(outcome)")
                    return
                }
            }
        }
    }

    @Test func `a connection that breaks before the head`() async throws {
        let socket = try ListeningSocket(backlog: 5)
        let address = "http://127.0.0.1:\(socket.port)"
        try await withExchange(to: address) { exchange in
            async let outcome = send(exchange, request(address))
            await socket.acceptAndClose()
            guard case .closedBeforeResponse = await outcome.failure else {
                Issue.record("\(await outcome)")
                return
            }
        }
    }

    @Test func `a body that ends cleanly is whole here, whatever it lacks`() async throws {
        try await withLoopbackProvider(script: [.cut(after: 7, .clean, of: .stream("data: a\n\n"))]) {
            provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                #expect(await send(exchange, request(address)) == Outcome(status: 200, body: "data: a"))
            }
        }
    }

    @Test(arguments: [true, false])
    func `cancelling the task ends the exchange`(beforeHead: Bool) async throws {
        let (gate, arrived) = (Gate(), Gate())
        let reply: LoopbackReply =
            beforeHead ? .held(gate, then: .text("late")) : .paused(after: 7, gate, .stream("data: a\n\n"))
        let rule: LoopbackProvider.Rule = { _ in
            if beforeHead { arrived.open() }
            return reply
        }
        try await withLoopbackProvider(answering: rule) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                let outcome = await withTaskGroup { group in
                    group.addTask { await send(exchange, request(address)) { arrived.open() } }
                    await arrived.wait()
                    group.cancelAll()
                    return await group.next()
                }
                #expect(outcome?.failure == .cancelled)
            }
            gate.open()
        }
    }

    @Test func `a cancelled task sends nothing`() async throws {
        try await withLoopbackProvider(answering: { _ in .text("hello") }) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                let outcome = await withTaskGroup(of: Outcome.self) { group in
                    group.cancelAll()
                    group.addTask { await send(exchange, request(address)) }
                    return await group.next()
                }
                #expect(outcome == Outcome(failure: .cancelled))
            }
            #expect(provider.requests.isEmpty)
        }
    }

    @Test func `nothing is sent after the end`() async throws {
        try await withLoopbackProvider(answering: { _ in .text("hello") }) { provider in
            let address = provider.baseURL(.openAIChat)
            try await withExchange(to: address) { exchange in
                await exchange.shutdown()
                #expect(
                    await send(exchange, request(address))
                        == Outcome(failure: .unreachable("Already shutdown"))
                )
            }
            #expect(provider.requests.isEmpty)
        }
    }

    // MARK: - Settings

    @Test func `requests go through the proxy of the environment`() async throws {
        // The loopback provider is no proxy, and says so.
        try await withLoopbackProvider(script: []) { provider in
            let environment = ["HTTP_PROXY": "http://127.0.0.1:\(provider.port)"]
            let address = "http://provider.invalid/v1"
            try await withExchange(to: address, environment: environment) { exchange in
                #expect(
                    await send(exchange, request(address))
                        == Outcome(failure: .unreachable("Invalid proxy response"))
                )
            }
        }
    }

    @Test func `refuses what is no address and what cannot be read`() {
        #expect(throws: NetworkProblem.invalidAddress("ftp://x")) {
            try NetworkExchange(address: "ftp://x", width: 1, timeouts: Self.patient, environment: [:])
        }
        #expect(throws: NetworkProblem.unreadableCertificates("/nowhere.pem")) {
            try NetworkExchange(
                address: "https://example.com",
                width: 1,
                timeouts: Self.patient,
                environment: ["SSL_CERT_FILE": "/nowhere.pem"]
            )
        }
    }

    @Test func `a header's value never stands in a failure's text`() async throws {
        let address = "http://127.0.0.1:9"
        try await withExchange(to: address) { exchange in
            var request = request(address)
            request.headers.append(HTTPRequest.Header("x-api-key", "sk-secret\nvalue", isSecret: true))
            let outcome = await send(exchange, request)
            guard case .unreachable(let text) = outcome.failure else {
                Issue.record("\(outcome)")
                return
            }
            #expect(!text.contains("secret"))
        }
    }
}
