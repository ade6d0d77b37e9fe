// What is asked of the elements of arrays.
extension SchemaEvaluation {
    mutating func check(
        _ schemas: InnerRule.ElementSchemas,
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        guard case .array(let elements) = value else { return true }
        if let others = schemas.others, refusesAll(others), elements.count > schemas.first.count {
            let count = schemas.first.count
            return fail(
                schemas.keyword,
                "must have at most \(count) element\(count == 1 ? "" : "s"), has \(elements.count)"
            )
        }
        var isValid = true
        for (index, element) in elements.enumerated() {
            let schema = index < schemas.first.count ? schemas.first[index] : schemas.others
            guard let schema else { break }
            if try !descend(schema, to: element, at: String(index)) { isValid = false }
            if !isValid, isSettled { return false }
        }
        evaluated.insertLeadingElements(schemas.others == nil ? schemas.first.count : elements.count)
        return isValid
    }

    mutating func check(
        _ containment: InnerRule.Containment,
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        guard case .array(let elements) = value else { return true }
        var count = 0
        for (index, element) in elements.enumerated() {
            path.append(String(index))
            if try attempt(containment.schema, on: element).isValid {
                count += 1
                if compiled.notesEvaluated { evaluated.insertElement(index) }
            }
            path.removeLast()
        }
        if count < containment.least {
            let least = containment.least
            return fail(
                least == 1 ? "contains" : "minContains",
                "must have at least \(least) element\(least == 1 ? "" : "s") that "
                    + "satisf\(least == 1 ? "ies" : "y") \(containment.shown), has \(count)"
            )
        }
        if let most = containment.most, count > most {
            return fail(
                "maxContains",
                "must have at most \(most) element\(most == 1 ? "" : "s") that "
                    + "satisf\(most == 1 ? "ies" : "y") \(containment.shown), has \(count)"
            )
        }
        return true
    }

    mutating func checkUnique(_ value: JSONValue) throws(Interruption) -> Bool {
        guard case .array(let elements) = value else { return true }
        var known: [JSONIdentity: Int] = [:]
        for (index, element) in elements.enumerated() {
            try spend(element.weight)
            if let first = known.updateValue(index, forKey: JSONIdentity(element)) {
                return fail(
                    "uniqueItems",
                    "must have no equal elements; those at \(first) and \(index) are equal"
                )
            }
        }
        return true
    }

    mutating func checkUnevaluatedElements(
        _ schema: Int,
        _ value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        guard case .array(let elements) = value else { return true }
        var isValid = true
        for (index, element) in elements.enumerated() where !evaluated.containsElement(index) {
            if refusesAll(schema) {
                isValid = fail("unevaluatedItems", "must not have an element at \(index)")
            } else if try !descend(schema, to: element, at: String(index)) {
                isValid = false
            }
            if !isValid, isSettled { return false }
        }
        evaluated.insertLeadingElements(elements.count)
        return isValid
    }
}
