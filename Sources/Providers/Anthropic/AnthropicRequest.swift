import Conversation

/// The request's body after what names the model. What stays the same from step to step comes first, the messages last: a step's body begins with
/// nearly all of the body before it.
extension JSONWriter {
    mutating func anthropic(_ request: ModelRequest) {
        member("max_tokens", request.maxOutputTokens)
        member("stream", true)
        if let temperature = request.temperature, request.abilities.temperature {
            key("temperature")
            raw(temperature)
        }
        thinking(of: request)
        outputConfig(of: request)
        let caches = CacheBreakpoints(request)
        if !request.tools.isEmpty {
            key("tools")
            array { $0.tools(request.tools, marksLast: caches.tools) }
        }
        if !request.system.isEmpty {
            key("system")
            array { array in
                for (index, text) in request.system.enumerated() {
                    array.textBlock(
                        text,
                        isMarked: caches.system && (index == 0 || index == request.system.count - 1)
                    )
                }
            }
        }
        key("messages")
        array { $0.messages(request, caches) }
    }

    /// Budgets must be at least 1,024 and below the output cap; a request with no room for that does not think.
    private mutating func thinking(of request: ModelRequest) {
        guard let setting = request.reasoning else { return }
        switch request.abilities.reasoningControl {
        case .none: break
        case .effort:
            key("thinking")
            object { $0.member("type", "adaptive") }
        case .budget:
            let budget = min(setting.budgetTokens, request.maxOutputTokens - 1)
            guard budget >= 1_024 else { return }
            key("thinking")
            object {
                $0.member("type", "enabled")
                $0.member("budget_tokens", budget)
            }
        }
    }

    private mutating func outputConfig(of request: ModelRequest) {
        let effort = request.abilities.reasoningControl == .effort ? request.reasoning?.effortWord : nil
        guard effort != nil || request.outputSchema != nil else { return }
        key("output_config")
        object { config in
            if let effort { config.member("effort", effort) }
            guard let schema = request.outputSchema else { return }
            config.key("format")
            config.object {
                $0.member("type", "json_schema")
                $0.member("schema", schema)
            }
        }
    }

    private mutating func tools(_ tools: [ToolDefinition], marksLast: Bool) {
        for (index, tool) in tools.enumerated() {
            object {
                $0.member("name", tool.name)
                $0.member("description", tool.description)
                $0.member("input_schema", tool.parameters)
                if marksLast, index == tools.count - 1 { $0.cacheMark() }
            }
        }
    }

    fileprivate mutating func cacheMark() {
        key("cache_control")
        object { $0.member("type", "ephemeral") }
    }

    fileprivate mutating func textBlock(_ text: String, isMarked: Bool) {
        object {
            $0.member("type", "text")
            $0.member("text", text)
            if isMarked { $0.cacheMark() }
        }
    }
}

/// Where a request says that its beginning shall be cached, at most the four places that are allowed: after
/// the first system text, which with the tools before it is the same for all jobs of a manifest; after the last one, which
/// is the same for all steps of a job; after the last message, which the next step's request begins with. A lone question
/// has no next step.
private struct CacheBreakpoints {
    var tools = false
    /// The first and the last of them.
    var system = false
    /// After the files that jobs of a manifest often share.
    var files = false
    var messages = false

    init(_ request: ModelRequest) {
        guard request.cachesPrompt else { return }
        files = !request.files.isEmpty
        system = !request.system.isEmpty
        tools = !system && !request.tools.isEmpty
        messages = !request.tools.isEmpty || request.messages.count > 1
    }
}

// MARK: - Messages

extension JSONWriter {
    /// Messages of one role that follow each other become one, as the service itself would make them; results come
    /// first in theirs, as it demands.
    fileprivate mutating func messages(_ request: ModelRequest, _ caches: CacheBreakpoints) {
        let groups = AnthropicGroup.groups(of: request.messages)
        // Where the user's first words are.
        let first = groups.firstIndex(where: \.isUser)
        for (index, group) in groups.enumerated() {
            object {
                $0.member("role", group.isUser ? "user" : "assistant")
                $0.key("content")
                $0.array {
                    if index == first { $0.files(request.files, marksLast: caches.files) }
                    $0.blocks(group.blocks, marksLast: caches.messages && index == groups.count - 1)
                }
            }
        }
    }

    private mutating func files(_ files: [Attachment], marksLast: Bool) {
        for (index, file) in files.enumerated() {
            object { block in
                block.member("type", file.kind == .image ? "image" : "document")
                block.key("source")
                block.object {
                    $0.member("type", file.kind == .text ? "text" : "base64")
                    $0.member("media_type", file.mediaType)
                    $0.member("data", file.content)
                }
                if file.kind != .image { block.member("title", file.name) }
                if marksLast, index == files.count - 1 { block.cacheMark() }
            }
        }
    }

    private mutating func blocks(_ blocks: [AnthropicGroup.Block], marksLast: Bool) {
        for (index, block) in blocks.enumerated() {
            let isMarked = marksLast && index == blocks.count - 1
            switch block {
            case .text(let text): textBlock(text, isMarked: isMarked)
            // A mark on a thinking block is refused.
            case .echo(let json): value(json)
            case .call(let call):
                object {
                    $0.member("type", "tool_use")
                    $0.member("id", call.id)
                    $0.member("name", call.name)
                    $0.key("input")
                    $0.argumentsObject(call.arguments)
                    if isMarked { $0.cacheMark() }
                }
            case .result(let result):
                object {
                    $0.member("type", "tool_result")
                    $0.member("tool_use_id", result.call)
                    $0.member("content", result.text)
                    if result.isError { $0.member("is_error", true) }
                    if isMarked { $0.cacheMark() }
                }
            }
        }
    }
}

/// The blocks of one message on the wire.
private struct AnthropicGroup {
    enum Block {
        case text(String)
        case echo(JSONValue)
        case call(ToolCall)
        case result(ToolResult)
    }

    var isUser: Bool
    var blocks: [Block]

    static func groups(of messages: [Message]) -> [AnthropicGroup] {
        var groups: [AnthropicGroup] = []
        for message in messages {
            let group = AnthropicGroup(message)
            // A message without content is refused.
            guard !group.blocks.isEmpty else { continue }
            if groups.last?.isUser == group.isUser {
                groups[groups.count - 1].blocks += group.blocks
            } else {
                groups.append(group)
            }
        }
        return groups
    }

    private init(_ message: Message) {
        switch message {
        case .user(let text):
            isUser = true
            blocks = [.text(text)]
        case .results(let results):
            isUser = true
            blocks = results.map(Block.result)
        case .assistant(let turn):
            isUser = false
            blocks = turn.parts.compactMap(Self.block)
        }
    }

    /// Blocks go back as they came. Empty text is the one thing that comes and is refused when it goes back.
    private static func block(_ part: AssistantTurn.Part) -> Block? {
        switch part {
        case .text(let text): text.isEmpty ? nil : .text(text)
        case .toolCall(let call): .call(call)
        case .reasoning(let reasoning):
            switch reasoning.echo?["type"]?.string {
            case "thinking", "redacted_thinking": reasoning.echo.map(Block.echo)
            default: nil
            }
        }
    }
}
