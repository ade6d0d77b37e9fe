/// Makes a schema's text ready to be applied. It works through a list of places and never calls itself, so
/// that neither depth nor long chains of references cost stack.
struct SchemaCompiler {
    private let document: SchemaDocument
    private var subschemas: [Subschema] = []
    private var places: [JSONPointer] = []
    private var numbers: [JSONPointer: Int] = [:]
    private var notesEvaluated = false

    static func compile(_ json: JSONValue) throws(JSONSchemaError) -> CompiledSchema {
        var compiler = SchemaCompiler(document: try SchemaDocument(json))
        return try compiler.compile()
    }

    private init(document: SchemaDocument) {
        self.document = document
    }

    private mutating func compile() throws(JSONSchemaError) -> CompiledSchema {
        for place in document.places { _ = number(of: place) }
        // A reference may lead to a place that no keyword makes a schema; it joins the list when it is met.
        while subschemas.count < places.count {
            let place = places[subschemas.count]
            subschemas.append(try subschema(at: place))
        }
        try refuseCircles()
        return CompiledSchema(
            subschemas: subschemas,
            dynamicAnchors: document.resources.map { $0.dynamicAnchors.mapValues { number(of: $0) } },
            notesEvaluated: notesEvaluated
        )
    }

    /// The number of the schema at a place; a new one where it has none.
    mutating func number(of place: JSONPointer) -> Int {
        if let number = numbers[place] { return number }
        places.append(place)
        numbers[place] = places.count - 1
        return places.count - 1
    }

    private mutating func subschema(at place: JSONPointer) throws(JSONSchemaError) -> Subschema {
        var subschema = Subschema(resource: document.resource(at: place), rules: [], innerRules: [])
        switch document.json.value(at: place) {
        case .bool(true)?: break
        case .bool(false)?: subschema.rules = [.nothing]
        case .object(let object)?:
            let keywords = SchemaKeywords(object, at: place)
            subschema.rules = try keywords.rules()
            // What is left unevaluated comes last, since it depends on all others.
            subschema.innerRules =
                try referenceRules(keywords) + combinationRules(keywords) + memberRules(keywords)
                + elementRules(keywords) + unevaluatedRules(keywords)
        case let other:
            let found = other.map(JSONType.phrase(of:)) ?? "absent"
            throw JSONSchemaError(.noSchema(found: found), at: place)
        }
        return subschema
    }

    /// Fails where schemas apply each other to the same value in a circle.
    private func refuseCircles() throws(JSONSchemaError) {
        let inner = subschemas.map { $0.innerRules.flatMap(\.inPlace) }
        var isDone = Array(repeating: false, count: inner.count)
        var isOpen = isDone
        for start in inner.indices where !isDone[start] {
            var path = [(schema: start, next: 0)]
            isOpen[start] = true
            while let (schema, next) = path.last {
                guard next < inner[schema].count else {
                    isOpen[schema] = false
                    isDone[schema] = true
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = inner[schema][next]
                if isOpen[target] { throw JSONSchemaError(.endlessReference, at: places[schema]) }
                guard !isDone[target] else { continue }
                isOpen[target] = true
                path.append((target, 0))
            }
        }
    }
}

// MARK: - References and combinations

extension SchemaCompiler {
    private mutating func referenceRules(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> [InnerRule] {
        var rules: [InnerRule] = []
        for keyword in ["$ref", "$dynamicRef"] {
            guard let reference = try keywords.text(keyword) else { continue }
            let place: JSONPointer
            do throws(JSONSchemaError) {
                place = try document.target(of: reference, at: keywords.place)
            } catch {
                throw JSONSchemaError(error.kind, at: keywords.place.appending(keyword))
            }
            let target = number(of: place)
            if keyword == "$dynamicRef",
                let anchor = document.dynamicAnchor(of: reference, to: place)
            {
                rules.append(.dynamicReference(target, anchor: anchor))
            } else {
                rules.append(.reference(target))
            }
        }
        return rules
    }

    private mutating func combinationRules(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> [InnerRule]
    {
        var rules: [InnerRule] = []
        if let all = try schemas("allOf", keywords) { rules.append(.all(all)) }
        if let any = try schemas("anyOf", keywords) { rules.append(.any(any)) }
        if let one = try schemas("oneOf", keywords) { rules.append(.one(one)) }
        if let not = schema("not", keywords) {
            rules.append(.not(not, shown: keywords.shown("not")))
        }
        if let test = schema("if", keywords) {
            let then = schema("then", keywords)
            let otherwise = schema("else", keywords)
            rules.append(.condition(InnerRule.Condition(test: test, then: then, else: otherwise)))
        }
        for keyword in ["dependentSchemas", "dependencies"] {
            guard let members = try keywords.members(keyword) else { continue }
            // An array of names is a demand for members, in the form that older drafts have.
            for member in members where keyword == "dependentSchemas" || member.value.array == nil {
                let schema = number(of: keywords.place.appending(keyword, member.key))
                rules.append(.dependent(on: ExactText(member.key), schema))
            }
        }
        return rules
    }

    private mutating func schema(_ keyword: String, _ keywords: SchemaKeywords) -> Int? {
        keywords[keyword] == nil ? nil : number(of: keywords.place.appending(keyword))
    }

    private mutating func schemas(
        _ keyword: String,
        _ keywords: SchemaKeywords
    ) throws(JSONSchemaError) -> [Int]? {
        guard let value = keywords[keyword] else { return nil }
        guard let schemas = value.array, !schemas.isEmpty else {
            throw keywords.wrong(keyword, "an array of schemas")
        }
        return schemas.indices.map { number(of: keywords.place.appending(keyword, String($0))) }
    }
}

// MARK: - Members and elements

extension SchemaCompiler {
    private mutating func memberRules(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> [InnerRule] {
        var rules: [InnerRule] = []
        var schemas = InnerRule.MemberSchemas()
        for member in try keywords.members("properties") ?? [] {
            schemas.names.append(member.key)
            schemas.byName[ExactText(member.key)] =
                number(of: keywords.place.appending("properties", member.key))
        }
        for member in try keywords.members("patternProperties") ?? [] {
            let place = keywords.place.appending("patternProperties", member.key)
            schemas.byPattern.append((try SchemaPattern(member.key, at: place), number(of: place)))
        }
        schemas.others = schema("additionalProperties", keywords)
        if !schemas.byName.isEmpty || !schemas.byPattern.isEmpty || schemas.others != nil {
            rules.append(.members(schemas))
        }
        if let names = schema("propertyNames", keywords) { rules.append(.memberNames(names)) }
        return rules
    }

    private mutating func elementRules(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> [InnerRule] {
        var rules: [InnerRule] = []
        if let first = try schemas("prefixItems", keywords) {
            if keywords["items"]?.array != nil {
                throw keywords.wrong("items", "a schema beside `prefixItems`")
            }
            let others = schema("items", keywords)
            rules.append(
                .elements(InnerRule.ElementSchemas(first: first, others: others, keyword: "items"))
            )
        } else if let first = keywords["items"]?.array {
            let numbers = first.indices.map { number(of: keywords.place.appending("items", String($0))) }
            let others = schema("additionalItems", keywords)
            rules.append(
                .elements(
                    InnerRule.ElementSchemas(first: numbers, others: others, keyword: "additionalItems")
                )
            )
        } else if let others = schema("items", keywords) {
            rules.append(.elements(InnerRule.ElementSchemas(others: others, keyword: "items")))
        }
        let least = try keywords.count("minContains") ?? 1
        let most = try keywords.count("maxContains")
        if let contained = schema("contains", keywords) {
            let shown = keywords.shown("contains")
            rules.append(
                .contains(
                    InnerRule.Containment(schema: contained, least: least, most: most, shown: shown)
                )
            )
        }
        return rules
    }

    private mutating func unevaluatedRules(_ keywords: SchemaKeywords) -> [InnerRule] {
        var rules: [InnerRule] = []
        if let members = schema("unevaluatedProperties", keywords) {
            rules.append(.unevaluatedMembers(members))
        }
        if let elements = schema("unevaluatedItems", keywords) {
            rules.append(.unevaluatedElements(elements))
        }
        if !rules.isEmpty { notesEvaluated = true }
        return rules
    }
}
