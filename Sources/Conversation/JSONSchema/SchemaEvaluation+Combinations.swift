// Schemas that are put together from others.
extension SchemaEvaluation {
    mutating func check(
        _ rule: InnerRule,
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        switch rule {
        case .reference(let schema): try apply(schema, to: value, &evaluated)
        case .dynamicReference(let schema, let anchor):
            try apply(dynamicTarget(anchor, fallback: schema), to: value, &evaluated)
        case .all(let schemas): try checkAll(schemas, value, &evaluated)
        case .any(let schemas): try checkAny(schemas, value, &evaluated)
        case .one(let schemas): try checkOne(schemas, value, &evaluated)
        case .not(let schema, let shown): try checkNot(schema, shown, value)
        case .condition(let condition): try check(condition, value, &evaluated)
        case .dependent(let name, let schema): try checkDependent(name, schema, value, &evaluated)
        case .members(let schemas): try check(schemas, value, &evaluated)
        case .memberNames(let schema): try checkNames(schema, value)
        case .elements(let schemas): try check(schemas, value, &evaluated)
        case .contains(let containment): try check(containment, value, &evaluated)
        case .unevaluatedMembers(let schema): try checkUnevaluatedMembers(schema, value, &evaluated)
        case .unevaluatedElements(let schema): try checkUnevaluatedElements(schema, value, &evaluated)
        }
    }

    private mutating func checkAll(
        _ schemas: [Int],
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        var isValid = true
        for schema in schemas {
            if try !apply(schema, to: value, &evaluated) { isValid = false }
            if !isValid, isSettled { return false }
        }
        return isValid
    }

    private mutating func checkAny(
        _ schemas: [Int],
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        var isValid = false
        for schema in schemas {
            let attempt = try attempt(schema, on: value)
            guard attempt.isValid else { continue }
            isValid = true
            evaluated.formUnion(attempt.evaluated)
            // The others matter only for what they look at.
            if !compiled.notesEvaluated { break }
        }
        if isValid { return true }
        return try failAll(schemas, value, "anyOf")
    }

    private mutating func checkOne(
        _ schemas: [Int],
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        var fitting: [Int] = []
        for (index, schema) in schemas.enumerated() where fitting.count < 2 {
            let attempt = try attempt(schema, on: value)
            guard attempt.isValid else { continue }
            fitting.append(index + 1)
            evaluated.formUnion(attempt.evaluated)
        }
        if fitting.count == 1 { return true }
        if fitting.isEmpty { return try failAll(schemas, value, "oneOf") }
        return fail(
            "oneOf",
            "must satisfy exactly one of \(schemas.count) alternatives, "
                + "satisfies numbers \(fitting.map(String.init).joined(separator: " and "))"
        )
    }

    private mutating func checkNot(
        _ schema: Int,
        _ shown: String,
        _ value: JSONValue
    ) throws(Interruption) -> Bool {
        if try !attempt(schema, on: value).isValid { return true }
        return fail("not", "must not satisfy \(shown)")
    }

    private mutating func check(
        _ condition: InnerRule.Condition,
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        let test = try attempt(condition.test, on: value)
        if test.isValid { evaluated.formUnion(test.evaluated) }
        guard let next = test.isValid ? condition.then : condition.else else { return true }
        return try apply(next, to: value, &evaluated)
    }
}

// MARK: - Sentences about alternatives

extension SchemaEvaluation {
    /// Notes that none of the alternatives fits. They are gone through again for what is wrong with each,
    /// since most values fit one, and words for the others would be made in vain.
    private mutating func failAll(
        _ schemas: [Int],
        _ value: JSONValue,
        _ keyword: String
    ) throws(Interruption) -> Bool {
        if isSettled { return false }
        let types = schemas.map { failedTypes(of: $0, value) }
        if !types.contains(nil) {
            let all = types.compactMap { $0 }.flatMap { $0 }
            return fail(keyword, Self.mustBe(JSONType.allCases.filter(all.contains), value))
        }
        var failures: [[JSONSchemaProblem]] = []
        for schema in schemas {
            // So many that it shows which comes nearest.
            failures.append(try attempt(schema, on: value, wanted: 4).problems)
        }
        let sentence = noneFits(failures)
        return fail(keyword, sentence)
    }

    private func noneFits(_ failures: [[JSONSchemaProblem]]) -> String {
        let here = JSONPointer(path)
        let areSimple = failures.allSatisfy { $0.count == 1 && $0[0].pointer == here }
        if areSimple {
            let sentences = failures.prefix(5).compactMap(\.first?.sentence)
            let rest = failures.count - sentences.count
            return "must satisfy one of \(failures.count) alternatives: "
                + sentences.joined(separator: "; or ") + (rest > 0 ? "; or \(rest) others" : "")
        }
        let ranked = failures.enumerated().min { Self.rank($0.element, here) < Self.rank($1.element, here) }
        guard let ranked else { return "must satisfy one of \(failures.count) alternatives" }
        let problems = ranked.element.prefix(2).map { $0.pointer == here ? $0.sentence : $0.text }
        return "must satisfy one of \(failures.count) alternatives; the nearest is number "
            + "\(ranked.offset + 1): " + problems.joined(separator: "; ")
    }

    /// How far an alternative is from fitting: one for another type is farthest, then one whose constant
    /// differs, which is how alternatives are usually told apart; else the number of problems decides.
    private static func rank(_ problems: [JSONSchemaProblem], _ here: JSONPointer) -> Int {
        let isOfOtherType = problems.contains { $0.keyword == "type" && $0.pointer == here }
        let hasOtherTag = problems.contains {
            ($0.keyword == "const" || $0.keyword == "enum")
                && $0.pointer.tokens.count <= here.tokens.count + 1
        }
        return (isOfOtherType ? 200 : 0) + (hasOtherTag ? 100 : 0) + problems.count
    }

    /// The types that a schema asks for, where the value is of none of them.
    private func failedTypes(of schema: Int, _ value: JSONValue) -> [JSONType]? {
        for rule in compiled.subschemas[schema].rules {
            if case .type(let types) = rule, !types.contains(where: { $0.includes(value) }) { return types }
        }
        return nil
    }
}
