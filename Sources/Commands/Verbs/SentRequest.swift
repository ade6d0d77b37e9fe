import Conversation
import Records
import Reports

/// What a model was sent at a step: the view of the transcript as it then stood.
struct SentRequest {
    private let view: Transcript.View

    /// Nothing where the session has no such step.
    init?(at step: Int, of transcript: TranscriptReport) {
        guard let session = transcript.sessions.first, step >= 1 else { return nil }
        let answer = session.entries.firstIndex { record in
            if case .assistant = record.entry { record.step == step } else { false }
        }
        guard let answer else { return nil }
        view = Transcript(session.entries[..<answer].map(\.entry)).view
    }

    /// As JSON, a message a line.
    var text: String {
        var lines: [String] = view.system.map { line("system", .string($0)) }
        for message in view.messages {
            var writer = JSONWriter()
            message.entry.write(to: &writer)
            lines.append(writer.text)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ role: String, _ text: JSONValue) -> String {
        JSONValue.object(["role": .string(role), "text": text]).text
    }
}

extension Message {
    fileprivate var entry: Entry {
        switch self {
        case .user(let text): .user(text)
        case .assistant(let turn): .assistant(turn)
        case .results(let results): .results(results)
        }
    }
}
