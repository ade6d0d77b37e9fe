import Conversation

/// The form in which a catalog is built in, stored with a run, and read from a file: providers with their models.
extension ModelCatalog {
    /// Reads what `text` wrote, or a file that says where it came from beside.
    package init(text: String) throws(CatalogError) {
        self = try CatalogFile(text: text).catalog
    }

    init(_ entries: [ProviderEntry]) {
        self.init(providers: entries.map(\.provider), models: entries.flatMap(\.models))
    }

    /// JSON of one line, which is equal for equal catalogs.
    package var text: String {
        CatalogFile(self).text
    }

    /// The providers with their models.
    var json: JSONValue {
        let models = Dictionary(grouping: models, by: \.reference.provider)
        return .array(providers.map { ProviderEntry(provider: $0, models: models[$0.id] ?? []).json })
    }
}

/// A provider and its models, as they stand together in the JSON.
struct ProviderEntry {
    var provider: ProviderCard
    var models: [ModelCard]

    init(provider: ProviderCard, models: [ModelCard]) {
        self.provider = provider
        self.models = models
    }

    init(_ json: JSONValue) throws(CatalogError) {
        var members = try JSONMembers(json)
        let id = try members.required("id") { json throws(CatalogError) in try json.asText() }
        var provider = ProviderCard(
            id: ProviderID(id),
            name: try members.required("name") { json throws(CatalogError) in try json.asText() },
            wireProtocol: try members.required("protocol", WireProtocol.init),
            baseURL: try members.required("baseURL") { json throws(CatalogError) in try json.asText() }
        )
        provider.keyVariables =
            try members.optional("keyVariables") { json throws(CatalogError) in try json.asTexts() } ?? []
        provider.keyHeader = try members.optional("auth", KeyHeader.init)
        provider.path = try members.optional("path") { json throws(CatalogError) in try json.asText() }
        provider.version = try members.optional("version") { json throws(CatalogError) in try json.asText() }
        provider.headers = try members.optional("headers", Self.headers) ?? [:]
        provider.abilities =
            try members.optional("abilities") { json throws(CatalogError) in
                try ModelAbilities(json, over: ModelAbilities())
            } ?? provider.abilities
        self.provider = provider
        models =
            try members.optional("models") { [provider] json throws(CatalogError) in
                try json.asList { json throws(CatalogError) in try ModelCard(json, of: provider) }
            } ?? []
        try members.end()
    }

    var json: JSONValue {
        var object = JSONObject()
        object["id"] = .string(provider.id.rawValue)
        object["name"] = .string(provider.name)
        object["protocol"] = .string(provider.wireProtocol.rawValue)
        object["baseURL"] = .string(provider.baseURL)
        object["keyVariables"] = .array(provider.keyVariables.map(JSONValue.string))
        object["auth"] = provider.keyHeader.map { .string($0.rawValue) }
        object["path"] = provider.path.map(JSONValue.string)
        object["version"] = provider.version.map(JSONValue.string)
        if !provider.headers.isEmpty {
            let headers = provider.headers.sorted { $0.key < $1.key }
            object["headers"] = .object(
                JSONObject(headers.map { JSONObject.Member(key: $0.key, value: .string($0.value)) })
            )
        }
        object["abilities"] = provider.abilities.json(over: ModelAbilities())
        object["models"] = .array(models.map { $0.json(of: provider) })
        return .object(object)
    }

    private static func headers(_ json: JSONValue) throws(CatalogError) -> [String: String] {
        guard let object = json.object else { throw CatalogError(.expected("an object")) }
        var headers: [String: String] = [:]
        for member in object.members {
            guard let text = member.value.string else {
                throw CatalogError(.expected("text"), at: [member.key])
            }
            headers[member.key] = text
        }
        return headers
    }
}

extension ModelCard {
    fileprivate init(_ json: JSONValue, of provider: ProviderCard) throws(CatalogError) {
        var members = try JSONMembers(json)
        let id = try members.required("id") { json throws(CatalogError) in try json.asText() }
        self.init(
            reference: ModelReference(provider: provider.id, name: id),
            name: try members.optional("name") { json throws(CatalogError) in try json.asText() } ?? id,
            wireProtocol: try members.optional("protocol", WireProtocol.init) ?? provider.wireProtocol,
            context: try members.optional("context") { json throws(CatalogError) in try json.asCount() },
            inputLimit: try members.optional("input") { json throws(CatalogError) in try json.asCount() },
            output: try members.optional("output") { json throws(CatalogError) in try json.asCount() },
            abilities: try members.optional("abilities") { json throws(CatalogError) in
                try ModelAbilities(json, over: provider.abilities)
            } ?? provider.abilities,
            price: try members.optional("price") { json throws(CatalogError) in try PriceSheet(json) },
            released: try members.optional("released") { json throws(CatalogError) in try json.asText() },
            status: try members.optional("status", Status.init) ?? .current
        )
        try members.end()
    }

    fileprivate func json(of provider: ProviderCard) -> JSONValue {
        var object = JSONObject()
        object["id"] = .string(reference.name)
        object["name"] = .string(name)
        if wireProtocol != provider.wireProtocol { object["protocol"] = .string(wireProtocol.rawValue) }
        object["context"] = context.map { .number(String($0)) }
        object["input"] = inputLimit.map { .number(String($0)) }
        object["output"] = output.map { .number(String($0)) }
        object["abilities"] = abilities.json(over: provider.abilities)
        object["price"] = price?.json
        object["released"] = released.map(JSONValue.string)
        if status != .current { object["status"] = .string(status.rawValue) }
        return .object(object)
    }
}

extension ModelCard.Status {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        guard let status = Self(rawValue: try json.asText()) else {
            throw CatalogError(.expected("current, beta or deprecated"))
        }
        self = status
    }
}

extension KeyHeader {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        guard let known = Self(rawValue: try json.asText()) else {
            throw CatalogError(.expected("the name of a key's header"))
        }
        self = known
    }
}

extension WireProtocol {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        guard let known = Self(rawValue: try json.asText()) else {
            throw CatalogError(.expected("the name of a protocol"))
        }
        self = known
    }
}
