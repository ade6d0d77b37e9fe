import Conversation

/// What one hop of an answer brought that is to be continued.
///
/// https://ai.google.dev/api/generate-content#FinishReason: `CONTINUATION` asks for the same request once more, with the
/// token that the candidate gave.
struct GeminiHop {
    /// All parts so far, those of earlier hops among them.
    var items: [JSONValue]
    var token: String

    init(items: [JSONValue], token: String) {
        self.items = items
        self.token = token
    }

    /// Nothing where the turn is whole.
    init?(_ turn: AssistantTurn) {
        guard var items = turn.items(for: .gemini), let token = items.popLast()?[Self.member]?.string else {
            return nil
        }
        self.init(items: items, token: token)
    }

    var echo: AssistantTurn.Echo {
        AssistantTurn.Echo(.gemini, items: items + [[Self.member: .string(token)]])
    }

    private static let member = "continuationToken"
}
