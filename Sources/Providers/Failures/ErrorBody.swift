import Conversation

/// What an error's body says, whichever of the vendors' shapes it has.
struct ErrorBody: Hashable, Sendable {
    /// For people; the few decisions that need it are in the tables of signs.
    var message: String
    /// The vendor's word for the kind of error.
    var type: String?
    /// The vendor's word for this very error, finer than the type.
    var code: String?
    /// An HTTP status inside the body: gateways answer 200 or 502 and tell the truth here.
    var status: Int?
    /// Whether a moderation refused the input.
    var isModerated = false
    /// Which of a gateway's own limits was met.
    var limitSource: String?
    /// Google's names of the quotas that were met.
    var quotas: [String] = []
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

    /// Shapes: `{"error": {…}}`, `{"error": "text"}`, `{"message": …}`, `{"detail": "text" or [{"msg": …}]}`, each of
    /// them perhaps in an array; a stream's `{"type": "error", "error": {…}}`.
    init(_ json: JSONValue) {
        let outer = json.array?.first ?? json
        let error = outer["error"].flatMap { $0.isNull ? nil : $0 }
        let inner = error?.object == nil ? outer : error ?? outer
        let text =
            inner["message"]?.string ?? error?.string ?? outer["message"]?.string
            ?? Self.detail(outer["detail"])
        message = String((text ?? json.text).prefix(Self.messageLimit))
        type = inner["type"]?.string ?? outer["error_type"]?.string ?? inner["error_type"]?.string
        for value in [inner["details"]?["error_code"], inner["code"], outer["code"], inner["status"]] {
            if code == nil, let text = value?.string, Int(text) == nil { code = text }
            if status == nil, let number = value?.integer ?? value?.string.flatMap({ Int($0) }),
                400..<600 ~= number
            {
                status = number
            }
        }
        let metadata = inner["metadata"]
        isModerated = metadata?["reasons"] != nil || metadata?["flagged_input"] != nil
        limitSource = metadata?["limit_source"]?.string ?? inner["limit_source"]?.string
        for detail in inner["details"]?.array ?? [] {
            quotas += (detail["violations"]?.array ?? []).compactMap { $0["quotaId"]?.string }
            retryDelay = detail["retryDelay"]?.string ?? retryDelay
            reason = detail["reason"]?.string ?? reason
        }
        isError =
            error != nil || outer["type"]?.string == "error" || outer["object"]?.string == "error"
            || outer["detail"] != nil
    }

    private static func detail(_ json: JSONValue?) -> String? {
        guard let list = json?.array else { return json?.string }
        return list.compactMap { $0["msg"]?.string }.joined(separator: "; ")
    }
}
