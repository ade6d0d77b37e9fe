import Conversation

/// Writes the summary that stands for the older part of a conversation.
///
/// A summary becomes an entry only when the call succeeded and the view shrank by a third at least; otherwise the
/// transcript stays as it was.
struct Summarizer {
    /// Tries one after the other, each keeping less word for word, before the context counts as exhausted.
    static let triesInARow = 3

    enum Result {
        case summarized(entry: Entry, before: Int, after: Int)
        /// The summary was no shorter, was empty, or was cut off.
        case useless
        case failed(ModelError)
    }

    var settings: SummarySettings
    /// The session's own model, unless `settings` names another.
    var model: SessionModel
    var gauge: ContextGauge

    private var author: SessionModel {
        settings.model ?? model
    }

    /// Asks for a summary; each further attempt of a row keeps less word for word.
    func summarize(_ transcript: Transcript, attempt: Int, origin: CallOrigin) async -> Result {
        let keepsFrom = cut(transcript, attempt: attempt)
        let view = transcript.view
        let kept = transcript.entries[keepsFrom...].filter(\.isMessage).count
        let old = view.messages.dropLast(kept)
        guard !old.isEmpty else { return .useless }
        let answer: ModelAnswer
        do {
            answer = try await author.port.answer(request(old, origin: origin)) { _ in }
        } catch {
            return .failed(error)
        }
        let text = answer.turn.text
        guard answer.stop == .endTurn, text.contains(where: { !$0.isWhitespace }) else { return .useless }
        let entry = Entry.summary(text: text, keepsFrom: keepsFrom)
        var shorter = transcript
        shorter.append(entry)
        let before = Self.size(view)
        let after = Self.size(shorter.view)
        guard after * 3 <= before * 2 else { return .useless }
        return .summarized(entry: entry, before: before, after: after)
    }

    private func request(_ old: ArraySlice<Message>, origin: CallOrigin) -> ModelRequest {
        let room = author.context.map { context in
            gauge.bytes(ofTokens: ContextGauge.room(context: context, maxOutputTokens: outputLimit))
        }
        return ModelRequest(
            model: author.name,
            system: [Prompts.summary],
            messages: [.user(Self.text(of: old, within: room ?? .max))],
            maxOutputTokens: outputLimit,
            temperature: author.temperature,
            reasoning: author.reasoning,
            abilities: author.abilities,
            origin: origin
        )
    }

    /// Enough for a dense account, and never more than the author may write.
    private var outputLimit: Int {
        let share = author.context.map { max($0 / 4, 1) } ?? 4_096
        return min(author.maxOutputTokens, author.abilities.reasons ? 8_192 : 4_096, share)
    }

    /// The conversation as text, its tool results cut shorter and shorter until it fits.
    private static func text(of old: ArraySlice<Message>, within room: Int) -> String {
        var text = ""
        for limit in [2_000, 500, 120] {
            text = TranscriptText(longestResult: limit).text(of: old)
            if text.utf8.count <= room / 10 * 9 { break }
        }
        return """
            <conversation>
            \(TranscriptText.cut(text, to: room / 10 * 9))
            </conversation>

            Write the memory of this conversation.
            """
    }

    /// The index from which entries stay word for word: as many of the latest as fit, never between a call and its
    /// result, and fewer at each further try.
    private func cut(_ transcript: Transcript, attempt: Int) -> Int {
        let room = model.context.map {
            ContextGauge.room(context: $0, maxOutputTokens: model.maxOutputTokens)
        }
        let wanted = settings.keepsRecent ?? min((room ?? 60_000) / 4, 15_000)
        var budget = gauge.bytes(ofTokens: attempt == 1 ? wanted : attempt == 2 ? wanted / 4 : 0)
        let entries = transcript.entries
        var cut = entries.count
        for index in entries.indices.reversed() {
            guard let size = entries[index].messageSize, size <= budget else { break }
            budget -= size
            if entries[index].beginsStep { cut = index }
        }
        return cut
    }

    private static func size(_ view: Transcript.View) -> Int {
        view.messages.reduce(0) { $0 + $1.byteCount }
    }
}

extension Entry {
    fileprivate var isMessage: Bool {
        messageSize != nil
    }

    /// Nothing for what is not sent word for word.
    fileprivate var messageSize: Int? {
        switch self {
        case .user(let text): Message.user(text).byteCount
        case .assistant(let turn): Message.assistant(turn).byteCount
        case .results(let results): Message.results(results).byteCount
        case .system, .summary: nil
        }
    }

    /// Whether a view may begin here: results must not stand without their calls.
    fileprivate var beginsStep: Bool {
        switch self {
        case .user, .assistant: true
        case .system, .results, .summary: false
        }
    }
}
