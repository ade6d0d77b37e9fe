import Conversation

/// The tool calls of one answer while their pieces come.
struct ChatCalls: Sendable {
    private struct PartialCall {
        var index: Int?
        var id: String
        var name: String
        var arguments: String
    }

    private var calls: [PartialCall] = []

    var isEmpty: Bool {
        calls.isEmpty
    }

    /// Reads one element of `tool_calls`.
    ///
    /// A piece belongs to the call of its index. Servers that leave the index out, or give every call the same, tell
    /// calls apart by a new ID; a piece with neither goes to the last call, unless both have whole arguments. ID and
    /// name may be repeated.
    mutating func read(_ reader: inout JSONReader) throws(JSONError) {
        guard try reader.enterObjectOrSkip() else { return }
        var index: Int?
        var id: String?
        var name: String?
        var arguments = ""
        var isWhole = false
        while let key = try reader.nextKey() {
            switch key {
            case "index": index = try reader.readOptionalInteger()
            case "id": id = try reader.readOptionalText()
            case "function":
                guard try reader.enterObjectOrSkip() else { continue }
                while let key = try reader.nextKey() {
                    switch key {
                    case "name": name = try reader.readOptionalText()
                    case "arguments":
                        switch try reader.peek() {
                        case .string: arguments = try reader.readString()
                        // Whole, and not as text.
                        case .object:
                            arguments = try reader.readRaw()
                            isWhole = true
                        default: try reader.skipValue()
                        }
                    default: try reader.skipValue()
                    }
                }
            default: try reader.skipValue()
            }
        }
        add(index: index, id: id ?? "", name: name ?? "", arguments: arguments, isWhole: isWhole)
    }

    private mutating func add(index: Int?, id: String, name: String, arguments: String, isWhole: Bool) {
        let position = calls.lastIndex { call in
            guard id.isEmpty || call.id.isEmpty || id == call.id else { return false }
            return index == nil || call.index == nil || index == call.index
        }
        guard let position, !(isWhole && !calls[position].arguments.isEmpty) else {
            calls.append(PartialCall(index: index, id: id, name: name, arguments: arguments))
            return
        }
        if calls[position].id.isEmpty { calls[position].id = id }
        if calls[position].name.isEmpty { calls[position].name = name }
        calls[position].arguments += arguments
    }

    /// The calls in the order in which they began. Where the answer was cut off the last may have half of its
    /// arguments: such a call is not one.
    func whole(isCutOff: Bool) -> [ToolCall] {
        var whole: [ToolCall] = []
        for (position, call) in calls.enumerated() {
            let arguments = call.arguments.isEmpty ? "{}" : call.arguments
            if isCutOff, (try? JSONValue(parsing: arguments)) == nil { continue }
            // A result must name its call, whether or not the server named it.
            let id = call.id.isEmpty ? "call_\(position)" : call.id
            whole.append(ToolCall(id: id, name: call.name, arguments: arguments))
        }
        return whole
    }
}
