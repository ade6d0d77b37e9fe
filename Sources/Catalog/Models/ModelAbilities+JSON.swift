package import Conversation

extension ModelAbilities {
    /// The names under which manifests and catalogs give abilities.
    package static let keys = [
        "tools", "reasons", "reasoningControl", "reasoningForm", "reasoningTags", "temperature",
        "structuredOutput", "structuredOutputWithTools", "images", "documents", "outputCapField",
        "developerRole",
        "streamUsageOption", "toolsNeedResponses", "echoesReasoningContent", "reasoningOutsideCompletion",
        "contentChunks", "shortCallIDs", "cacheMarks", "costField", "cacheMinimum",
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
        reasoningForm = try members.optional("reasoningForm", Self.word) ?? reasoningForm
        outputCapField = try members.optional("outputCapField", Self.word) ?? outputCapField
        costField = try members.optional("costField", Self.word) ?? costField
        cacheMinimum =
            try members.optional("cacheMinimum") { json throws(CatalogError) in try json.asCount() }
            ?? cacheMinimum
        try members.end()
    }

    /// All of them by name.
    package var json: JSONValue {
        var object = JSONObject()
        for (key, path) in Self.flags { object[key] = .bool(self[keyPath: path]) }
        for (key, word) in words { object[key] = .string(word) }
        return .object(object)
    }

    /// What differs from others; nothing where nothing does.
    func json(over base: ModelAbilities) -> JSONValue? {
        var object = JSONObject()
        for (key, path) in Self.flags where self[keyPath: path] != base[keyPath: path] {
            object[key] = .bool(self[keyPath: path])
        }
        for (own, other) in zip(words, base.words) where own.word != other.word {
            object[own.key] = .string(own.word)
        }
        if cacheMinimum != base.cacheMinimum { object["cacheMinimum"] = .number(String(cacheMinimum)) }
        return object.members.isEmpty ? nil : .object(object)
    }

    private var words: [(key: String, word: String)] {
        [
            ("reasoningControl", reasoningControl.rawValue), ("reasoningForm", reasoningForm.rawValue),
            ("outputCapField", outputCapField.rawValue), ("costField", costField.rawValue),
        ]
    }

    private static var flags: [(key: String, path: WritableKeyPath<ModelAbilities, Bool>)] {
        [
            ("tools", \.tools), ("reasons", \.reasons), ("reasoningTags", \.reasoningTags),
            ("temperature", \.temperature), ("structuredOutput", \.structuredOutput),
            ("structuredOutputWithTools", \.structuredOutputWithTools), ("images", \.images),
            ("documents", \.documents),
            ("developerRole", \.developerRole),
            ("streamUsageOption", \.streamUsageOption), ("toolsNeedResponses", \.toolsNeedResponses),
            ("echoesReasoningContent", \.echoesReasoningContent),
            ("reasoningOutsideCompletion", \.reasoningOutsideCompletion),
            ("contentChunks", \.contentChunks), ("shortCallIDs", \.shortCallIDs),
            ("cacheMarks", \.cacheMarks),
        ]
    }

    private static func word<Word: RawRepresentable<String>>(_ json: JSONValue) throws(CatalogError) -> Word {
        guard let word = Word(rawValue: try json.asText()) else {
            throw CatalogError(.expected("another word"))
        }
        return word
    }
}
