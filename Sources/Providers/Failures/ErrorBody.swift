import Conversation

/// What an error's body says, whichever of the vendors' shapes it has.
struct ErrorBody: Hashable, Sendable {
    /// For people; the few decisions that need it are in the tables of signs.
    var message: String
    /// The vendor's word for the kind of error.
    var type: String?
    /// The vendor's word for this very error, finer than the type; Mistral's is a number.
    var code: String?
    /// An HTTP status inside the body: gateways answer 200 or 502 and tell the truth here.
    var status: Int?
    /// Whether a moderation refused the input.
    var isModerated = false
    /// Which of a gateway's own limits was met.
    var limitSource: String?
    /// Headers that a gateway repeats in the body, their names in lower case.
    var headers: [String: String] = [:]
    /// Google's names of the quotas that were met.
    var quotas: [String] = []
    /// Whether one of them was never granted at all.
    var isQuotaOfNothing = false
    /// Google's word for how long to wait: `46s`.
    var retryDelay: String?
    /// Google's finer word for a status: `API_KEY_INVALID`.
    var reason: String?
    /// Whether the body is an error of a provider at all.
    var isError = false

    /// A longer text is a page, not a message.
    private static let messageLimit = 2_000

    init(message: String, type: String? = nil, code: String? = nil) {
        self.message = message
        self.type = type
        self.code = code
        isError = true
    }

    init(parsing bytes: [UInt8]) {
        if let json = try? JSONValue(parsing: bytes) {
            self.init(json)
            return
        }
        let text = String(decoding: bytes.prefix(Self.messageLimit), as: UTF8.self)
        self.init(message: text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        isError = false
    }

    /// What an event of a stream says, where it is an error.
    init?(event bytes: [UInt8], in range: Range<Int>) {
        var reader = JSONReader(bytes, in: range)
        guard let json = try? reader.readValue() else { return nil }
        self.init(json)
        if !isError { return nil }
    }

    /// Shapes: `{"error": {…}}`, `{"error": "text"}`, `{"message": …}`, `{"detail": "text" or [{"msg": …}]}`, each of
    /// them perhaps in an array; a stream's `{"type": "error", "error": {…}}`.
    init(_ json: JSONValue) {
        let outer = json.array?.first ?? json
        let error = outer["error"].flatMap { $0.isNull ? nil : $0 }
        let inner = error?.object == nil ? outer : error ?? outer
        let metadata = inner["metadata"]
        let text =
            inner["message"]?.string ?? error?.string ?? outer["message"]?.string
            ?? Self.detail(outer["detail"])
        let upstream = Self.upstream(metadata?["raw"]).map { ": " + $0 }
        message = String(((text ?? json.text) + (upstream ?? "")).prefix(Self.messageLimit))
        isError =
            error != nil || outer["type"]?.string == "error" || outer["object"]?.string == "error"
            || outer["detail"] != nil || outer["__type"] != nil
        type = inner["type"]?.string ?? outer["type"]?.string ?? outer["__type"]?.string?.exceptionName
        let codes = [
            inner["details"]?["error_code"], inner["code"], inner["status"], outer["code"],
            inner["error_type"], outer["error_type"], metadata?["error_type"],
        ]
        for code in codes { add(code) }
        isModerated = metadata?["reasons"]?.isNull == false || metadata?["flagged_input"]?.isNull == false
        limitSource = metadata?["limit_source"]?.string ?? inner["limit_source"]?.string
        for member in metadata?["headers"]?.object?.members ?? [] {
            headers[member.key.lowercased()] = member.value.scalar
        }
        for detail in inner["details"]?.array ?? [] {
            for violation in detail["violations"]?.array ?? [] {
                if let quota = violation["quotaId"]?.string { quotas.append(quota) }
                if violation["quotaValue"]?.scalar == "0" { isQuotaOfNothing = true }
            }
            retryDelay = detail["retryDelay"]?.string ?? retryDelay
            reason = detail["reason"]?.string ?? reason
        }
    }

    /// The first that is a status, and the first that is none.
    private mutating func add(_ value: JSONValue?) {
        guard let text = value?.scalar, !text.isEmpty else { return }
        if let number = Int(text), 400..<600 ~= number {
            status = status ?? number
        } else {
            code = code ?? text
        }
    }

    private static func detail(_ json: JSONValue?) -> String? {
        guard let list = json?.array else { return json?.string }
        let texts = list.compactMap { $0["msg"]?.string ?? $0.string }
        return texts.isEmpty ? nil : texts.joined(separator: "; ")
    }

    /// What OpenRouter was told by whoever it asked. Only the text: whose key or credit a code there speaks of is not
    /// known.
    private static func upstream(_ raw: JSONValue?) -> String? {
        guard let raw, !raw.isNull else { return nil }
        let message = raw.string.map { ErrorBody(parsing: Array($0.utf8)).message } ?? ErrorBody(raw).message
        return message.isEmpty ? nil : message
    }
}

extension JSONValue {
    /// A text, or a whole number as text.
    fileprivate var scalar: String? {
        string ?? integer.map { String($0) }
    }
}

extension String {
    /// Amazon's name of an error without what may stand around it: `ns#ThrottlingException:http://…`.
    var exceptionName: String {
        let name = split(separator: "#").last ?? self[...]
        return String(name.prefix { $0 != ":" })
    }
}
