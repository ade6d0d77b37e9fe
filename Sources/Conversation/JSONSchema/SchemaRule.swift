/// A schema made ready to be applied: what it asks for, one rule after another.
struct Subschema: Sendable {
    /// The resource whose dynamic anchors count while it is applied.
    var resource: Int
    var rules: [SchemaRule]
    var innerRules: [InnerRule]

    /// The schema that it only refers to, where it says nothing else.
    var alias: Int? {
        guard rules.isEmpty, innerRules.count == 1, case .reference(let schema) = innerRules[0] else {
            return nil
        }
        return schema
    }
}

/// A demand of a schema that is told from the value alone.
enum SchemaRule: Sendable {
    /// The schema `false`.
    case nothing
    case type([JSONType])
    case choice(Choice)
    case limit(NumberLimit)
    case multiple(of: ExactDivisor, shown: String)
    case size(SizeLimit)
    case pattern(SchemaPattern)
    case required(RequiredMembers)
    case uniqueElements
}

/// A demand of a schema that applies other schemas, to the value or to its parts. They are named by their
/// numbers in ``CompiledSchema``, so that they may refer to each other in circles.
enum InnerRule: Sendable {
    case reference(Int)
    case dynamicReference(Int, anchor: String)
    case all([Int])
    case any([Int])
    case one([Int])
    case not(Int, shown: String)
    case condition(Condition)
    /// A schema that counts where a member is there.
    case dependent(on: ExactText, Int)
    case members(MemberSchemas)
    case memberNames(Int)
    case elements(ElementSchemas)
    case contains(Containment)
    case unevaluatedMembers(Int)
    case unevaluatedElements(Int)

    /// The schemas that it applies to the same value.
    var inPlace: [Int] {
        switch self {
        case .reference(let schema), .not(let schema, _), .dependent(_, let schema): [schema]
        case .all(let schemas), .any(let schemas), .one(let schemas): schemas
        case .condition(let condition): [condition.test, condition.then, condition.else].compactMap { $0 }
        // Where it leads is known only when it is followed; a circle is then stopped by the depth.
        case .dynamicReference: []
        case .members, .memberNames, .elements, .contains, .unevaluatedMembers, .unevaluatedElements: []
        }
    }

    /// Whether it depends on what the rules before it have looked at.
    var concernsUnevaluated: Bool {
        switch self {
        case .unevaluatedMembers, .unevaluatedElements: true
        case .reference, .dynamicReference, .all, .any, .one, .not, .condition, .dependent, .members,
            .memberNames, .elements, .contains:
            false
        }
    }
}

// MARK: - Details

extension SchemaRule {
    /// `enum` and `const`.
    struct Choice: Sendable {
        var keyword: String
        var values: Set<JSONIdentity>
        var shown: String
    }

    /// `minimum` and its like.
    struct NumberLimit: Sendable {
        enum Side: String, CaseIterable, Sendable {
            case minimum, maximum, exclusiveMinimum, exclusiveMaximum
        }

        var side: Side
        var bound: ExactNumber
        var shown: String
    }

    /// `minLength` and its like.
    struct SizeLimit: Sendable {
        enum Measure: Sendable {
            case characters, elements, members
        }

        var keyword: String
        var measure: Measure
        var isUpper: Bool
        var bound: Int
    }

    /// `required`, or `dependentRequired` for one member.
    struct RequiredMembers: Sendable {
        var names: [String]
        /// The member that makes the others necessary.
        var cause: String?
        var keyword: String
    }

}

extension InnerRule {
    /// `if`, `then`, `else`.
    struct Condition: Sendable {
        var test: Int
        var then: Int?
        var `else`: Int?
    }

    /// `properties`, `patternProperties`, `additionalProperties`.
    struct MemberSchemas: Sendable {
        /// In the order in which they were written.
        var names: [String] = []
        var byName: [ExactText: Int] = [:]
        var byPattern: [(pattern: SchemaPattern, schema: Int)] = []
        var others: Int?
    }

    /// `prefixItems` and `items`, or their older forms `items` and `additionalItems`.
    struct ElementSchemas: Sendable {
        var first: [Int] = []
        var others: Int?
        /// The keyword that speaks of the others.
        var keyword: String
    }

    /// `contains`, `minContains`, `maxContains`.
    struct Containment: Sendable {
        var schema: Int
        var least: Int
        var most: Int?
        var shown: String
    }
}

/// All schemas of a document, ready to be applied.
struct CompiledSchema: Sendable {
    /// The first is the whole document.
    var subschemas: [Subschema]
    /// For each resource, which schema bears which dynamic anchor.
    var dynamicAnchors: [[String: Int]]
    /// Whether some schema asks what others have evaluated, so that this must be noted.
    var notesEvaluated: Bool
}
