import Foundation
import Synchronization
package import Transport

/// Passes requests on to the network and writes what came of them into a folder of cassettes.
///
/// Each exchange is on disk before its end is known to the session. Headers of requests are not written at all, and
/// known secrets in bodies are struck out.
package struct RecordingExchange: HTTPExchange {
    private let folder: CassetteFolder
    private let network: any HTTPExchange
    private let beginsAnew: Bool

    /// - Parameters:
    ///   - network: asked for every answer.
    ///   - folder: where they are written.
    ///   - beginsAnew: whether a job's former recording is replaced; otherwise what is new is added to it.
    package init(of network: any HTTPExchange, into folder: CassetteFolder, beginsAnew: Bool) {
        self.network = network
        self.folder = folder
        self.beginsAnew = beginsAnew
    }

    package func send(_ request: HTTPRequest, to reader: some HTTPResponseReader) async throws(HTTPFailure) {
        let copy = CopyingReader(reader)
        var ending: HTTPFailure?
        do throws(HTTPFailure) {
            try await network.send(request, to: copy)
        } catch {
            ending = error
        }
        switch ending {
        // What was cancelled here tells nothing of the provider.
        case .cancelled, .unrecorded: break
        // A reader that ends the exchange ends it again at the same byte of the replay.
        default:
            var response = copy.response
            response.failure = ending
            try record(response, to: request)
        }
        if let ending { throw ending }
    }

    private func record(_ response: Cassette.Response, to request: HTTPRequest) throws(HTTPFailure) {
        var response = response
        if let text = String(validating: response.body, as: UTF8.self) {
            response.body = Array(folder.placeholders.hiding(text).utf8)
        }
        let exchange = Cassette.Exchange(
            path: URL(string: request.url)?.path() ?? "",
            request: CanonicalRequest(body: request.body, placeholders: folder.placeholders),
            response: response
        )
        do {
            try folder.add(exchange, job: request.job, beginsAnew: beginsAnew)
        } catch {
            throw .unrecorded("the answer could not be recorded in \(folder.path): \(error)")
        }
    }
}

/// Passes a response on and keeps what a cassette holds of it.
private final class CopyingReader<Reader: HTTPResponseReader>: HTTPResponseReader {
    private let reader: Reader
    private let copy = Mutex(Cassette.Response())

    init(_ reader: Reader) {
        self.reader = reader
    }

    var response: Cassette.Response {
        copy.withLock { $0 }
    }

    func take(_ head: HTTPResponseHead) {
        copy.withLock { response in
            response.status = head.status
            response.headers = head.headers
                .filter { ResponseHeaders.isKept($0.name, status: head.status) }
                .map { Cassette.Response.Header(name: $0.name.lowercased(), value: $0.value) }
                // Servers may send them in any order; a new recording should differ where the answer does.
                .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        }
        reader.take(head)
    }

    func take(_ body: [UInt8]) -> Bool {
        copy.withLock { $0.body += body }
        return reader.take(body)
    }
}
