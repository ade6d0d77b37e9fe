import Conversation

/// What one answer says and thinks while it comes, wherever its server puts the two, and what of it must go back in the
/// server's own form.
struct ChatContent: Sendable {
    /// Under this name the blocks of a reasoning that must go back stand in its echo.
    static let detailsMember = "reasoning_details"
    /// Under this name a whole content stands in the echo.
    static let chunksMember = "content"

    private var text = ""
    private var reasoning = ""
    private var details: [ChatChunk] = []
    private var chunks: [ChatChunk] = []
    private let keepsChunks: Bool
    private var tags: ThinkTags?

    init(_ abilities: ModelAbilities) {
        keepsChunks = abilities.contentChunks
        tags = abilities.reasoningTags ? ThinkTags() : nil
    }

    mutating func add(text piece: String, into events: inout [ModelEvent]) {
        guard !piece.isEmpty else { return }
        if keepsChunks { ChatChunk(["type": "text", "text": .string(piece)]).join(&chunks) }
        guard tags != nil else {
            addText(piece, into: &events)
            return
        }
        for part in tags?.read(piece) ?? [] {
            switch part {
            case .text(let piece): addText(piece, into: &events)
            case .reasoning(let piece): add(reasoning: piece, into: &events)
            }
        }
    }

    mutating func add(reasoning piece: String, into events: inout [ModelEvent]) {
        guard !piece.isEmpty else { return }
        reasoning += piece
        events.append(.reasoning(piece))
    }

    /// A piece of `reasoning_details`.
    mutating func add(detail: JSONValue) {
        ChatChunk(detail).join(&details)
    }

    /// An element of a content that is a list.
    mutating func add(chunk: JSONValue, into events: inout [ModelEvent]) {
        if keepsChunks { ChatChunk(chunk).join(&chunks) }
        if let piece = chunk["text"]?.string { addText(piece, into: &events) }
        for thought in chunk["thinking"]?.array ?? [] {
            add(reasoning: thought["text"]?.string ?? "", into: &events)
        }
    }

    private mutating func addText(_ piece: String, into events: inout [ModelEvent]) {
        guard !piece.isEmpty else { return }
        text += piece
        events.append(.text(piece))
    }

    /// The parts of the answer before its calls. A refusal is what there is to read.
    func parts(refusal: String) -> [AssistantTurn.Part] {
        var (text, reasoning) = (text, reasoning)
        switch tags?.rest {
        case .text(let rest): text += rest
        case .reasoning(let rest): reasoning += rest
        case nil: break
        }
        var echo = JSONObject()
        if !details.isEmpty { echo[Self.detailsMember] = .array(details.map(\.json)) }
        // Nothing but text goes back as text.
        if chunks.contains(where: { !$0.isPlainText }) {
            echo[Self.chunksMember] = .array(chunks.map(\.json))
        }
        var parts: [AssistantTurn.Part] = []
        if !reasoning.isEmpty || !echo.members.isEmpty {
            let own: JSONValue? = echo.members.isEmpty ? nil : .object(echo)
            parts.append(.reasoning(AssistantTurn.Reasoning(text: reasoning, echo: own)))
        }
        if !(text + refusal).isEmpty { parts.append(.text(text + refusal)) }
        return parts
    }
}

/// A block of content or reasoning that may come in pieces: those of one kind that follow each other, and have the same
/// index where they have one, are one block.
struct ChatChunk: Sendable {
    /// All members but the text that is joined.
    private var object: JSONObject
    /// The member that holds the text.
    private let key: String?
    private var text: String
    /// Whether the text is wrapped in a list of text chunks of its own.
    private let isWrapped: Bool

    init(_ json: JSONValue) {
        object = json.object ?? JSONObject()
        let wrapped = json["thinking"]?.array
        isWrapped = wrapped?.allSatisfy { $0["type"]?.string == "text" && $0["text"]?.string != nil } ?? false
        if let wrapped, isWrapped {
            key = "thinking"
            text = wrapped.compactMap { $0["text"]?.string }.joined()
        } else {
            key = ["text", "summary"].first { json[$0]?.string != nil }
            text = key.flatMap { json[$0]?.string } ?? ""
        }
    }

    var isPlainText: Bool {
        key == "text" && object.members.allSatisfy { $0.key == "type" || $0.key == "text" }
    }

    var json: JSONValue {
        guard let key else { return .object(object) }
        var object = object
        object[key] = isWrapped ? [["type": "text", "text": .string(text)]] : .string(text)
        return .object(object)
    }

    /// Becomes a part of the last block, or a block of its own.
    func join(_ chunks: inout [ChatChunk]) {
        guard let last = chunks.indices.last, chunks[last].goesOn(with: self) else {
            chunks.append(self)
            return
        }
        chunks[last].text += text
        for member in object.members where member.key != key && !member.value.isNull {
            chunks[last].object[member.key] = member.value
        }
    }

    /// A signature comes with the last piece, which may have no text.
    private func goesOn(with next: ChatChunk) -> Bool {
        guard key != nil, object["type"] == next.object["type"], object["index"] == next.object["index"]
        else {
            return false
        }
        return next.key == key || (next.key == nil && next.object["signature"] != nil)
    }
}
