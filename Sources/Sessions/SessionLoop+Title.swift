import Conversation

extension SessionLoop {
    /// Asks for a title once. Its failure is never an outcome; its cost is in the ledger like any other.
    mutating func askForTitle() async throws(SessionUnrecorded) {
        let model = session.settings.model
        let request = ModelRequest(
            model: model.name,
            system: [Prompts.title],
            messages: [.user(opening)],
            maxOutputTokens: min(model.maxOutputTokens, model.abilities.reasons ? 1_024 : 64),
            abilities: model.abilities,
            origin: origin(.title)
        )
        watchdog.contentCame()
        defer { watchdog.answerEnded() }
        guard let answer = try? await model.port.answer(request, receive: { _ in }) else { return }
        guard let title = Self.title(from: answer.turn.text) else { return }
        try await observe(.titled(title))
    }

    /// The first non-empty line, at most 100 characters.
    static func title(from text: String) -> String? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let line = lines.first(where: { $0.contains { !$0.isWhitespace } }) else { return nil }
        let trimmed = line.drop(while: \.isWhitespace)
        guard let end = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(trimmed[...end].prefix(100))
    }

    /// The first prompt and the first answer, cut to what a title needs.
    private var opening: String {
        let prompt = session.settings.prompts.first ?? ""
        let answer = transcript.lastTurn?.text ?? ""
        return TranscriptText.cut(prompt, to: 4_000) + "\n\n" + TranscriptText.cut(answer, to: 2_000)
    }
}
