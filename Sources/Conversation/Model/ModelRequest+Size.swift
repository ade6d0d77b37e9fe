extension ModelRequest {
    /// The bytes of all that the model reads: texts, calls, results and tools, with an allowance for the marks that
    /// providers put between messages. A token stands for at least one byte, so this is also the most input tokens that
    /// the request can cost.
    package var byteCount: Int {
        var count = 0
        for text in system { count += text.utf8.count + Self.markup }
        for message in messages { count += message.byteCount + Self.markup }
        for file in files { count += file.content.utf8.count + file.name.utf8.count + Self.markup }
        for tool in tools {
            count += tool.name.utf8.count + tool.description.utf8.count + tool.parameters.text.utf8.count
            count += Self.markup
        }
        if let outputSchema { count += outputSchema.text.utf8.count + Self.markup }
        return count
    }

    /// Role names and separators of one message in the chat templates we know take fewer tokens than this.
    private static let markup = 16
}

extension Message {
    /// The bytes of its texts.
    package var byteCount: Int {
        switch self {
        case .user(let text): text.utf8.count
        case .assistant(let turn):
            turn.echo.map { $0.items.reduce(0) { $0 + $1.text.utf8.count } }
                ?? turn.parts.reduce(0) { $0 + $1.byteCount }
        case .results(let results): results.reduce(0) { $0 + $1.text.utf8.count + $1.call.utf8.count }
        }
    }
}

extension AssistantTurn.Part {
    fileprivate var byteCount: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .reasoning(let reasoning): reasoning.text.utf8.count + (reasoning.echo?.text.utf8.count ?? 0)
        case .toolCall(let call): call.id.utf8.count + call.name.utf8.count + call.arguments.utf8.count
        }
    }
}
