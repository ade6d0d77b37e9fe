package import Conversation

extension ModelAbilities {
    /// The names under which manifests and catalogs give abilities.
    package static let keys = [
        "tools", "reasons", "reasoningControl", "temperature", "structuredOutput",
        "structuredOutputWithTools", "images", "documents", "outputCapField",
        "developerRole", "streamUsageOption", "toolsNeedResponses", "echoesReasoningContent",
        "reasoningOutsideCompletion", "cacheMinimum",
    ]

    /// Abilities that differ from others in what the JSON object says.
    package init(_ json: JSONValue, over base: ModelAbilities) throws(CatalogError) {
        self = base
        var members = try JSONMembers(json)
        for (key, path) in Self.flags {
            let flag = try members.optional(key) { json throws(CatalogError) in try json.asBool() }
            if let flag { self[keyPath: path] = flag }
        }
        reasoningControl = try members.optional("reasoningControl", Self.word) ?? reasoningControl
        outputCapField = try members.optional("outputCapField", Self.word) ?? outputCapField
        cacheMinimum =
            try members.optional("cacheMinimum") { json throws(CatalogError) in try json.asCount() }
            ?? cacheMinimum
        try members.end()
    }

    /// All of them by name.
    package var json: JSONValue {
        var object = JSONObject()
        for (key, path) in Self.flags { object[key] = .bool(self[keyPath: path]) }
        object["reasoningControl"] = .string(reasoningControl.rawValue)
        object["outputCapField"] = .string(outputCapField.rawValue)
        return .object(object)
    }

    /// What differs from others; nothing where nothing does.
    func json(over base: ModelAbilities) -> JSONValue? {
        var object = JSONObject()
        for (key, path) in Self.flags where self[keyPath: path] != base[keyPath: path] {
            object[key] = .bool(self[keyPath: path])
        }
        if reasoningControl != base.reasoningControl {
            object["reasoningControl"] = .string(reasoningControl.rawValue)
        }
        if outputCapField != base.outputCapField {
            object["outputCapField"] = .string(outputCapField.rawValue)
        }
        if cacheMinimum != base.cacheMinimum { object["cacheMinimum"] = .number(String(cacheMinimum)) }
        return object.members.isEmpty ? nil : .object(object)
    }

    private static var flags: [(key: String, path: WritableKeyPath<ModelAbilities, Bool>)] {
        [
            ("tools", \.tools), ("reasons", \.reasons), ("temperature", \.temperature),
            ("structuredOutput", \.structuredOutput),
            ("structuredOutputWithTools", \.structuredOutputWithTools), ("images", \.images),
            ("documents", \.documents),
            ("developerRole", \.developerRole),
            ("streamUsageOption", \.streamUsageOption), ("toolsNeedResponses", \.toolsNeedResponses),
            ("echoesReasoningContent", \.echoesReasoningContent),
            ("reasoningOutsideCompletion", \.reasoningOutsideCompletion),
        ]
    }

    private static func word<Word: RawRepresentable<String>>(_ json: JSONValue) throws(CatalogError) -> Word {
        guard let word = Word(rawValue: try json.asText()) else {
            throw CatalogError(.expected("another word"))
        }
        return word
    }
}
