/// The HTTP port: one request out, one streamed response in. The network, a cassette that records and a cassette that
/// replays all stand behind it.
package protocol HTTPExchange: Sendable {
    /// Sends the request and hands the response to `reader` as it comes. A response with an error status is a response
    /// like any other.
    ///
    /// Returns when the response has ended, or when the reader wants no more of it: then the connection is closed.
    func send(_ request: HTTPRequest, to reader: some HTTPResponseReader) async throws(HTTPFailure)
}

/// Takes one response, part by part and in order, on the thread on which the bytes arrive: no task is woken for a piece,
/// which would cost more than reading it. Whoever reads slowly slows every wire of that thread, so reading never waits.
package protocol HTTPResponseReader: AnyObject, Sendable {
    /// Takes the head, once and first.
    func take(_ head: HTTPResponseHead)
    /// Takes a piece of the body, of any size.
    ///
    /// - Returns: whether more is wanted.
    func take(_ body: [UInt8]) -> Bool
}

package struct HTTPRequest: Sendable {
    package var method: String
    /// The whole address.
    package var url: String
    /// Names and values in order. Values of secret headers are never logged or recorded.
    package var headers: [Header]
    package var body: [UInt8]
    /// The job on whose behalf it is sent; cassettes file their entries by it.
    package var job: String

    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String
        /// Whether the value is a key or token.
        package var isSecret: Bool

        package init(_ name: String, _ value: String, isSecret: Bool = false) {
            self.name = name
            self.value = value
            self.isSecret = isSecret
        }
    }

    package init(method: String = "POST", url: String, headers: [Header], body: [UInt8], job: String) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.job = job
    }
}

package struct HTTPResponseHead: Hashable, Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)] {
        get { fields.map { ($0.name, $0.value) } }
        set { fields = newValue.map { Field(name: $0.name, value: $0.value) } }
    }

    private struct Field: Hashable, Sendable {
        var name: String
        var value: String
    }

    private var fields: [Field]

    package init(status: Int, headers: [(name: String, value: String)]) {
        self.status = status
        fields = headers.map { Field(name: $0.name, value: $0.value) }
    }

    /// The first value of a header, its name compared without regard to case.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name.isEqualIgnoringCase(name) }?.value
    }
}

/// How the way there or back failed.
package enum HTTPFailure: Error, Hashable, Sendable {
    /// No connection: refused, no such host, TLS. Nothing was sent.
    case unreachable(String)
    case connectTimeout(Duration)
    /// The request was sent and no response head came in time.
    case firstByteTimeout(Duration)
    /// The body paused for too long.
    case idleTimeout(Duration)
    /// The connection ended before the response's head.
    case closedBeforeResponse(String)
    /// The connection ended inside the response's body.
    case closedInBody(String)
    /// The task was cancelled.
    case cancelled
    /// No cassette holds an answer; the text says what is nearest and how to record it.
    case unrecorded(String)
}

/// How long an exchange waits, at most.
package struct HTTPTimeouts: Hashable, Sendable {
    package var connect: Duration
    /// From sending to the response's head.
    package var firstByte: Duration
    /// Between two pieces of the body; comments and pings count as bytes.
    package var idle: Duration

    package init(
        connect: Duration = .seconds(10),
        firstByte: Duration = .seconds(300),
        idle: Duration = .seconds(120)
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
    }
}

extension String {
    /// Compares as RFC 9110 compares names of header fields: letters of ASCII without regard to case.
    fileprivate func isEqualIgnoringCase(_ other: String) -> Bool {
        utf8.count == other.utf8.count
            && utf8.elementsEqual(other.utf8) { first, second in
                first == second
                    || (first ^ second == 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= first | 0x20)
            }
    }
}
