import Conversation

/// The request's body. What stays the same from step to step comes first, the conversation last.
extension JSONWriter {
    mutating func gemini(_ request: ModelRequest) {
        if !request.system.isEmpty {
            key("systemInstruction")
            object { instruction in
                instruction.key("parts")
                instruction.array { array in
                    for text in request.system { array.object { $0.member("text", text) } }
                }
            }
        }
        if !request.tools.isEmpty {
            key("tools")
            array { array in
                array.object { object in
                    object.key("functionDeclarations")
                    object.array { for tool in request.tools { $0.geminiTool(tool) } }
                }
            }
        }
        key("generationConfig")
        object { $0.geminiConfig(of: request) }
        if case .assistant(let turn)? = request.messages.last, let hop = GeminiHop(turn) {
            member("continuationToken", hop.token)
        }
        key("contents")
        array { $0.geminiContents(of: request) }
    }

    private mutating func geminiTool(_ tool: ToolDefinition) {
        object {
            $0.member("name", tool.name)
            $0.member("description", tool.description)
            // The other field, `parameters`, takes only a part of JSON Schema.
            $0.member("parametersJsonSchema", tool.parameters)
        }
    }

    private mutating func geminiConfig(of request: ModelRequest) {
        member("maxOutputTokens", request.maxOutputTokens)
        if let temperature = request.temperature, request.abilities.temperature {
            key("temperature")
            raw(temperature)
        }
        if let schema = request.outputSchema {
            member("responseMimeType", "application/json")
            member("responseJsonSchema", schema)
        }
        guard let reasoning = request.reasoning, request.abilities.reasoningControl != .none else { return }
        key("thinkingConfig")
        object {
            $0.member("includeThoughts", true)
            switch request.abilities.reasoningControl {
            case .effort: $0.member("thinkingLevel", reasoning.effortWord.uppercased())
            case .budget: $0.member("thinkingBudget", reasoning.budgetTokens)
            case .none: break
            }
        }
    }

    private mutating func geminiContents(of request: ModelRequest) {
        // Names that the provider gave to calls; those without one are matched by tool and order.
        var givenIDs: Set<String> = []
        var files = request.files[...]
        for message in request.messages {
            switch message {
            case .user(let text):
                geminiContent(role: "user") { array in
                    for file in files { array.geminiFile(file) }
                    array.object { $0.member("text", text) }
                }
                files = []
            // What comes after a hop begins with all that the hop brought.
            case .assistant(let turn) where GeminiHop(turn) != nil: break
            case .assistant(let turn):
                let items = turn.items(for: .gemini)
                givenIDs = Set(
                    items?.compactMap { $0["functionCall"]?["id"]?.string } ?? turn.toolCalls.map(\.id)
                )
                // A content without parts is refused.
                guard items?.isEmpty != true, !turn.parts.isEmpty || items != nil else { continue }
                geminiContent(role: "model") { array in
                    if let items {
                        for item in items { array.value(item) }
                    } else {
                        for part in turn.parts { array.geminiPart(part) }
                    }
                }
            case .results(let results):
                geminiContent(role: "user") { array in
                    for result in results {
                        array.geminiResult(result, id: givenIDs.contains(result.call) ? result.call : nil)
                    }
                }
            }
        }
    }

    private mutating func geminiFile(_ file: Attachment) {
        object { part in
            if file.kind == .text {
                part.member("text", file.namedText)
            } else {
                part.key("inlineData")
                part.object {
                    $0.member("mimeType", file.mediaType)
                    $0.member("data", file.content)
                }
            }
        }
    }

    private mutating func geminiContent(role: String, parts: (inout JSONWriter) -> Void) {
        object { content in
            content.member("role", role)
            content.key("parts")
            content.array(parts)
        }
    }

    private mutating func geminiResult(_ result: ToolResult, id: String?) {
        object { part in
            part.key("functionResponse")
            part.object { response in
                if let id { response.member("id", id) }
                response.member("name", result.name)
                response.key("response")
                response.object { $0.member(result.isError ? "error" : "output", result.text) }
            }
        }
    }

    /// A part of a turn that another protocol brought. Its reasoning means nothing here.
    private mutating func geminiPart(_ part: AssistantTurn.Part) {
        switch part {
        case .text(let text): object { $0.member("text", text) }
        case .toolCall(let call):
            object { part in
                part.key("functionCall")
                part.object { function in
                    function.member("id", call.id)
                    function.member("name", call.name)
                    function.key("args")
                    function.argumentsObject(call.arguments)
                }
            }
        case .reasoning: break
        }
    }
}
