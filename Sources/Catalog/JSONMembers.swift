import Conversation

/// The members of a JSON object, taken out one by one: what is left at the end has no meaning here.
struct JSONMembers {
    private var members: [JSONObject.Member]

    init(_ json: JSONValue) throws(CatalogError) {
        guard let object = json.object else { throw CatalogError(.expected("an object")) }
        members = object.members
    }

    mutating func take(_ key: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
        return members.remove(at: index).value
    }

    /// Reads a member that may be absent.
    mutating func optional<Value>(
        _ key: String,
        _ read: (JSONValue) throws(CatalogError) -> Value
    ) throws(CatalogError) -> Value? {
        guard let json = take(key) else { return nil }
        do {
            return try read(json)
        } catch {
            throw error.below(key)
        }
    }

    /// Reads a member that must be there.
    mutating func required<Value>(
        _ key: String,
        _ read: (JSONValue) throws(CatalogError) -> Value
    ) throws(CatalogError) -> Value {
        guard let value = try optional(key, read) else { throw CatalogError(.missing, at: [key]) }
        return value
    }

    /// Fails where a member was not taken.
    func end() throws(CatalogError) {
        if let rest = members.first { throw CatalogError(.unknown, at: [rest.key]) }
    }
}

extension JSONValue {
    init(catalogText bytes: [UInt8]) throws(CatalogError) {
        do throws(JSONError) {
            try self.init(parsing: bytes)
        } catch {
            throw CatalogError(.malformed(offset: error.offset))
        }
    }

    func asText() throws(CatalogError) -> String {
        guard let string else { throw CatalogError(.expected("text")) }
        return string
    }

    func asBool() throws(CatalogError) -> Bool {
        guard let bool else { throw CatalogError(.expected("true or false")) }
        return bool
    }

    func asCount() throws(CatalogError) -> Int {
        guard let integer, integer >= 0 else { throw CatalogError(.expected("a whole number")) }
        return integer
    }

    func asList<Element>(
        _ read: (JSONValue) throws(CatalogError) -> Element
    ) throws(CatalogError) -> [Element] {
        guard let array else { throw CatalogError(.expected("an array")) }
        var elements: [Element] = []
        for (index, json) in array.enumerated() {
            do {
                elements.append(try read(json))
            } catch {
                throw error.below(String(index))
            }
        }
        return elements
    }

    func asTexts() throws(CatalogError) -> [String] {
        try asList { json throws(CatalogError) in try json.asText() }
    }
}
