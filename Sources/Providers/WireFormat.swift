import Conversation
import Transport

/// One protocol: how a request is written, and what reads its stream.
protocol WireFormat: Sendable {
    associatedtype Decoder: AnswerDecoder

    /// The whole address for a model, made from a base address that does not end in a slash.
    func url(base: String, model: String) -> String
    /// Where the key goes, unless the endpoint says otherwise.
    var keyHeader: KeyHeader { get }
    /// What the protocol wants besides the content's type and the key.
    var headers: [HTTPRequest.Header] { get }
    /// Always the same bytes for the same request: caches of providers and cassettes live by it.
    func body(of request: ModelRequest) -> [UInt8]
    func decoder(for request: ModelRequest) -> Decoder
}

/// Reads the events of one answer's stream, and knows at each instant what has come.
protocol AnswerDecoder: Sendable {
    /// Takes in what the response's head says of the answer.
    mutating func begin(_ head: HTTPResponseHead)
    /// Takes in one event's data and adds what displays are told of it.
    mutating func decode(
        _ bytes: [UInt8],
        in range: Range<Int>,
        into events: inout [ModelEvent]
    ) throws(DecodingFailure)
    /// Whether all that makes an answer whole has come.
    var isComplete: Bool { get }
    /// What is known of the usage so far.
    var usage: ReportedUsage { get }
    /// The answer, once it is complete.
    func answer() throws(DecodingFailure) -> ModelAnswer
}

extension WireFormat {
    var headers: [HTTPRequest.Header] {
        []
    }
}

extension AnswerDecoder {
    /// Most protocols say everything in the stream.
    mutating func begin(_ head: HTTPResponseHead) {}
}

/// Why a stream that arrives well gives no answer.
enum DecodingFailure: Error {
    /// An event that is not what the protocol says.
    case malformed(String)
    /// The provider could not read what the model wrote.
    case unusableCall(String)
    /// The provider says in the stream that it failed.
    case provider(ErrorBody)
}

extension DecodingFailure {
    /// - Parameters:
    ///   - error: its offset counts from the first byte of what was read.
    ///   - range: where the event lies in that.
    init(_ error: JSONError, in range: Range<Int>) {
        let offset = error.offset - range.lowerBound
        self = .malformed("an event of the stream is not the JSON it should be, at byte \(offset) of it")
    }
}
