import Conversation

/// The members of any event that matter, read in one pass.
///
/// `response.created` and its like repeat the whole request; only a terminal event's response is read.
struct ResponsesEvent {
    private(set) var type: String?
    /// A piece of text, of reasoning, of a refusal or of arguments.
    private(set) var delta: String?
    /// Where an item that is done stands.
    private(set) var outputIndex: Int?
    private(set) var item: JSONValue?
    /// The whole response, of a terminal event.
    private(set) var response: JSONValue?

    init(_ bytes: [UInt8], in range: Range<Int>) throws(JSONError) {
        var item: Range<Int>?
        var response: Range<Int>?
        var reader = JSONReader(bytes, in: range)
        try reader.enterObject()
        while let key = try reader.nextKey() {
            switch key {
            case "type": type = try reader.readOptionalString()
            case "delta": delta = try reader.readOptionalText()
            case "output_index": outputIndex = try reader.readOptionalInteger()
            case "item": item = try reader.skipValue()
            case "response": response = try reader.skipValue()
            default: try reader.skipValue()
            }
        }
        try reader.expectEnd()
        if let item, type == "response.output_item.done" {
            self.item = try Self.value(bytes, item)
        }
        if let response, let type, Self.terminalTypes.contains(type) {
            self.response = try Self.value(bytes, response)
        }
    }

    private static let terminalTypes: Set<String> = [
        "response.completed", "response.incomplete", "response.failed",
    ]

    private static func value(_ bytes: [UInt8], _ range: Range<Int>) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes, in: range)
        return try reader.readValue()
    }
}
