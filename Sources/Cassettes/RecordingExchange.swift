import Foundation
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

    package func send<Failure: Error>(
        _ request: HTTPRequest,
        receive: (HTTPPart) async throws(Failure) -> Void
    ) async throws(HTTPExchangeError<Failure>) {
        var response = Cassette.Response()
        var ending: HTTPExchangeError<Failure>?
        do throws(HTTPExchangeError<Failure>) {
            try await network.send(request) { (part: HTTPPart) async throws(Failure) in
                switch part {
                case .head(let head):
                    response.status = head.status
                    response.headers = head.headers
                        .filter { ResponseHeaders.isKept($0.name, status: head.status) }
                        .map { Cassette.Response.Header(name: $0.name.lowercased(), value: $0.value) }
                case .body(let bytes): response.body += bytes
                }
                try await receive(part)
            }
        } catch {
            ending = error
        }
        do throws(HTTPFailure) {
            switch ending {
            // What was cancelled here tells nothing of the provider.
            case .transport(.cancelled), .transport(.unrecorded): break
            case .transport(let failure):
                response.failure = failure
                try record(response, to: request)
            // A reader that ends the exchange ends it again at the same byte of the replay.
            case .receiver, nil: try record(response, to: request)
            }
        } catch {
            throw .transport(error)
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
