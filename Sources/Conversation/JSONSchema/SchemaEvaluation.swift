/// One check of one value: walks value and schema together, and gathers what is wrong.
struct SchemaEvaluation {
    /// Schemas applied inside each other. In a schema that refers to itself, each level of the value takes
    /// one to three.
    static let depthLimit = 300
    /// Steps of a whole check; a step is about the work of applying one rule.
    static let workLimit = 1_000_000

    let compiled: CompiledSchema
    var problems: [JSONSchemaProblem] = []
    /// How many problems are of interest: none inside `not`, where only the verdict counts.
    var wanted: Int
    /// Where in the value the walk is.
    var path: [String] = []
    var work = Self.workLimit
    private var depth = 0
    /// The resources that were entered on the way, in which dynamic anchors are looked for.
    private var resources: [Int] = []

    /// The check could not be brought to its end.
    struct Interruption: Error {
        var problem: JSONSchemaProblem
    }

    static func problems(
        of value: JSONValue,
        with compiled: CompiledSchema,
        limit: Int
    ) -> [JSONSchemaProblem] {
        var evaluation = SchemaEvaluation(compiled: compiled, wanted: limit)
        do throws(Interruption) {
            var evaluated = Evaluated()
            _ = try evaluation.apply(0, to: value, &evaluated)
        } catch {
            // What could not be checked is not to be hidden by problems that were found before.
            return evaluation.problems.prefix(limit - 1) + [error.problem]
        }
        return evaluation.problems
    }

    private init(compiled: CompiledSchema, wanted: Int) {
        self.compiled = compiled
        self.wanted = wanted
    }
}

// MARK: - Schemas

extension SchemaEvaluation {
    /// Whether a value satisfies a schema. What the schema looked at is added to `evaluated`, which says
    /// nothing where the answer is no.
    mutating func apply(
        _ number: Int,
        to value: JSONValue,
        _ evaluated: inout Evaluated
    ) throws(Interruption) -> Bool {
        let entered = resources.count
        let number = try enter(number)
        depth += 1
        defer {
            depth -= 1
            resources.removeLast(resources.count - entered)
        }
        guard depth <= Self.depthLimit else {
            throw interruption("is too deep: the schema goes more than \(Self.depthLimit) levels down to it")
        }
        guard var isValid = try checkRules(of: number, value) else { return false }
        // What schemas beside this one have looked at is not for its own `unevaluatedProperties` to know.
        var own = Evaluated()
        for index in compiled.subschemas[number].innerRules.indices {
            if !isValid, isSettled { return false }
            let rule = compiled.subschemas[number].innerRules[index]
            // After a failure elsewhere, what counts as unevaluated would be guesswork.
            if !isValid, rule.concernsUnevaluated { continue }
            if try !check(rule, value, &own) { isValid = false }
        }
        if compiled.notesEvaluated { evaluated.formUnion(own) }
        return isValid
    }

    /// Goes to a schema, past those that only refer to another, and notes the resources on the way.
    private mutating func enter(_ number: Int) throws(Interruption) -> Int {
        var number = number
        while true {
            let resource = compiled.subschemas[number].resource
            if resources.last != resource { resources.append(resource) }
            guard let target = compiled.subschemas[number].alias else { return number }
            try spend(1)
            number = target
        }
    }

    /// Whether enough problems are known, so that nothing is left to learn of a value that does not fit.
    var isSettled: Bool {
        problems.count >= wanted
    }

    /// Applies a schema to a part of the value.
    mutating func descend(
        _ number: Int,
        to value: JSONValue,
        at token: String
    ) throws(Interruption) -> Bool {
        path.append(token)
        var evaluated = Evaluated()
        let isValid = try apply(number, to: value, &evaluated)
        path.removeLast()
        return isValid
    }

    /// Applies a schema whose failing may be no failure.
    mutating func attempt(
        _ number: Int,
        on value: JSONValue,
        wanted: Int = 0
    ) throws(Interruption) -> Attempt {
        let outer = (problems, self.wanted)
        defer { (problems, self.wanted) = outer }
        problems = []
        self.wanted = wanted
        var evaluated = Evaluated()
        let isValid = try apply(number, to: value, &evaluated)
        return Attempt(isValid: isValid, evaluated: evaluated, problems: problems)
    }

    struct Attempt {
        var isValid: Bool
        var evaluated: Evaluated
        var problems: [JSONSchemaProblem]
    }

    /// What a schema that bears this dynamic anchor in the outermost resource is; `fallback` where there is
    /// none.
    func dynamicTarget(_ anchor: String, fallback: Int) -> Int {
        for resource in resources {
            if let number = compiled.dynamicAnchors[resource][anchor] { return number }
        }
        return fallback
    }
}

// MARK: - Findings

extension SchemaEvaluation {
    /// What making a sentence costs, in steps.
    private static let stepsOfProblem = 50

    /// Notes a problem at the place where the walk is; the sentence is made only where it is of interest.
    mutating func fail(_ keyword: String, _ sentence: @autoclosure () -> String) -> Bool {
        if !isSettled {
            work -= Self.stepsOfProblem
            problems.append(
                JSONSchemaProblem(at: JSONPointer(path), keyword: keyword, sentence: sentence())
            )
        }
        return false
    }

    /// Counts some work.
    mutating func spend(_ steps: Int) throws(Interruption) {
        work -= steps
        guard work > 0 else {
            throw interruption("takes too much work to be checked against this schema")
        }
    }

    func interruption(_ sentence: String) -> Interruption {
        Interruption(
            problem: JSONSchemaProblem(at: JSONPointer(path), keyword: "", sentence: sentence)
        )
    }
}

/// Which members or elements of one value have been looked at by some schema.
struct Evaluated {
    private var members: Set<ExactText> = []
    private var hasAllMembers = false
    private var elements: Set<Int> = []
    /// So many elements at the start.
    private var leading = 0

    mutating func formUnion(_ other: Evaluated) {
        members.formUnion(other.members)
        hasAllMembers = hasAllMembers || other.hasAllMembers
        elements.formUnion(other.elements)
        leading = max(leading, other.leading)
    }

    mutating func insertMember(_ name: String) {
        members.insert(ExactText(name))
    }

    mutating func insertAllMembers() {
        hasAllMembers = true
    }

    mutating func insertElement(_ index: Int) {
        elements.insert(index)
    }

    mutating func insertLeadingElements(_ count: Int) {
        leading = max(leading, count)
    }

    func containsMember(_ name: String) -> Bool {
        hasAllMembers || members.contains(ExactText(name))
    }

    func containsElement(_ index: Int) -> Bool {
        index < leading || elements.contains(index)
    }
}
