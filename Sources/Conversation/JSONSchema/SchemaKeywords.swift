/// The keywords of one schema, read with their kinds checked.
struct SchemaKeywords {
    let place: JSONPointer
    private let object: JSONObject

    init(_ object: JSONObject, at place: JSONPointer) {
        self.object = object
        self.place = place
    }

    subscript(_ keyword: String) -> JSONValue? {
        object[keyword]
    }

    func wrong(_ keyword: String, _ expected: String) -> JSONSchemaError {
        let found = object[keyword].map { Excerpt.of($0) } ?? "absent"
        return JSONSchemaError(
            .wrongValue(expected: expected, found: found),
            at: place.appending(keyword)
        )
    }

    func text(_ keyword: String) throws(JSONSchemaError) -> String? {
        guard let value = object[keyword] else { return nil }
        guard let text = value.string else { throw wrong(keyword, "a string") }
        return text
    }

    func number(_ keyword: String) throws(JSONSchemaError) -> ExactNumber? {
        guard let value = object[keyword] else { return nil }
        guard case .number(let literal) = value, let number = ExactNumber(literal) else {
            throw wrong(keyword, "a number")
        }
        return number
    }

    func count(_ keyword: String) throws(JSONSchemaError) -> Int? {
        guard let value = object[keyword] else { return nil }
        guard case .number(let literal) = value, let count = ExactNumber(literal)?.count else {
            throw wrong(keyword, "a whole number from 0 up")
        }
        return count
    }

    func members(_ keyword: String) throws(JSONSchemaError) -> [JSONObject.Member]? {
        guard let value = object[keyword] else { return nil }
        guard let members = value.object?.members else { throw wrong(keyword, "an object") }
        return members
    }

    /// A keyword's value, short enough for a sentence.
    func shown(_ keyword: String) -> String {
        Excerpt.capped(object[keyword]?.text ?? "", at: 120)
    }

    private func names(_ value: JSONValue) -> [String]? {
        guard let elements = value.array else { return nil }
        let names = elements.compactMap(\.string)
        return names.count == elements.count ? names : nil
    }
}

// MARK: - Rules without inner schemas

extension SchemaKeywords {
    /// What is told from the value alone. Its type comes first, since nothing else need be said where that is
    /// wrong.
    func rules() throws(JSONSchemaError) -> [SchemaRule] {
        try typeRules() + choiceRules() + numberRules() + sizeRules() + stringRules() + requiredRules()
    }

    private func typeRules() throws(JSONSchemaError) -> [SchemaRule] {
        guard let value = object["type"] else { return [] }
        guard let names = value.string.map({ [$0] }) ?? names(value), !names.isEmpty else {
            throw wrong("type", "the name of a type, or an array of such names")
        }
        var types: [JSONType] = []
        for name in names {
            guard let type = JSONType(rawValue: name) else {
                throw JSONSchemaError(.unknownType(name), at: place.appending("type"))
            }
            if !types.contains(type) { types.append(type) }
        }
        return [.type(types)]
    }

    private func choiceRules() throws(JSONSchemaError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        if let value = object["enum"] {
            guard let values = value.array else { throw wrong("enum", "an array of values") }
            let shown = Excerpt.list(values.map { Excerpt.capped($0.text, at: 60) })
            let identities = Set(values.map { JSONIdentity($0) })
            rules.append(
                .choice(
                    SchemaRule.Choice(
                        keyword: "enum",
                        values: identities,
                        shown: values.count == 1 ? shown : "one of \(shown)"
                    )
                )
            )
        }
        if let value = object["const"] {
            let shown = Excerpt.capped(value.text, at: 120)
            rules.append(
                .choice(SchemaRule.Choice(keyword: "const", values: [JSONIdentity(value)], shown: shown))
            )
        }
        return rules
    }

    private func numberRules() throws(JSONSchemaError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        for side in SchemaRule.NumberLimit.Side.allCases {
            guard let bound = try number(side.rawValue) else { continue }
            let shown = shown(side.rawValue)
            rules.append(.limit(SchemaRule.NumberLimit(side: side, bound: bound, shown: shown)))
        }
        if let number = try number("multipleOf") {
            guard let divisor = ExactDivisor(number) else {
                throw wrong(
                    "multipleOf",
                    "a number greater than 0 with at most \(ExactDivisor.digitLimit) digits"
                )
            }
            rules.append(.multiple(of: divisor, shown: shown("multipleOf")))
        }
        return rules
    }

    private func sizeRules() throws(JSONSchemaError) -> [SchemaRule] {
        let limits: [(String, SchemaRule.SizeLimit.Measure, isUpper: Bool)] = [
            ("minLength", .characters, false), ("maxLength", .characters, true),
            ("minItems", .elements, false), ("maxItems", .elements, true),
            ("minProperties", .members, false), ("maxProperties", .members, true),
        ]
        var rules: [SchemaRule] = []
        for (keyword, measure, isUpper) in limits {
            guard let bound = try count(keyword) else { continue }
            rules.append(
                .size(
                    SchemaRule.SizeLimit(keyword: keyword, measure: measure, isUpper: isUpper, bound: bound)
                )
            )
        }
        if let value = object["uniqueItems"] {
            guard let isUnique = value.bool else { throw wrong("uniqueItems", "true or false") }
            if isUnique { rules.append(.uniqueElements) }
        }
        return rules
    }

    private func stringRules() throws(JSONSchemaError) -> [SchemaRule] {
        guard let pattern = try text("pattern") else { return [] }
        return [.pattern(try SchemaPattern(pattern, at: place.appending("pattern")))]
    }

    private func requiredRules() throws(JSONSchemaError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        if let value = object["required"] {
            guard let names = names(value) else { throw wrong("required", "an array of names") }
            rules.append(.required(SchemaRule.RequiredMembers(names: names, keyword: "required")))
        }
        for keyword in ["dependentRequired", "dependencies"] {
            for member in try members(keyword) ?? [] {
                // Anything but an array is a schema in the form that older drafts have.
                if keyword == "dependencies", member.value.array == nil { continue }
                guard let names = names(member.value) else {
                    let kind = JSONSchemaError.Kind.wrongValue(
                        expected: "an array of names",
                        found: Excerpt.of(member.value)
                    )
                    throw JSONSchemaError(kind, at: place.appending(keyword, member.key))
                }
                rules.append(
                    .required(
                        SchemaRule.RequiredMembers(names: names, cause: member.key, keyword: keyword)
                    )
                )
            }
        }
        return rules
    }
}
