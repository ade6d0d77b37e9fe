import Conversation

/// JSON for people: a member a line.
struct IndentedJSON {
    private(set) var text = ""
    private var depth = 0

    mutating func write(_ value: JSONValue) {
        switch value {
        case .object(let object) where !object.members.isEmpty:
            lines("{", "}", object.members) { printer, member in
                printer.text += JSONValue.string(member.key).text + ": "
                printer.write(member.value)
            }
        case .array(let elements) where elements.contains { $0.object != nil || $0.array != nil }:
            lines("[", "]", elements) { $0.write($1) }
        case .array(let elements):
            text += "[" + elements.map(\.text).joined(separator: ", ") + "]"
        default: text += value.text
        }
    }

    private mutating func lines<Element>(
        _ opening: String,
        _ closing: String,
        _ elements: [Element],
        _ write: (inout IndentedJSON, Element) -> Void
    ) {
        text += opening
        depth += 1
        for (index, element) in elements.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + String(repeating: "  ", count: depth)
            write(&self, element)
        }
        depth -= 1
        text += "\n" + String(repeating: "  ", count: depth) + closing
    }
}
