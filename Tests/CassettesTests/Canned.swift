import Cassettes
import Conversation
import Synchronization
import TestSupport
import Transport

/// What came of one exchange.
struct Outcome: Equatable {
    var status: Int?
    var headers: [String] = []
    var body = ""
    var failure: HTTPFailure?
}

/// A network that gives these outcomes one after the other, and then none.
final class Network: HTTPExchange {
    private let outcomes: Mutex<[Outcome]>
    private let asked = Mutex(0)

    init(_ outcomes: Outcome...) {
        self.outcomes = Mutex(outcomes)
    }

    var requests: Int {
        asked.withLock { $0 }
    }

    func send(_ request: HTTPRequest, to reader: some HTTPResponseReader) async throws(HTTPFailure) {
        asked.withLock { $0 += 1 }
        let next = outcomes.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let outcome = next else { throw .unreachable("no more outcomes") }
        if let status = outcome.status {
            let headers = outcome.headers.map { header in
                let parts = header.split(separator: ": ")
                return (name: String(parts[0]), value: String(parts[1]))
            }
            reader.take(HTTPResponseHead(status: status, headers: headers))
        }
        // In pieces, as networks do.
        for byte in outcome.body.utf8 where !reader.take([byte]) { return }
        if let failure = outcome.failure { throw failure }
    }
}

func send(_ body: String, job: String = "job-1", over exchange: some HTTPExchange) async -> Outcome {
    let request = HTTPRequest(
        url: "http://provider.test/v1/messages?key=sk-in-the-query",
        headers: [HTTPRequest.Header("x-api-key", "sk-in-a-header", isSecret: true)],
        body: Array(body.utf8),
        job: job
    )
    let reader = CollectingReader()
    var outcome = Outcome()
    do throws(HTTPFailure) {
        try await exchange.send(request, to: reader)
    } catch {
        outcome.failure = error
    }
    outcome.status = reader.head?.status
    outcome.headers = reader.head?.headers.map { "\($0.name): \($0.value)" } ?? []
    outcome.body = String(decoding: reader.body, as: UTF8.self)
    return outcome
}

/// A folder below a scratch one, as one run sees it.
func folder(
    _ scratch: Scratch,
    home: String = "/home/ann",
    date: String = "2026-11-22",
    secrets: [Secret] = []
) -> CassetteFolder {
    CassetteFolder(
        path: scratch.path("cassettes"),
        manifest: "jobs/a.json",
        recording: Recording(origin: .loopback, version: "0.1.0", date: "2026-11-22"),
        placeholders: Placeholders([(home, "home"), (date, "date")], secrets: secrets)
    )
}

let stream = "event: message_start\ndata: {\"type\":\"message_start\"}\n\ndata: {\"text\":\"日本\"}\n\n"
let ok = Outcome(status: 200, headers: ["content-type: text/event-stream"], body: stream)
