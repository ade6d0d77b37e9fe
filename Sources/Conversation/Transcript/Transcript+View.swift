/// One message of a request.
package enum Message: Hashable, Sendable {
    case user(String)
    case assistant(AssistantTurn)
    /// Results for calls of the assistant message just before.
    case results([ToolResult])
}

extension Transcript {
    /// What the model is sent.
    package struct View: Hashable, Sendable {
        package var system: [String]
        package var messages: [Message]
    }

    /// The system texts and all messages; after a summary, the summary in place of what it stands for.
    ///
    /// The first message is always the user's (strict providers and chat templates want it so): it holds the last
    /// task given before the kept entries, word for word, and the summary after it.
    package var view: View {
        var system: [String] = []
        var summary: (text: String, keepsFrom: Int)?
        for entry in entries {
            switch entry {
            case .system(let texts): system += texts
            case .summary(let text, let keepsFrom): summary = (text, keepsFrom)
            case .user, .assistant, .results: break
            }
        }
        // A record that someone changed by hand may name an entry that is not there.
        let start = min(max(0, summary?.keepsFrom ?? 0), entries.count)
        var messages = entries[start...].compactMap(\.message)
        if let summary {
            messages.insert(.user(Self.resumed(task: task(before: start), summary: summary.text)), at: 0)
        }
        return View(system: system, messages: messages)
    }

    /// The last user entry before an index.
    private func task(before index: Int) -> String? {
        for case .user(let text) in entries[..<index].reversed() { return text }
        return nil
    }

    private static func resumed(task: String?, summary: String) -> String {
        let account = """
            The conversation so far was too long to keep. This is what was done in it; go on from here.

            <summary>
            \(summary)
            </summary>
            """
        guard let task else { return account }
        return "<task>\n\(task)\n</task>\n\n" + account
    }
}

extension Entry {
    fileprivate var message: Message? {
        switch self {
        case .user(let text): .user(text)
        case .assistant(let turn): .assistant(turn)
        case .results(let results): .results(results)
        case .system, .summary: nil
        }
    }
}
