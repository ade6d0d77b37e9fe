/// One thing that happened in a session. Entries are only ever added.
package enum Entry: Hashable, Sendable {
    /// What the model is told before all else, one text for each source: prompt, environment, each rules file.
    case system([String])
    case user(String)
    case assistant(AssistantTurn)
    /// The results of one step, one for each of its calls.
    case results([ToolResult])
    /// Stands for all that came before `keepsFrom` in what the model is sent from now on.
    case summary(text: String, keepsFrom: Int)
}

// MARK: - JSON

/// The form in which records keep an entry and reports show it.
extension Entry {
    /// Who speaks: `system`, `user`, `assistant`, `tool`, `summary`.
    package var role: String {
        switch self {
        case .system: "system"
        case .user: "user"
        case .assistant: "assistant"
        case .results: "tool"
        case .summary: "summary"
        }
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { object in
            object.member("role", role)
            switch self {
            case .system(let texts):
                object.member("texts", .array(texts.map(JSONValue.string)))
            case .user(let text):
                object.member("text", text)
            case .assistant(let turn):
                object.key("parts")
                object.array { array in for part in turn.parts { part.write(to: &array) } }
                if let echo = turn.echo {
                    object.key("echo")
                    object.object { $0.member(echo.wireProtocol.rawValue, .array(echo.items)) }
                }
            case .results(let results):
                object.key("results")
                object.array { array in
                    for result in results {
                        array.object {
                            $0.member("call", result.call)
                            $0.member("tool", result.name)
                            $0.member("text", result.text)
                            if result.isError { $0.member("isError", true) }
                        }
                    }
                }
            case .summary(let text, let keepsFrom):
                object.member("text", text)
                object.member("keepsFrom", keepsFrom)
            }
        }
    }

    /// Reads what `write(to:)` wrote; nothing where it is something else.
    package init?(_ json: JSONValue) {
        switch json["role"]?.string {
        case "system":
            guard let texts = json["texts"]?.all(\.string) else { return nil }
            self = .system(texts)
        case "user":
            guard let text = json["text"]?.string else { return nil }
            self = .user(text)
        case "assistant":
            guard let parts = json["parts"]?.all(AssistantTurn.Part.init) else { return nil }
            self = .assistant(AssistantTurn(parts, echo: json["echo"].flatMap(AssistantTurn.Echo.init)))
        case "tool":
            guard let results = json["results"]?.all(ToolResult.init) else { return nil }
            self = .results(results)
        case "summary":
            guard let text = json["text"]?.string, let keepsFrom = json["keepsFrom"]?.integer else {
                return nil
            }
            self = .summary(text: text, keepsFrom: keepsFrom)
        default:
            return nil
        }
    }
}

extension AssistantTurn.Part {
    fileprivate func write(to array: inout JSONWriter) {
        array.object { object in
            switch self {
            case .text(let text):
                object.member("text", text)
            case .reasoning(let reasoning):
                object.member("reasoning", reasoning.text)
                if let echo = reasoning.echo { object.member("echo", echo) }
            case .toolCall(let call):
                object.member("call", call.id)
                object.member("tool", call.name)
                // As text: what the model wrote need not be JSON.
                object.member("arguments", call.arguments)
            }
        }
    }

    fileprivate init?(_ json: JSONValue) {
        if let text = json["text"]?.string {
            self = .text(text)
        } else if let reasoning = json["reasoning"]?.string {
            self = .reasoning(AssistantTurn.Reasoning(text: reasoning, echo: json["echo"]))
        } else if let id = json["call"]?.string, let name = json["tool"]?.string,
            let arguments = json["arguments"]?.string
        {
            self = .toolCall(ToolCall(id: id, name: name, arguments: arguments))
        } else {
            return nil
        }
    }
}

extension AssistantTurn.Echo {
    fileprivate init?(_ json: JSONValue) {
        guard let member = json.object?.members.first, let items = member.value.array,
            let wireProtocol = WireProtocol(rawValue: member.key)
        else { return nil }
        self.init(wireProtocol, items: items)
    }
}

extension ToolResult {
    fileprivate init?(_ json: JSONValue) {
        guard let call = json["call"]?.string, let name = json["tool"]?.string,
            let text = json["text"]?.string
        else { return nil }
        self.init(call: call, name: name, text: text, isError: json["isError"]?.bool ?? false)
    }
}

extension JSONValue {
    /// The array's elements, read; nothing where one of them cannot be, so that none is lost in silence.
    fileprivate func all<Element>(_ read: (JSONValue) -> Element?) -> [Element]? {
        guard let array else { return nil }
        let elements = array.compactMap(read)
        return elements.count == array.count ? elements : nil
    }
}
