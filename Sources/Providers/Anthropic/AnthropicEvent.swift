import Conversation

/// The members of any event that matter, read in one pass.
struct AnthropicEvent {
    struct Delta {
        var text: String?
        var thinking: String?
        var signature: String?
        var partialJSON: String?
        var stopReason: String?
        var stopSequence: String?
        var refusalCategory: String?
    }

    private(set) var type: String?
    private(set) var index: Int?
    private(set) var contentBlock: JSONValue?
    private(set) var delta = Delta()
    private(set) var model: String?
    /// The usage object's own text.
    private(set) var usage: String?

    init(_ bytes: [UInt8], in range: Range<Int>) throws(JSONError) {
        var reader = JSONReader(bytes, in: range)
        try reader.enterObject()
        while let key = try reader.nextKey() {
            switch key {
            case "type": type = try reader.readOptionalString()
            case "index": index = try reader.readOptionalInteger()
            case "delta": try readDelta(&reader)
            case "content_block": contentBlock = try reader.readValue()
            case "message": try readMessage(&reader)
            case "usage": usage = try reader.readRaw()
            default: try reader.skipValue()
            }
        }
        try reader.expectEnd()
    }

    private mutating func readDelta(_ reader: inout JSONReader) throws(JSONError) {
        guard try reader.peek() == .object else {
            try reader.skipValue()
            return
        }
        try reader.enterObject()
        while let key = try reader.nextKey() {
            switch key {
            case "text": delta.text = try reader.readOptionalString()
            case "thinking": delta.thinking = try reader.readOptionalString()
            case "signature": delta.signature = try reader.readOptionalString()
            case "partial_json": delta.partialJSON = try reader.readOptionalString()
            case "stop_reason": delta.stopReason = try reader.readOptionalString()
            case "stop_sequence": delta.stopSequence = try reader.readOptionalString()
            case "stop_details": delta.refusalCategory = try reader.readValue()["category"]?.string
            default: try reader.skipValue()
            }
        }
    }

    private mutating func readMessage(_ reader: inout JSONReader) throws(JSONError) {
        guard try reader.peek() == .object else {
            try reader.skipValue()
            return
        }
        try reader.enterObject()
        while let key = try reader.nextKey() {
            switch key {
            case "model": model = try reader.readOptionalString()
            case "usage": usage = try reader.readRaw()
            default: try reader.skipValue()
            }
        }
    }
}
