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
        if abilities.costField == .cost {
            key("usage")
            object { $0.member("include", true) }
        }
        if let reasoning = request.reasoning, abilities.reasoningControl != .none {
            chatReasoning(reasoning, abilities)
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
        let marks = ChatCacheMarks(request)
        if !request.system.isEmpty {
            // One message: the templates of many open models allow no second.
            object {
                $0.member("role", request.abilities.developerRole ? "developer" : "system")
                $0.key("content")
                if marks.system { $0.markedTexts(request.system) } else { $0.chatText(request.system) }
            }
        }
        var texts: [String] = []
        var files = request.files[...]
        for (index, message) in request.messages.enumerated() {
            let isMarked = marks.messages && index == request.messages.count - 1
            if case .user(let text) = message {
                texts.append(text)
                if isMarked { chatUser(&texts, &files, isMarked: true) }
                continue
            }
            chatUser(&texts, &files)
            switch message {
            case .user: break
            case .assistant(let turn): chatAssistant(turn, request.abilities)
            case .results(let results):
                for (number, result) in results.enumerated() {
                    object {
                        $0.member("role", "tool")
                        $0.member("tool_call_id", request.abilities.chatCallID(result.call))
                        $0.key("content")
                        $0.chatText([result.text], isMarked: isMarked && number == results.count - 1)
                    }
                }
            }
        }
        chatUser(&texts, &files)
    }

    /// User texts that follow each other are one message: the templates of many open models want roles to alternate.
    private mutating func chatUser(
        _ texts: inout [String],
        _ files: inout ArraySlice<Attachment>,
        isMarked: Bool = false
    ) {
        guard !texts.isEmpty else { return }
        object { message in
            message.member("role", "user")
            message.key("content")
            if files.isEmpty {
                message.chatText(texts, isMarked: isMarked)
            } else {
                message.array { parts in
                    for file in files { parts.chatFile(file) }
                    parts.chatPart(texts.joined(separator: "\n\n"), isMarked: isMarked)
                }
            }
        }
        texts.removeAll()
        files = []
    }

    private mutating func chatFile(_ file: Attachment) {
        switch file.kind {
        case .text: chatPart(file.namedText)
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

    private mutating func chatAssistant(_ turn: AssistantTurn, _ abilities: ModelAbilities) {
        let text = turn.text
        let calls = turn.toolCalls
        object { message in
            message.member("role", "assistant")
            message.key("content")
            if abilities.contentChunks, let chunks = turn.chatEcho(ChatContent.chunksMember) {
                message.value(chunks)
            } else if text.isEmpty, !calls.isEmpty {
                message.null()
            } else {
                message.string(text)
            }
            if abilities.echoesReasoningContent { message.member("reasoning_content", turn.reasoningText) }
            if let details = turn.chatEcho(ChatContent.detailsMember) {
                message.member("reasoning_details", details)
            }
            guard !calls.isEmpty else { return }
            message.key("tool_calls")
            message.array { array in
                for call in calls {
                    array.object {
                        $0.member("id", abilities.chatCallID(call.id))
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

    /// What the server wants back as it came.
    fileprivate func chatEcho(_ member: String) -> JSONValue? {
        for case .reasoning(let reasoning) in parts {
            if let echo = reasoning.echo?[member] { return echo }
        }
        return nil
    }
}
