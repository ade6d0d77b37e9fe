import Conversation

/// The request's body. What stays the same from step to step comes first, the conversation last.
extension JSONWriter {
    mutating func responses(_ request: ModelRequest) {
        let abilities = request.abilities
        member("model", request.model)
        member("stream", true)
        // Otherwise the provider keeps every answer for a month.
        member("store", false)
        if abilities.reasons {
            // What the model thought goes back with the next step; without state it must come along, encrypted.
            key("include")
            array { $0.string("reasoning.encrypted_content") }
        }
        member("max_output_tokens", request.maxOutputTokens)
        if let temperature = request.temperature, abilities.temperature {
            key("temperature")
            raw(temperature)
        }
        if let reasoning = request.reasoning, abilities.reasoningControl != .none {
            key("reasoning")
            object { $0.member("effort", reasoning.effortWord) }
        }
        if let schema = request.outputSchema {
            key("text")
            object { text in
                text.key("format")
                text.object {
                    $0.member("type", "json_schema")
                    $0.outputSchema(schema)
                }
            }
        }
        if !request.tools.isEmpty {
            key("tools")
            array { for tool in request.tools { $0.responsesTool(tool) } }
        }
        if !request.system.isEmpty {
            member("instructions", request.system.joined(separator: "\n\n"))
        }
        key("input")
        array { items in
            var files = request.files[...]
            for message in request.messages {
                if case .user(let text) = message, !files.isEmpty {
                    items.responsesMessage(text, with: files)
                    files = []
                } else {
                    items.responsesItems(of: message)
                }
            }
        }
    }

    private mutating func responsesTool(_ tool: ToolDefinition) {
        object {
            $0.member("type", "function")
            $0.member("name", tool.name)
            $0.member("description", tool.description)
            $0.member("parameters", tool.parameters)
            // Absent means strict, which most schemas do not fit.
            $0.member("strict", false)
        }
    }

    private mutating func responsesMessage(_ text: String, with files: ArraySlice<Attachment>) {
        object { message in
            message.member("role", "user")
            message.key("content")
            message.array { parts in
                for file in files {
                    switch file.kind {
                    case .text: parts.responsesText(file.namedText)
                    case .image:
                        parts.object {
                            $0.member("type", "input_image")
                            $0.member("detail", "auto")
                            $0.member("image_url", file.dataURL)
                        }
                    case .document:
                        parts.object {
                            $0.member("type", "input_file")
                            $0.member("filename", file.name)
                            $0.member("file_data", file.dataURL)
                        }
                    }
                }
                parts.responsesText(text)
            }
        }
    }

    private mutating func responsesText(_ text: String) {
        object {
            $0.member("type", "input_text")
            $0.member("text", text)
        }
    }

    private mutating func responsesItems(of message: Message) {
        switch message {
        case .user(let text):
            object {
                $0.member("role", "user")
                $0.member("content", text)
            }
        case .assistant(let turn):
            if let items = turn.items(for: .openAIResponses) {
                for item in items { value(item) }
            } else {
                for part in turn.parts { responsesItem(part) }
            }
        case .results(let results):
            for result in results {
                object {
                    $0.member("type", "function_call_output")
                    $0.member("call_id", result.call)
                    $0.member("output", result.text)
                }
            }
        }
    }

    /// A part of a turn that another protocol brought. Its reasoning means nothing here.
    private mutating func responsesItem(_ part: AssistantTurn.Part) {
        switch part {
        case .text(let text) where !text.isEmpty:
            object {
                $0.member("role", "assistant")
                $0.member("content", text)
            }
        case .toolCall(let call):
            object {
                $0.member("type", "function_call")
                $0.member("call_id", call.id)
                $0.member("name", call.name)
                $0.member("arguments", call.arguments)
            }
        case .text, .reasoning: break
        }
    }
}
