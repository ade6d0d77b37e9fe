package import Conversation

/// Checks a call's arguments against its tool's parameters before the tool sees them.
///
/// It knows the words that tools' schemas use: `type`, `properties`, `required`, `additionalProperties: false`, `enum`,
/// `items`, `minimum`, `maximum`. Others are the tool's own to check.
package struct ArgumentSchema: Sendable {
    private let schema: JSONValue

    package init(_ schema: JSONValue) {
        self.schema = schema
    }

    /// The arguments as the tool gets them: an optional one that is `null` is left out, which is how some models write
    /// that they give none.
    package func normalized(_ arguments: JSONValue) -> JSONValue {
        guard case .object(var object) = arguments else { return arguments }
        object.members.removeAll { $0.value.isNull && !required.contains($0.key) }
        return .object(object)
    }

    /// All that is wrong, each in words that the model can act on.
    package func problems(in arguments: JSONValue) -> [String] {
        var problems: [String] = []
        Self.check(arguments, against: schema, at: "", into: &problems)
        return problems
    }

    private var required: [String] {
        schema["required"]?.array?.compactMap(\.string) ?? []
    }

    private static func check(
        _ value: JSONValue,
        against schema: JSONValue,
        at path: String,
        into problems: inout [String]
    ) {
        let place = path.isEmpty ? "the arguments" : "`\(path)`"
        if let types = types(of: schema), !types.contains(where: { fits(value, $0) }) {
            problems.append(
                "\(place) must be \(types.map(words).joined(separator: " or ")), not \(value.kind)"
            )
            return
        }
        if let choices = schema["enum"]?.array, !choices.contains(value) {
            problems.append("\(place) must be one of \(choices.map(\.text).joined(separator: ", "))")
        }
        if let number = value.double {
            if let least = schema["minimum"]?.double, number < least {
                problems.append("\(place) must be at least \(schema["minimum"]?.text ?? "")")
            }
            if let most = schema["maximum"]?.double, number > most {
                problems.append("\(place) must be at most \(schema["maximum"]?.text ?? "")")
            }
        }
        if let elements = value.array, let items = schema["items"] {
            for (index, element) in elements.enumerated() {
                check(element, against: items, at: "\(path)[\(index)]", into: &problems)
            }
        }
        if let object = value.object { check(object, against: schema, at: path, into: &problems) }
    }

    private static func check(
        _ object: JSONObject,
        against schema: JSONValue,
        at path: String,
        into problems: inout [String]
    ) {
        let properties = schema["properties"]?.object ?? JSONObject()
        let prefix = path.isEmpty ? "" : path + "."
        for name in schema["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
            problems.append("`\(prefix)\(name)` is missing")
        }
        for member in object.members {
            if let property = properties[member.key] {
                check(member.value, against: property, at: prefix + member.key, into: &problems)
            } else if schema["additionalProperties"]?.bool == false {
                let names = properties.members.map(\.key)
                let meant = Suggestion.nearest(to: member.key, among: names).map { "; did you mean `\($0)`?" }
                problems.append(
                    "`\(prefix)\(member.key)` is not known"
                        + (meant ?? "; there are \(names.map { "`\($0)`" }.joined(separator: ", "))")
                )
            }
        }
    }

    private static func types(of schema: JSONValue) -> [String]? {
        if let type = schema["type"]?.string { return [type] }
        return schema["type"]?.array?.compactMap(\.string)
    }

    private static func fits(_ value: JSONValue, _ type: String) -> Bool {
        switch (type, value) {
        case ("string", .string), ("boolean", .bool), ("number", .number), ("array", .array),
            ("object", .object),
            ("null", .null):
            true
        case ("integer", .number): value.integer != nil
        case ("string", _), ("boolean", _), ("number", _), ("array", _), ("object", _), ("null", _),
            ("integer", _):
            false
        // A type this does not know is not for it to refuse.
        default: true
        }
    }

    private static func words(_ type: String) -> String {
        switch type {
        case "string": "text"
        case "boolean": "true or false"
        case "number": "a number"
        case "integer": "a whole number"
        case "array": "an array"
        case "object": "an object"
        default: type
        }
    }
}
