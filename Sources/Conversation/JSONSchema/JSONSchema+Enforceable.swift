extension JSONSchema {
    /// Whether every provider that holds answers to a schema takes this one: an object whose members are all required and
    /// named, built from a few keywords. Providers refuse requests with other schemas.
    ///
    /// Source: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas, which is the narrowest.
    package var isEnforceable: Bool {
        json["type"]?.string == "object" && Self.isEnforceable(json)
    }

    private static let keywords: Set<String> = [
        "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "const", "description", "enum", "items",
        "properties", "required", "title", "type",
    ]

    private static func isEnforceable(_ schema: JSONValue) -> Bool {
        guard let members = schema.object?.members, members.allSatisfy({ keywords.contains($0.key) }) else {
            return false
        }
        if schema["properties"] != nil || schema["type"]?.string == "object" {
            let names = Set(schema["properties"]?.object?.members.map(\.key) ?? [])
            let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
            guard names == required, schema["additionalProperties"]?.bool == false else { return false }
        }
        var inner: [JSONValue] = schema["anyOf"]?.array ?? []
        inner += schema["properties"]?.object?.members.map(\.value) ?? []
        inner += schema["$defs"]?.object?.members.map(\.value) ?? []
        if let items = schema["items"] { inner.append(items) }
        return inner.allSatisfy(isEnforceable)
    }
}
