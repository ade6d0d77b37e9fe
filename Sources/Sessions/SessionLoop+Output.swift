import Conversation
import Tools

/// What becomes of an answer that must satisfy a schema: the provider holds the model to it where both can; elsewhere the
/// prompt asks for it. Either way the answer is checked, and a wrong one is sent back once with what is wrong.
extension SessionLoop {
    /// How many of the user's texts the transcript has: the prompts, and a correction after them.
    var promptsTaken: Int {
        transcript.entries.count { if case .user = $0 { true } else { false } }
    }

    /// Whether the model has been told that its answer does not do.
    var isRepairing: Bool {
        promptsTaken > session.settings.prompts.count
    }

    /// What the provider is to hold the next answer to: nothing before the last prompt.
    var enforcedSchema: JSONValue? {
        guard promptsTaken >= session.settings.prompts.count, canEnforce else { return nil }
        return session.settings.output?.json
    }

    private var canEnforce: Bool {
        guard let schema = session.settings.output else { return false }
        let abilities = session.settings.model.abilities
        return abilities.structuredOutput && schema.isEnforceable
            && (abilities.structuredOutputWithTools || session.toolbox.definitions.isEmpty)
    }

    /// The last prompt, with the schema where the provider does not see to it.
    func promptWithSchema(_ prompt: String) -> String {
        guard let schema = session.settings.output, !canEnforce else { return prompt }
        return prompt + "\n\n"
            + """
            Your final answer must be JSON, without any text or code fence around it, that satisfies this JSON Schema:
            \(schema.json.text)
            """
    }

    /// The last answer, read.
    var outputReading: OutputReading? {
        session.settings.output.map { OutputReading(transcript.lastTurn?.text ?? "", $0) }
    }

    /// Sends an answer back that does not do, once. Nothing means that it does, or that nothing was asked.
    mutating func satisfyOutput() async throws(SessionUnrecorded) -> Ending? {
        guard let first = outputReading, !first.problems.isEmpty else { return nil }
        if !isRepairing {
            if let ending = stopped { return ending }
            try await add(.user(first.correction))
            if let ending = try await takeTurn() { return ending }
        }
        guard let last = outputReading, !last.problems.isEmpty else { return nil }
        return Ending(
            .invalidOutput,
            [
                "message": .string(last.problems[0]), "count": .number(String(last.problems.count)),
                "problems": .array(last.problems.map(JSONValue.string)),
            ]
        )
    }
}

/// An answer, read as the JSON that was asked for.
struct OutputReading {
    /// Nothing where it is no JSON.
    private(set) var value: JSONValue?
    /// In words for people and models; empty where the answer does.
    private(set) var problems: [String] = []

    /// So many problems are enough to begin with.
    private static let limit = 10

    init(_ answer: String, _ schema: JSONSchema) {
        do throws(JSONError) {
            let value = try JSONValue(parsing: Self.unfenced(answer))
            self.value = value
            problems = schema.problems(of: value, limit: Self.limit).map(\.text)
        } catch {
            problems = ["the answer is not JSON: it stops being so at byte \(error.offset)"]
        }
    }

    /// What the model is told of it.
    var correction: String {
        """
        Your answer does not satisfy the JSON Schema that it must satisfy:
        \(problems.map { "- " + $0 }.joined(separator: "\n"))
        Give the whole answer again as JSON alone, with these mended.
        """
    }

    /// The text inside a code fence, where the answer is one and nothing else: models that mean JSON often write so.
    private static func unfenced(_ answer: String) -> String {
        var lines = answer.split(separator: "\n", omittingEmptySubsequences: false)[...]
        func isBlank(_ line: Substring?) -> Bool { line?.allSatisfy(\.isWhitespace) ?? false }
        while isBlank(lines.first) { lines.removeFirst() }
        while isBlank(lines.last) { lines.removeLast() }
        guard lines.count > 2, let first = lines.first, first.hasPrefix("```"), lines.last == "```",
            first.dropFirst(3).allSatisfy({ $0.isLetter || $0.isWhitespace })
        else { return answer }
        return lines.dropFirst().dropLast().joined(separator: "\n")
    }
}
