import Synchronization

/// A response with all of its body.
package struct HTTPResponse: Hashable, Sendable {
    package var head: HTTPResponseHead
    /// At most as long as was allowed.
    package var body: [UInt8]
    /// Whether there was more of the body than was allowed: then nothing beyond that was taken.
    package var isCutShort: Bool

    package init(head: HTTPResponseHead, body: [UInt8], isCutShort: Bool = false) {
        self.head = head
        self.body = body
        self.isCutShort = isCutShort
    }
}

extension HTTPExchange {
    /// Sends the request and waits for the whole response, for what is small enough to be kept.
    ///
    /// - Parameters:
    ///   - request: a plain one; what is streamed is better read as it comes.
    ///   - limit: the most bytes that the body may have; at one more the connection is closed.
    /// - Returns: the response, whatever its status.
    /// - Throws: how the way there or back failed.
    package func response(to request: HTTPRequest, limit: Int) async throws(HTTPFailure) -> HTTPResponse {
        let collector = ResponseCollector(limit: limit)
        try await send(request, to: collector)
        guard let response = collector.response else { throw .closedBeforeResponse("no head") }
        return response
    }
}

/// Keeps a response up to a size.
private final class ResponseCollector: HTTPResponseReader {
    private let limit: Int
    private let kept = Mutex<HTTPResponse?>(nil)

    init(limit: Int) {
        self.limit = limit
    }

    var response: HTTPResponse? {
        kept.withLock { $0 }
    }

    func take(_ head: HTTPResponseHead) {
        kept.withLock { $0 = HTTPResponse(head: head, body: []) }
    }

    func take(_ body: [UInt8]) -> Bool {
        kept.withLock { response in
            let room = limit - (response?.body.count ?? 0)
            response?.body += body.prefix(room)
            if body.count > room { response?.isCutShort = true }
            return body.count <= room
        }
    }
}
