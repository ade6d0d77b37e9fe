import Conversation

/// The request's body. What stays the same from step to step comes first, the messages last.
extension JSONWriter {
    mutating func chat(_ request: ModelRequest) {
        let abilities = request.abilities
        member("model", request.model)
        member("stream", true)
        if abilities.streamUsageOption {
            key("stream_options")
            object { $0.member("include_usage", true) }
        }
        member(abilities.outputCapField.rawValue, request.maxOutputTokens)
        if let temperature = request.temperature, abilities.temperature {
            key("temperature")
            raw(temperature)
        }
        // The protocol has a word for it and no number.
        if let reasoning = request.reasoning, abilities.reasoningControl != .none {
            member("reasoning_effort", reasoning.effortWord)
        }
        if let schema = request.outputSchema {
            key("response_format")
            object { format in
                format.member("type", "json_schema")
                format.key("json_schema")
                format.object { $0.outputSchema(schema) }
            }
        }
        if !request.tools.isEmpty {
            key("tools")
            array { for tool in request.tools { $0.chatTool(tool) } }
        }
        key("messages")
        array { $0.chatMessages(of: request) }
    }

    /// The members by which OpenAI's protocols name a schema for the answer.
    mutating func outputSchema(_ schema: JSONValue) {
        member("name", "answer")
        member("strict", true)
        member("schema", schema)
    }

    private mutating func chatTool(_ tool: ToolDefinition) {
        object {
            $0.member("type", "function")
            $0.key("function")
            $0.object {
                $0.member("name", tool.name)
                $0.member("description", tool.description)
                $0.member("parameters", tool.parameters)
            }
        }
    }

    private mutating func chatMessages(of request: ModelRequest) {
        if !request.system.isEmpty {
            // One message: the templates of many open models allow no second.
            let role = request.abilities.developerRole ? "developer" : "system"
            chatMessage(role: role, content: request.system.joined(separator: "\n\n"))
        }
        var texts: [String] = []
        var files = request.files[...]
        for message in request.messages {
            if case .user(let text) = message {
                texts.append(text)
                continue
            }
            chatUser(&texts, &files)
            switch message {
            case .user: break
            case .assistant(let turn):
                chatAssistant(turn, echoesReasoning: request.abilities.echoesReasoningContent)
            case .results(let results):
                for result in results {
                    object {
                        $0.member("role", "tool")
                        $0.member("tool_call_id", result.call)
                        $0.member("content", result.text)
                    }
                }
            }
        }
        chatUser(&texts, &files)
    }

    /// User texts that follow each other are one message: the templates of many open models want roles to alternate.
    private mutating func chatUser(_ texts: inout [String], _ files: inout ArraySlice<Attachment>) {
        guard !texts.isEmpty else { return }
        let text = texts.joined(separator: "\n\n")
        if files.isEmpty {
            chatMessage(role: "user", content: text)
        } else {
            object { message in
                message.member("role", "user")
                message.key("content")
                message.array { parts in
                    for file in files { parts.chatFile(file) }
                    parts.chatText(text)
                }
            }
        }
        texts.removeAll()
        files = []
    }

    private mutating func chatText(_ text: String) {
        object {
            $0.member("type", "text")
            $0.member("text", text)
        }
    }

    private mutating func chatFile(_ file: Attachment) {
        switch file.kind {
        case .text: chatText(file.namedText)
        case .image:
            object { part in
                part.member("type", "image_url")
                part.key("image_url")
                part.object { $0.member("url", file.dataURL) }
            }
        case .document:
            object { part in
                part.member("type", "file")
                part.key("file")
                part.object {
                    $0.member("filename", file.name)
                    $0.member("file_data", file.dataURL)
                }
            }
        }
    }

    private mutating func chatMessage(role: String, content: String) {
        object {
            $0.member("role", role)
            $0.member("content", content)
        }
    }

    private mutating func chatAssistant(_ turn: AssistantTurn, echoesReasoning: Bool) {
        let text = turn.text
        let calls = turn.toolCalls
        object { message in
            message.member("role", "assistant")
            message.key("content")
            if text.isEmpty, !calls.isEmpty { message.null() } else { message.string(text) }
            if echoesReasoning { message.member("reasoning_content", turn.reasoningText) }
            if let details = turn.reasoningDetails { message.member("reasoning_details", details) }
            guard !calls.isEmpty else { return }
            message.key("tool_calls")
            message.array { array in
                for call in calls {
                    array.object {
                        $0.member("id", call.id)
                        $0.member("type", "function")
                        $0.key("function")
                        $0.object {
                            $0.member("name", call.name)
                            $0.member("arguments", call.arguments)
                        }
                    }
                }
            }
        }
    }
}

extension AssistantTurn {
    fileprivate var reasoningText: String {
        var text = ""
        for case .reasoning(let reasoning) in parts { text += reasoning.text }
        return text
    }

    /// OpenRouter's own blocks, which go back unchanged.
    fileprivate var reasoningDetails: JSONValue? {
        for case .reasoning(let reasoning) in parts {
            if let details = reasoning.echo?[ChatDecoder.detailsMember] { return details }
        }
        return nil
    }
}
