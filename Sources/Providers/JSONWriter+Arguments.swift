import Conversation

extension JSONWriter {
    /// A call's arguments for protocols that take an object only; what the model wrote instead is shown to it as text.
    mutating func argumentsObject(_ arguments: String) {
        if let json = try? JSONValue(parsing: arguments), json.object != nil {
            // As it was written, so that the beginning of the conversation stays the same to the byte.
            raw(arguments)
        } else {
            object { $0.member("unparsed", arguments) }
        }
    }
}
