package import Conversation

/// The manifest's JSON Schema for editors, made from the tables that the reader checks by.
package struct ManifestSchema {
    /// The name that a manifest gives in `$schema`.
    package static let name = "docket-manifest-1.schema.json"

    private let vocabulary: Vocabulary

    package init(vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    /// The schema, draft 2020-12. Keys that a later version brings are not in it.
    package var json: JSONValue {
        var schema: JSONObject = .of([
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string(Self.name),
            "title": "Docket manifest",
        ])
        schema.members += object(.manifest).members
        let tables: [KeyTable] = [
            .budget, .accept, .provider, .timeouts, .model, .price, .abilities, .defaults, .job, .cell,
            .workspace,
            .permission, .summarize,
        ]
        var definitions = JSONObject(tables.map { .init(key: $0.name, value: .object(object($0))) })
        definitions["tool"] = tool
        definitions["check"] = check
        definitions["axisEntry"] = [
            "anyOf": [["type": ["string", "number", "boolean", "null"]], ["$ref": "#/$defs/cellOfAxis"]]
        ]
        // An axis of a variable may give that variable's value under its own name, which no schema can say.
        var open = object(.cell)
        open["additionalProperties"] = nil
        definitions["cellOfAxis"] = .object(open)
        schema["$defs"] = .object(definitions)
        return .object(schema)
    }

    /// The schema indented by two spaces, with a line end.
    package var text: String {
        var printer = IndentedJSON()
        printer.write(json)
        return printer.text + "\n"
    }

    private func object(_ table: KeyTable) -> JSONObject {
        let keys = table.keys.filter { $0.isAvailable(with: vocabulary.features) }
        let canBeTakenAway = table.inherits || ["workspace", "summarize"].contains(table.name)
        var result: JSONObject = .of(["type": "object"])
        result["properties"] = .object(
            JSONObject(
                keys.map { key in
                    .init(
                        key: key.name,
                        value: .object(property(key, orNull: canBeTakenAway && !key.isRequired))
                    )
                }
            )
        )
        let required = keys.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { result["required"] = .array(required) }
        result["additionalProperties"] = false
        return result
    }

    private func property(_ key: ManifestKey, orNull: Bool) -> JSONObject {
        var result: JSONObject = .of(["description": .string(key.documentation)])
        let schema = schema(key.shape)
        if orNull {
            result["anyOf"] = .array([.object(schema), ["type": "null"]])
        } else {
            result.members += schema.members
        }
        return result
    }
}

// MARK: - Shapes

extension ManifestSchema {
    private func schema(_ shape: Shape) -> JSONObject {
        switch shape {
        case .text: .of(["type": "string"])
        case .filledText, .path, .toolPattern: .of(["type": "string", "minLength": 1])
        case .flag: .of(["type": "boolean"])
        case .off: .of(["const": false])
        case .constant(let number): .of(["const": .number(String(number))])
        case .integer(let range): number("integer", String(range.lowerBound), String(range.upperBound))
        case .number(let range): number("number", String(range.lowerBound), String(range.upperBound))
        case .duration: pattern("([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?")
        case .percentage: pattern("[0-9]+(\\.[0-9]+)?%")
        case .money:
            .of(["anyOf": [.object(pattern("[0-9]+(\\.[0-9]+)?")), ["type": "number", "minimum": 0]]])
        case .word(let words): wordsOrVariable(words)
        case .form(.decimal): .of(["type": ["string", "number"]])
        case .form: .of(["type": "string", "minLength": 1])
        case .list(let element, 0): .of(["type": "array", "items": .object(schema(element))])
        case .list(let element, let least):
            .of(["type": "array", "items": .object(schema(element)), "minItems": .number(String(least))])
        case .object(let table): reference(table.name)
        case .map(_, let shape): .of(["type": "object", "additionalProperties": .object(schema(shape))])
        case .either(let shapes): .of(["anyOf": .array(shapes.map { .object(schema($0)) })])
        case .anything: JSONObject()
        case .check: reference("check")
        case .tool: reference("tool")
        case .axisEntry: reference("axisEntry")
        }
    }

    private func reference(_ name: String) -> JSONObject {
        .of(["$ref": .string("#/$defs/\(name)")])
    }

    private func number(_ type: JSONValue, _ least: String, _ most: String) -> JSONObject {
        .of(["type": type, "minimum": .number(least), "maximum": .number(most)])
    }

    /// Text of a form, or with a variable in it.
    private func pattern(_ form: String) -> JSONObject {
        .of(["type": "string", "pattern": .string("^\(form)$|\\{\\{")])
    }

    private func wordsOrVariable(_ words: [String]) -> JSONObject {
        .of([
            "anyOf": [
                ["enum": .array(words.map(JSONValue.string))], ["type": "string", "pattern": "\\{\\{"],
            ]
        ])
    }

    private var tool: JSONValue {
        .object(wordsOrVariable(vocabulary.tools.map(\.name)))
    }

    /// One alternative for each kind of check, and one for a set.
    private var check: JSONValue {
        let kinds = vocabulary.checks.map { kind in
            var properties = JSONObject()
            properties[kind.name] = .object(types(kind.types, kind.doc))
            for key in kind.keys + vocabulary.checkKeys {
                properties[key.name] = .object(types(key.types, key.doc))
            }
            let required = [kind.name] + kind.keys.filter(\.isRequired).map(\.name)
            return JSONValue.object(
                .of([
                    "type": "object", "properties": .object(properties),
                    "required": .array(required.map(JSONValue.string)), "additionalProperties": false,
                ])
            )
        }
        let use: JSONValue = [
            "type": "object",
            "properties": ["use": ["type": "string", "description": "Puts in the checks of a set."]],
            "required": ["use"],
            "additionalProperties": false,
        ]
        return ["anyOf": .array(kinds + [use])]
    }

    private func types(_ types: [Vocabulary.JSONType], _ doc: String) -> JSONObject {
        var names: [String] = []
        for type in types {
            let name =
                switch type {
                case .money: ["string", "number"]
                case .duration: ["string"]
                default: [type.rawValue]
                }
            names += name.filter { !names.contains($0) }
        }
        return .of([
            "description": .string(doc),
            "type": names.count == 1 ? .string(names[0]) : .array(names.map(JSONValue.string)),
        ])
    }
}

extension ManifestKey {
    /// The key's line with its default.
    fileprivate var documentation: String {
        fallback.map { "\(doc) Default: \($0)." } ?? doc
    }
}

extension JSONObject {
    /// Members in their order.
    fileprivate static func of(_ members: KeyValuePairs<String, JSONValue>) -> JSONObject {
        JSONObject(members.map { Member(key: $0.key, value: $0.value) })
    }
}
