import Conversation
import Transport

/// The recorded exchanges of one job, in the order in which they ended: one readable file.
struct Cassette: Sendable {
    var job: String
    var recording: Recording
    var exchanges: [Exchange] = []

    /// One request and what came of it.
    struct Exchange: Sendable {
        /// The path of the address; the host says nothing about the question.
        var path: String
        var request: CanonicalRequest
        var response: Response
    }

    struct Response: Hashable, Sendable {
        /// Nothing where the exchange failed before the head.
        var status: Int?
        var headers: [Header] = []
        /// With placeholders, where it is text.
        var body: [UInt8] = []
        /// How the exchange failed, where it did.
        var failure: HTTPFailure?

        struct Header: Hashable, Sendable {
            var name: String
            var value: String
        }
    }
}

/// How a cassette was made; its header says so.
package struct Recording: Hashable, Sendable {
    package enum Origin: String, Sendable {
        case provider = "a provider"
        case loopback = "the scripted loopback provider"
    }

    package var origin: Origin
    /// The version that recorded.
    package var version: String
    /// The day, as `2026-11-22`.
    package var date: String

    package init(origin: Origin, version: String, date: String) {
        self.origin = origin
        self.version = version
        self.date = date
    }
}
