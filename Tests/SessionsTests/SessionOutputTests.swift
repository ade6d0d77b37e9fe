import Conversation
import Sessions
import TestSupport
import Testing

@Suite struct SessionOutputTests {
    private static let schema: JSONValue = [
        "type": "object", "properties": ["city": ["type": "string"], "people": ["type": "integer"]],
        "required": ["city", "people"], "additionalProperties": false,
    ]

    private func scene(
        _ script: [ScriptedModel.Reply],
        tools: [String] = [],
        prompts: [String] = ["Which city?"],
        abilities: ModelAbilities = ModelAbilities(),
        schema: JSONValue = schema
    ) throws -> SessionScene {
        let output = try JSONSchema(schema)
        return try SessionScene(script, tools: tools, prompts: prompts) {
            $0.output = output
            $0.model.abilities = abilities
        }
    }

    @Test func `a provider that can hold the model to the schema is given it, and the prompt stays as it is`()
        async throws
    {
        let scene = try scene(
            [.text("Hello."), .text(#"{"city": "Ulm", "people": 129000}"#)],
            prompts: ["Greet me.", "Which city?"],
            abilities: ModelAbilities(structuredOutput: true)
        )
        let result = await scene.run()
        #expect(result.ending == Ending(.succeeded))
        #expect(result.output == ["city": "Ulm", "people": 129_000])
        // Only the last answer has to satisfy it.
        #expect(scene.model.requests.map(\.outputSchema) == [nil, Self.schema])
        #expect(scene.model.requests.last?.messages.last == .user("Which city?"))
    }

    @Test func `elsewhere the prompt asks for it`() async throws {
        let scene = try scene([.text("```json\n{\"city\": \"Ulm\", \"people\": 129000}\n```\n")])
        let result = await scene.run()
        #expect(result.output == ["city": "Ulm", "people": 129_000])
        #expect(scene.model.requests.map(\.outputSchema) == [nil])
        guard case .user(let prompt)? = scene.model.requests[0].messages.last else {
            Issue.record("the request must end with the prompt")
            return
        }
        #expect(prompt.hasPrefix("Which city?\n\n"))
        #expect(prompt.hasSuffix(Self.schema.text))
    }

    @Test(arguments: [
        // A schema that no provider takes as it is, and tools beside which the model cannot be held to one.
        (ModelAbilities(structuredOutput: true), ["type": "object"] as JSONValue, [String]()),
        (ModelAbilities(structuredOutput: true, structuredOutputWithTools: false), schema, ["read"]),
    ])
    func `what a provider would refuse is left to the prompt`(
        abilities: ModelAbilities,
        schema: JSONValue,
        tools: [String]
    ) async throws {
        let scene = try scene(
            [.text(#"{"city": "Ulm", "people": 1}"#)],
            tools: tools,
            abilities: abilities,
            schema: schema
        )
        #expect(await scene.run().ending == Ending(.succeeded))
        #expect(scene.model.requests.map(\.outputSchema) == [nil])
    }

    @Test func `a wrong answer is sent back once, with what is wrong`() async throws {
        let scene = try scene([
            .text(#"{"city": "Ulm", "people": "many"}"#), .text(#"{"city": "Ulm", "people": 129000}"#),
        ])
        let result = await scene.run()
        #expect(result.ending == Ending(.succeeded))
        #expect(result.output == ["city": "Ulm", "people": 129_000])
        #expect(scene.model.requests.map(\.origin.purpose) == [.agent, .repair])
        guard case .user(let correction)? = scene.model.requests[1].messages.last else {
            Issue.record("the second request must end with the correction")
            return
        }
        #expect(correction.contains("- /people: "))
    }

    @Test(arguments: ["Ulm, I think.", #"{"city": "Ulm"}"#, #"{"city": "Ulm", "people": 1} and more"#])
    func `an answer that stays wrong is told as such`(answer: String) async throws {
        let scene = try scene([.text(answer), .text(answer)])
        let result = await scene.run()
        #expect(result.ending.outcome == .invalidOutput)
        #expect(result.ending.facts["count"] == 1)
        #expect(result.ending.facts["message"]?.string?.isEmpty == false)
        #expect(result.output == nil)
        #expect(scene.model.requests.count == 2)
    }

    @Test func `a session that was interrupted after the correction goes on with it`() async throws {
        let first = try scene([.text("Ulm.")])
        // The correction is recorded, its answer is not.
        let interrupted = await first.run()
        let entries = interrupted.transcript.entries
        #expect(entries.count == 3)
        var transcript = Transcript()
        for entry in entries { transcript.append(entry) }
        let second = try scene([.text(#"{"city": "Ulm", "people": 1}"#)])
        let result = await second.run(
            resuming: SessionPast(transcript: transcript, steps: 1, summaries: 0, results: [], lastStop: nil)
        )
        #expect(result.ending == Ending(.succeeded))
        #expect(second.model.requests.map(\.origin.purpose) == [.repair])
    }
}
