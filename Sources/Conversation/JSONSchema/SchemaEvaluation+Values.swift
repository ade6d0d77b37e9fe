// What can be told of a value without looking into its parts.
extension SchemaEvaluation {
    /// Whether the value meets all demands of a schema that are told from it alone; nothing where it is of
    /// another type, since then nothing else need be said of it.
    mutating func checkRules(of number: Int, _ value: JSONValue) throws(Interruption) -> Bool? {
        let rules = compiled.subschemas[number].rules
        try spend(1 + rules.count)
        var isValid = true
        for rule in rules where try !check(rule, value) {
            if case .type = rule { return nil }
            isValid = false
            if isSettled { return false }
        }
        return isValid
    }

    private mutating func check(_ rule: SchemaRule, _ value: JSONValue) throws(Interruption) -> Bool {
        switch rule {
        case .nothing: fail("false", "must not be present")
        case .type(let types): check(types, value)
        case .choice(let choice): try check(choice, value)
        case .limit(let limit): check(limit, value)
        case .multiple(let divisor, let shown): check(divisor, shown, value)
        case .size(let limit): try check(limit, value)
        case .pattern(let pattern): try check(pattern, value)
        case .required(let members): try check(members, value)
        case .uniqueElements: try checkUnique(value)
        }
    }

    private mutating func check(_ types: [JSONType], _ value: JSONValue) -> Bool {
        if types.contains(where: { $0.includes(value) }) { return true }
        return fail("type", Self.mustBe(types, value))
    }

    /// `must be a string or null, is a number`.
    static func mustBe(_ types: [JSONType], _ value: JSONValue) -> String {
        let phrases = types.map(\.phrase)
        let last = phrases.last ?? ""
        let list = phrases.count < 2 ? last : phrases.dropLast().joined(separator: ", ") + " or " + last
        // `must be an integer, is a number` would puzzle.
        let found =
            value.double != nil && types.contains(.integer) ? Excerpt.of(value) : JSONType.phrase(of: value)
        return "must be \(list), is \(found)"
    }

    private mutating func check(_ choice: SchemaRule.Choice, _ value: JSONValue) throws(Interruption) -> Bool
    {
        try spend(value.weight)
        if choice.values.contains(JSONIdentity(value)) { return true }
        return fail(choice.keyword, "must be \(choice.shown); is \(Excerpt.of(value))")
    }
}

// MARK: - Numbers

extension SchemaEvaluation {
    private mutating func check(_ limit: SchemaRule.NumberLimit, _ value: JSONValue) -> Bool {
        guard case .number(let literal) = value else { return true }
        let number = ExactNumber(literal)
        let isWithin: Bool
        let demand: String
        switch limit.side {
        case .minimum:
            isWithin = number.map { $0 >= limit.bound } ?? false
            demand = "at least"
        case .maximum:
            isWithin = number.map { $0 <= limit.bound } ?? false
            demand = "at most"
        case .exclusiveMinimum:
            isWithin = number.map { $0 > limit.bound } ?? false
            demand = "greater than"
        case .exclusiveMaximum:
            isWithin = number.map { $0 < limit.bound } ?? false
            demand = "less than"
        }
        if isWithin { return true }
        return fail(limit.side.rawValue, "must be \(demand) \(limit.shown), is \(Excerpt.of(value))")
    }

    private mutating func check(_ divisor: ExactDivisor, _ shown: String, _ value: JSONValue) -> Bool {
        guard case .number(let literal) = value else { return true }
        if let number = ExactNumber(literal), divisor.divides(number) { return true }
        return fail("multipleOf", "must be a multiple of \(shown), is \(Excerpt.of(value))")
    }
}

// MARK: - Text and sizes

extension SchemaEvaluation {
    private mutating func check(_ pattern: SchemaPattern, _ value: JSONValue) throws(Interruption) -> Bool {
        guard case .string(let text) = value else { return true }
        if try matches(pattern, text) { return true }
        return fail(
            "pattern",
            "must match the pattern \(Excerpt.capped(pattern.text, at: 120)), is \(Excerpt.of(value))"
        )
    }

    /// A report of the engine, which comes after some ten thousand of its steps, counts as so many of ours.
    private static let stepsOfReport = 500
    /// Reports of the engine that a search of a short text may take. It has one more for each 500 characters:
    /// nearly all patterns take far less than twenty of its steps for a character.
    private static let reportLimit = 200

    mutating func matches(_ pattern: SchemaPattern, _ text: String) throws(Interruption) -> Bool {
        let limit = Self.reportLimit + text.utf8.count / 500
        let granted = min(limit, work / Self.stepsOfReport + 1)
        var left = granted
        let answer = pattern.search(text, work: &left)
        guard answer != .tooHard else {
            throw interruption(
                "takes too much work to be matched with \(Excerpt.capped(pattern.text, at: 120))"
            )
        }
        try spend(1 + (granted - left) * Self.stepsOfReport + text.utf8.count / 256)
        return answer == .found
    }

    private mutating func check(
        _ limit: SchemaRule.SizeLimit,
        _ value: JSONValue
    ) throws(Interruption) -> Bool {
        let size: Int
        let unit: String
        switch (limit.measure, value) {
        case (.characters, .string(let text)):
            try spend(text.utf8.count / 256)
            size = text.unicodeScalars.count
            unit = "character"
        case (.elements, .array(let elements)):
            size = elements.count
            unit = "element"
        case (.members, .object(let object)):
            size = object.members.count
            unit = "member"
        default: return true
        }
        if limit.isUpper ? size <= limit.bound : size >= limit.bound { return true }
        let units = "\(unit)\(limit.bound == 1 ? "" : "s")"
        return fail(
            limit.keyword,
            "must have at \(limit.isUpper ? "most" : "least") \(limit.bound) \(units), has \(size)"
        )
    }
}

extension JSONValue {
    /// About how much work it is to go through all of it.
    var weight: Int {
        switch self {
        case .array(let elements): elements.reduce(1) { $0 + $1.weight }
        case .object(let object): object.members.reduce(1) { $0 + 1 + $1.value.weight }
        case .string(let text): 1 + text.utf8.count / 256
        case .null, .bool, .number: 1
        }
    }
}
