import Conversation

/// One request of every kind that a job can lead to.
enum SentRequests {
    static func all(_ wireProtocol: WireProtocol) -> [(name: String, request: ModelRequest)] {
        [
            ("a question", .sample()),
            ("system texts", .sample(system: ["Be terse.", "It is Sunday."])),
            ("tools", .sample(system: ["Be terse."], tools: tools)),
            ("files", .sample(messages: [.user("What is in them?"), .user("Say it.")], files: files)),
            ("a schema for the answer", .sample(tools: tools, outputSchema: schema)),
            (
                "a schema and an effort",
                .sample(
                    outputSchema: schema,
                    reasoning: .effort("low"),
                    abilities: ModelAbilities(reasons: true, reasoningControl: .effort)
                )
            ),
            ("a temperature", .sample(temperature: "0.2")),
            (
                "an effort",
                .sample(
                    reasoning: .effort("high"),
                    abilities: ModelAbilities(reasons: true, reasoningControl: .effort)
                )
            ),
            (
                "a budget",
                .sample(
                    reasoning: .budget(2_048),
                    abilities: ModelAbilities(reasons: true, reasoningControl: .budget)
                )
            ),
            (
                "another cap and role",
                .sample(
                    system: ["Be terse."],
                    abilities: ModelAbilities(outputCapField: .maxCompletionTokens, developerRole: true)
                )
            ),
            (
                "a step of a loop",
                .sample(system: ["Be terse."], messages: loop(turn(wireProtocol)), tools: tools)
            ),
            ("a step of another vendor's model", .sample(messages: loop(plainTurn), tools: tools)),
        ]
    }

    private static let tools = [
        ToolDefinition(
            name: "read",
            description: "Reads a file.",
            parameters: [
                "type": "object",
                "properties": [
                    "filePath": ["type": "string", "description": "Which one."],
                    "offset": ["type": "integer", "minimum": 0],
                ],
                "required": ["filePath"], "additionalProperties": false,
            ]
        )
    ]

    private static let files = [
        Attachment(name: "notes.txt", kind: .text, mediaType: "text/plain", content: "one"),
        Attachment(name: "dot.png", kind: .image, mediaType: "image/png", content: "iVBORw0KGgo="),
        Attachment(name: "page.pdf", kind: .document, mediaType: "application/pdf", content: "JVBERi0xLjQ="),
    ]

    private static let schema: JSONValue = [
        "type": "object", "properties": ["city": ["type": "string"]], "required": ["city"],
        "additionalProperties": false,
    ]

    private static func loop(_ turn: AssistantTurn) -> [Message] {
        [
            .user("Read a.txt and b.txt."), .assistant(turn),
            .results([
                ToolResult(call: "call_A", name: "read", text: "one", isError: false),
                ToolResult(call: "call_B", name: "read", text: "no such file", isError: true),
            ]),
            .user("Go on."),
        ]
    }

    private static let calls = [
        ToolCall(id: "call_A", name: "read", arguments: #"{"filePath":"a.txt"}"#),
        ToolCall(id: "call_B", name: "read", arguments: #"{"filePath":"b.txt","offset":3}"#),
    ]

    /// Without anything that only one protocol knows.
    private static let plainTurn = AssistantTurn([
        .text("Reading."), .toolCall(calls[0]), .toolCall(calls[1]),
    ])

    /// As an answer of that protocol is kept.
    private static func turn(_ wireProtocol: WireProtocol) -> AssistantTurn {
        switch wireProtocol {
        case .anthropic:
            let thinking: JSONValue = ["type": "thinking", "thinking": "", "signature": "c2ln"]
            let hidden: JSONValue = ["type": "redacted_thinking", "data": "eA=="]
            let reasoning = [thinking, hidden].map {
                AssistantTurn.Part.reasoning(AssistantTurn.Reasoning(text: "", echo: $0))
            }
            return AssistantTurn(reasoning + plainTurn.parts)
        case .openAIChat:
            return plainTurn
        case .openAIResponses:
            let items: [JSONValue] =
                [
                    [
                        "type": "reasoning", "id": "rs_1", "encrypted_content": "ZW5j",
                        "summary": [["type": "summary_text", "text": "First the files."]],
                    ],
                    [
                        "type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
                        "content": [["type": "output_text", "text": "Reading.", "annotations": []]],
                    ],
                ]
                + calls.map {
                    [
                        "type": "function_call", "id": .string("fc_" + $0.id), "call_id": .string($0.id),
                        "name": .string($0.name), "arguments": .string($0.arguments), "status": "completed",
                    ]
                }
            return AssistantTurn(plainTurn.parts, echo: AssistantTurn.Echo(wireProtocol, items: items))
        case .gemini:
            let items: [JSONValue] = [
                ["text": "First the files.", "thought": true], ["text": "Reading."],
                [
                    "functionCall": ["id": "call_A", "name": "read", "args": ["filePath": "a.txt"]],
                    "thoughtSignature": "QUJD",
                ],
                [
                    "functionCall": [
                        "id": "call_B", "name": "read", "args": ["filePath": "b.txt", "offset": 3],
                    ]
                ],
            ]
            return AssistantTurn(plainTurn.parts, echo: AssistantTurn.Echo(wireProtocol, items: items))
        }
    }
}
