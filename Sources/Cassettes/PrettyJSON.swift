import Conversation

/// JSON with a line for each member and element, two spaces for each level and a line feed at the end: equal values
/// have equal text, and a change of one value changes its line alone.
enum PrettyJSON {
    static func text(_ json: JSONValue) -> String {
        var text = ""
        write(json, indent: "\n", to: &text)
        return text + "\n"
    }

    private static func write(_ json: JSONValue, indent: String, to text: inout String) {
        let inner = indent + "  "
        switch json {
        case .array(let elements) where !elements.isEmpty:
            text += "["
            for (index, element) in elements.enumerated() {
                text += index == 0 ? inner : "," + inner
                write(element, indent: inner, to: &text)
            }
            text += indent + "]"
        case .object(let object) where !object.members.isEmpty:
            text += "{"
            for (index, member) in object.members.enumerated() {
                text += index == 0 ? inner : "," + inner
                text += JSONValue.string(member.key).text + ": "
                write(member.value, indent: inner, to: &text)
            }
            text += indent + "}"
        default:
            text += json.text
        }
    }
}
