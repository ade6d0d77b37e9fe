import Conversation
import Foundation
import Transport

/// The file's form, made for people who read the changes of a commit: a request tells only what differs from the one
/// before it in the file, texts of several lines are several lines, and so are the response's.
extension Cassette {
    var text: String {
        var exchanges: [JSONValue] = []
        var previous: JSONValue?
        for exchange in self.exchanges {
            exchanges.append(
                .object([
                    ("path", .string(exchange.path)),
                    ("request", JSONDelta.encode(exchange.request.body, after: previous)),
                    ("response", exchange.response.json),
                ])
            )
            previous = exchange.request.body
        }
        return PrettyJSON.text(
            .object([
                ("cassette", 1),
                ("job", .string(job)),
                (
                    "recorded",
                    .object([
                        ("from", .string(recording.origin.rawValue)),
                        ("docket", .string(recording.version)),
                        ("date", .string(recording.date)),
                    ])
                ),
                ("exchanges", .array(exchanges)),
            ])
        )
    }

    /// Reads a file's text.
    init(parsing bytes: [UInt8]) throws(CassetteProblem) {
        guard let json = try? JSONValue(parsing: bytes) else { throw .notJSON }
        guard json["cassette"]?.integer == 1, let job = json["job"]?.string,
            let list = json["exchanges"]?.array
        else { throw .notACassette }
        self.job = job
        recording = Recording(
            origin: (json["recorded"]?["from"]?.string).flatMap(Recording.Origin.init) ?? .provider,
            version: json["recorded"]?["docket"]?.string ?? "",
            date: json["recorded"]?["date"]?.string ?? ""
        )
        var previous: JSONValue?
        for (index, json) in list.enumerated() {
            guard let request = json["request"], let response = json["response"].flatMap(Response.init)
            else { throw .invalidExchange(index + 1) }
            let body = JSONDelta.decode(request, after: previous)
            exchanges.append(
                Exchange(
                    path: json["path"]?.string ?? "",
                    request: CanonicalRequest(canonical: body),
                    response: response
                )
            )
            previous = body
        }
    }
}

/// Why a file of a cassette folder cannot be used.
enum CassetteProblem: Error, Hashable {
    case notJSON
    case notACassette
    /// Counted from 1.
    case invalidExchange(Int)
}

extension Cassette.Response {
    fileprivate var json: JSONValue {
        var object = JSONObject()
        object["status"] = status.map { .number(String($0)) }
        if !headers.isEmpty { object["headers"] = .object(headers.map { ($0.name, .string($0.value)) }) }
        if let text = String(validating: body, as: UTF8.self) {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            object["body"] = .array(body.isEmpty ? [] : lines.map { .string(String($0)) })
        } else {
            object["base64"] = .string(Data(body).base64EncodedString())
        }
        object["failure"] = failure?.json
        return .object(object)
    }

    fileprivate init?(_ json: JSONValue) {
        guard json.object != nil else { return nil }
        status = json["status"]?.integer
        headers = (json["headers"]?.object?.members ?? []).compactMap { member in
            member.value.string.map { Header(name: member.key, value: $0) }
        }
        if let text = json["base64"]?.string {
            guard let data = Data(base64Encoded: text) else { return nil }
            body = Array(data)
        } else {
            let lines = (json["body"]?.array ?? []).compactMap(\.string)
            body = Array(lines.joined(separator: "\n").utf8)
        }
        if let failure = json["failure"] {
            guard let read = HTTPFailure(failure) else { return nil }
            self.failure = read
        }
    }
}

extension HTTPFailure {
    /// Nothing for what is never recorded.
    fileprivate var json: JSONValue? {
        switch self {
        case .unreachable(let text): ["kind": "unreachable", "text": .string(text)]
        case .connectTimeout(let limit): ["kind": "connectTimeout", "seconds": limit.json]
        case .firstByteTimeout(let limit): ["kind": "firstByteTimeout", "seconds": limit.json]
        case .idleTimeout(let limit): ["kind": "idleTimeout", "seconds": limit.json]
        case .closedBeforeResponse(let text): ["kind": "closedBeforeResponse", "text": .string(text)]
        case .closedInBody(let text): ["kind": "closedInBody", "text": .string(text)]
        case .cancelled, .unrecorded: nil
        }
    }

    fileprivate init?(_ json: JSONValue) {
        let text = json["text"]?.string ?? ""
        let limit = Duration.seconds(json["seconds"]?.double ?? 0)
        switch json["kind"]?.string {
        case "unreachable": self = .unreachable(text)
        case "connectTimeout": self = .connectTimeout(limit)
        case "firstByteTimeout": self = .firstByteTimeout(limit)
        case "idleTimeout": self = .idleTimeout(limit)
        case "closedBeforeResponse": self = .closedBeforeResponse(text)
        case "closedInBody": self = .closedInBody(text)
        default: return nil
        }
    }
}

extension Duration {
    fileprivate var json: JSONValue {
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        guard rest > 0 else { return .number(String(seconds)) }
        let digits = String(rest)
        return .number("\(seconds)." + String(repeating: "0", count: 6 - digits.count) + digits)
    }
}

extension JSONValue {
    /// An object of these members, in this order.
    static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(JSONObject(members.map { JSONObject.Member(key: $0.0, value: $0.1) }))
    }
}
