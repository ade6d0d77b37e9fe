/// One whole answer of a model, in the order in which its parts came.
package struct AssistantTurn: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String)
        case reasoning(Reasoning)
        case toolCall(ToolCall)
    }

    /// What a model thought before or between its words.
    package struct Reasoning: Hashable, Sendable {
        /// What may be read of it; often empty.
        package var text: String
        /// The provider's own block, with its signature or its encrypted content. It goes back unchanged and only to
        /// the protocol that made it.
        package var echo: JSONValue?

        package init(text: String, echo: JSONValue? = nil) {
            self.text = text
            self.echo = echo
        }
    }

    /// The whole turn in its provider's own items, for protocols that want them back exactly as they came: what may
    /// not be moved, joined or left out there has no place of its own here.
    package struct Echo: Hashable, Sendable {
        /// The only protocol that it goes back to.
        package var wireProtocol: WireProtocol
        package var items: [JSONValue]

        package init(_ wireProtocol: WireProtocol, items: [JSONValue]) {
            self.wireProtocol = wireProtocol
            self.items = items
        }
    }

    package var parts: [Part]
    package var echo: Echo?

    package init(_ parts: [Part] = [], echo: Echo? = nil) {
        self.parts = parts
        self.echo = echo
    }

    /// The provider's own items, where it was this protocol that made them.
    package func items(for wireProtocol: WireProtocol) -> [JSONValue]? {
        echo?.wireProtocol == wireProtocol ? echo?.items : nil
    }

    /// The visible answer: all text parts, one after the other.
    package var text: String {
        var text = ""
        for case .text(let piece) in parts { text += piece }
        return text
    }

    package var toolCalls: [ToolCall] {
        parts.compactMap { if case .toolCall(let call) = $0 { call } else { nil } }
    }

    /// The same turn with a name of its own for each call: some servers give all calls of a step the same one, or none,
    /// and a result must find its call.
    package var withDistinctCalls: AssistantTurn {
        var seen: Set<String> = []
        var number = 0
        return AssistantTurn(
            parts.map { part in
                guard case .toolCall(var call) = part else { return part }
                while call.id.isEmpty || !seen.insert(call.id).inserted {
                    number += 1
                    call.id = "call_\(number)"
                }
                return .toolCall(call)
            },
            echo: echo
        )
    }
}
