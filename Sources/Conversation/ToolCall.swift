/// A tool call as the model wrote it.
package struct ToolCall: Hashable, Sendable, Codable {
    /// The provider's name for this call; its result must carry the same.
    package var id: String
    package var name: String
    /// The arguments' JSON text, complete but not yet parsed: what does not parse goes back to the model.
    package var arguments: String

    package init(id: String, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}

/// What the model is told of one tool call's end.
package struct ToolResult: Hashable, Sendable, Codable {
    /// The `id` of the call that this answers.
    package var call: String
    package var name: String
    package var text: String
    /// Whether the call failed; sent as a flag where the protocol has one, and told in the text anyway.
    package var isError: Bool

    package init(call: String, name: String, text: String, isError: Bool) {
        self.call = call
        self.name = name
        self.text = text
        self.isError = isError
    }
}

/// A tool as the model is told of it.
package struct ToolDefinition: Hashable, Sendable {
    /// The name on the wire: at most 64 of `[A-Za-z0-9_-]`.
    package var name: String
    package var description: String
    /// A JSON Schema of type `object`.
    package var parameters: JSONValue

    package init(name: String, description: String, parameters: JSONValue) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}
