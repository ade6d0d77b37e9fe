/// A JSON Schema (draft 2020-12) made ready once, with which any number of values can be checked.
///
/// Spellings of draft-07 that mean nothing else in 2020-12 are understood as well: `definitions`,
/// `dependencies`, and `items` as an array with `additionalItems`. `format` and keywords that are not known
/// say nothing about a value. References work within the schema; nothing is ever fetched.
///
/// A check ends: depth, work, and the number of problems are bounded, whatever schema and value say. Where a
/// bound is met, that is a problem of its own, so that a value never passes unchecked.
package struct JSONSchema: Sendable {
    /// Arrays and objects inside each other, in a schema as well as in a value.
    package static let nestingLimit = 256

    /// The schema as it was given.
    package let json: JSONValue
    private let compiled: CompiledSchema

    package init(_ json: JSONValue) throws(JSONSchemaError) {
        self.json = json
        compiled = try SchemaCompiler.compile(json)
    }

    /// What is wrong with a value, from the outside in; nothing where it satisfies the schema.
    ///
    /// - Parameters:
    ///   - value: The value to be checked.
    ///   - limit: How many problems are told at most; at least one is.
    /// - Returns: The problems in the order in which they were found.
    package func problems(of value: JSONValue, limit: Int) -> [JSONSchemaProblem] {
        guard value.nesting <= Self.nestingLimit else {
            let sentence = "must not have more than \(Self.nestingLimit) levels of arrays and objects"
            return [JSONSchemaProblem(at: JSONPointer(), keyword: "", sentence: sentence)]
        }
        return SchemaEvaluation.problems(of: value, with: compiled, limit: max(1, limit))
    }
}

/// Schemas are equal where their texts are.
extension JSONSchema: Hashable {
    package static func == (left: JSONSchema, right: JSONSchema) -> Bool {
        left.json == right.json
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(json)
    }
}
