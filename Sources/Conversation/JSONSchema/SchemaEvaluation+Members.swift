// What is asked of the members of objects.
extension SchemaEvaluation {
    mutating func check(
        _ required: SchemaRule.RequiredMembers,
        _ value: JSONValue
    ) throws(Interruption) -> Bool {
        guard case .object(let object) = value else { return true }
        try spend((object.members.count + required.names.count) / 8)
        let present = Set(object.members.map { ExactText($0.key) })
        if let cause = required.cause, !present.contains(ExactText(cause)) { return true }
        let missing = required.names.filter { !present.contains(ExactText($0)) }
        if missing.isEmpty { return true }
        let names = Excerpt.list(missing.map(Excerpt.quoted))
        let cause = required.cause.map { ", since it has \(Excerpt.quoted($0))" } ?? ""
        return fail(required.keyword, "lacks the member\(missing.count == 1 ? "" : "s") \(names)\(cause)")
    }

    mutating func check(
        _ schemas: InnerRule.MemberSchemas,
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        guard case .object(let object) = value else { return true }
        var isValid = true
        for member in object.members {
            if let schemas = try self.schemas(for: member.key, schemas) {
                if compiled.notesEvaluated, !schemas.isEmpty { evaluated.insertMember(member.key) }
                for schema in schemas where try !descend(schema, to: member.value, at: member.key) {
                    isValid = false
                }
            } else {
                isValid = refuse(member.key, schemas)
            }
            if !isValid, isSettled { return false }
        }
        return isValid
    }

    /// The schemas that a member must satisfy; nothing where it may not be there at all.
    private mutating func schemas(
        for name: String,
        _ schemas: InnerRule.MemberSchemas
    ) throws(Interruption) -> [Int]? {
        try spend(1)
        var result: [Int] = []
        if let schema = schemas.byName[ExactText(name)] { result.append(schema) }
        for (pattern, schema) in schemas.byPattern where try matches(pattern, name) {
            result.append(schema)
        }
        guard result.isEmpty, let others = schemas.others else { return result }
        return refusesAll(others) ? nil : [others]
    }

    private mutating func refuse(_ name: String, _ schemas: InnerRule.MemberSchemas) -> Bool {
        let known = schemas.names.map(Excerpt.quoted)
        let allowed = known.isEmpty ? "" : "; allowed are \(Excerpt.list(known))"
        return fail("additionalProperties", "must not have the member \(Excerpt.quoted(name))\(allowed)")
    }

    mutating func checkNames(_ schema: Int, _ value: JSONValue) throws(Interruption) -> Bool {
        guard case .object(let object) = value else { return true }
        var isValid = true
        for member in object.members {
            let attempt = try attempt(schema, on: .string(member.key), wanted: min(wanted, 1))
            if attempt.isValid { continue }
            let reason = attempt.problems.first?.sentence ?? "is not allowed"
            isValid = fail("propertyNames", "has the name \(Excerpt.quoted(member.key)), which \(reason)")
            if isSettled { return false }
        }
        return isValid
    }

    mutating func checkDependent(
        _ name: ExactText,
        _ schema: Int,
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        guard case .object(let object) = value else { return true }
        try spend(object.members.count / 8)
        guard object.members.contains(where: { ExactText($0.key) == name }) else { return true }
        return try apply(schema, to: value, &evaluated)
    }

    mutating func checkUnevaluatedMembers(
        _ schema: Int,
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        guard case .object(let object) = value else { return true }
        var isValid = true
        for member in object.members where !evaluated.containsMember(member.key) {
            if refusesAll(schema) {
                let name = Excerpt.quoted(member.key)
                isValid = fail("unevaluatedProperties", "must not have the member \(name)")
            } else if try !descend(schema, to: member.value, at: member.key) {
                isValid = false
            }
            if !isValid, isSettled { return false }
        }
        evaluated.insertAllMembers()
        return isValid
    }

    /// Whether a schema is `false`, which is better said of the whole than of the part it refuses.
    func refusesAll(_ schema: Int) -> Bool {
        if case .nothing? = compiled.subschemas[schema].rules.first { true } else { false }
    }
}
