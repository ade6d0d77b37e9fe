/// A session's history. It only grows: what the model is sent is a view of it (`Transcript+View.swift`).
package struct Transcript: Hashable, Sendable {
    package private(set) var entries: [Entry]

    package init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    package mutating func append(_ entry: Entry) {
        entries.append(entry)
    }

    /// The calls of the last answer that have no result yet; a request must not be sent before they have.
    package var pendingCalls: [ToolCall] {
        var pending: [ToolCall] = []
        for entry in entries {
            switch entry {
            case .assistant(let turn): pending = turn.toolCalls
            case .results(let results):
                let answered = Set(results.map(\.call))
                pending.removeAll { answered.contains($0.id) }
            case .system, .user, .summary: break
            }
        }
        return pending
    }

    /// The last answer of the model.
    package var lastTurn: AssistantTurn? {
        for case .assistant(let turn) in entries.reversed() { return turn }
        return nil
    }
}
