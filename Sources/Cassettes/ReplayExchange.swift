package import Transport

/// Answers from a folder of cassettes, without a network and without delays.
package struct ReplayExchange: HTTPExchange {
    private let folder: CassetteFolder
    private let missing: (any HTTPExchange)?

    /// - Parameters:
    ///   - folder: where answers are looked up.
    ///   - missing: asked where there is no answer; without it a miss is `HTTPFailure.unrecorded`.
    package init(from folder: CassetteFolder, missing: (any HTTPExchange)? = nil) {
        self.folder = folder
        self.missing = missing
    }

    package func send(_ request: HTTPRequest, to reader: some HTTPResponseReader) async throws(HTTPFailure) {
        if Task.isCancelled { throw .cancelled }
        let canonical = CanonicalRequest(body: request.body, placeholders: folder.placeholders)
        switch folder.next(for: canonical, job: request.job) {
        case .hit(let response):
            try play(response, to: reader)
        case .miss(let number):
            guard let missing else {
                throw .unrecorded(folder.explanation(of: canonical, job: request.job, number: number))
            }
            try await missing.send(request, to: reader)
        }
    }

    private func play(_ response: Cassette.Response, to reader: some HTTPResponseReader) throws(HTTPFailure) {
        if let status = response.status {
            let headers = response.headers.filter { !ResponseHeaders.isDelay($0.name) }
            reader.take(HTTPResponseHead(status: status, headers: headers.map { ($0.name, $0.value) }))
        }
        if !response.body.isEmpty {
            // One piece: the decoders' tests see to it that pieces make no difference.
            let text = String(validating: response.body, as: UTF8.self)
            let body = text.map { Array(folder.placeholders.showing($0).utf8) } ?? response.body
            if !reader.take(body) { return }
        }
        if let failure = response.failure { throw failure }
    }
}

/// Which of a response's headers a cassette keeps: those that a decoder reads. The others differ from day to day.
enum ResponseHeaders {
    static func isKept(_ name: String, status: Int) -> Bool {
        switch name.lowercased() {
        case "content-type", "request-id", "x-request-id": true
        // What an error asks for; with a whole answer these are noise.
        case let name: status >= 400 && (isDelay(name) || name == "x-should-retry")
        }
    }

    /// Recorded failures replay in their order, but nobody waits for a provider that is not asked.
    static func isDelay(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasPrefix("retry-after") || name.contains("-ratelimit-")
    }
}
