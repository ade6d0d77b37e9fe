/// Why a JSON value is not a schema that can be checked against, and which part of it is to blame.
package struct JSONSchemaError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Where a schema should stand is neither an object nor `true` or `false`.
        case noSchema(found: String)
        /// A keyword's value is not of the kind it must be.
        case wrongValue(expected: String, found: String)
        case unknownType(String)
        /// The pattern is no regular expression that the engine understands.
        case invalidPattern(reason: String)
        /// The reference points at nothing in this schema.
        case danglingReference(String)
        /// The reference leads to another document.
        case remoteReference(String)
        /// The references lead back to where they began without going further into the value.
        case endlessReference
        /// Two parts of the schema have the same `$id`, or the same anchor.
        case repeatedName(String)
        /// The schema has more levels than ``JSONSchema/nestingLimit``.
        case tooDeep
    }

    /// The part that is wrong, inside the schema.
    package var pointer: JSONPointer
    package var kind: Kind

    package init(_ kind: Kind, at pointer: JSONPointer) {
        self.kind = kind
        self.pointer = pointer
    }
}

// MARK: - Words

extension JSONSchemaError {
    /// What is wrong, as the end of a sentence that begins with the place: `is no type`.
    package var problem: String {
        switch kind {
        case .noSchema(let found): "must be a schema, is \(found)"
        case .wrongValue(let expected, let found): "must be \(expected), is \(found)"
        case .unknownType(let name): "\(Excerpt.quoted(name)) is no type"
        case .invalidPattern(let reason): "is no valid regular expression: \(reason)"
        case .danglingReference(let reference): "\(Excerpt.quoted(reference)) is nowhere in this schema"
        case .remoteReference(let reference): "\(Excerpt.quoted(reference)) leads out of this schema"
        case .endlessReference: "leads back to itself without going further into the value"
        case .repeatedName(let name): "\(Excerpt.quoted(name)) is the name of another part already"
        case .tooDeep: "has more than \(JSONSchema.nestingLimit) levels"
        }
    }

    /// What to do about it.
    package var hint: String {
        switch kind {
        case .noSchema: "write an object of keywords, or `true` or `false`"
        case .wrongValue(let expected, _): "write \(expected)"
        case .unknownType:
            "the types are \(JSONType.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))"
        case .invalidPattern: "patterns are ECMA-262 regular expressions, without flags"
        case .danglingReference: "point at a part as in `#/$defs/name`, or at its `$anchor` as in `#name`"
        case .remoteReference: "only references within the schema work: copy what it names into `$defs`"
        case .endlessReference:
            "refer to a schema from inside `properties` or `items`, or leave the reference out"
        case .repeatedName: "give each part a name of its own"
        case .tooDeep: "move inner parts to `$defs` and refer to them"
        }
    }

    /// Place and problem in one line.
    package var text: String {
        "\(Excerpt.place(pointer, else: "the schema")) \(problem)"
    }
}
