package import Catalog
package import Conversation

extension ManifestProblem {
    /// What is wrong, with its facts.
    package enum Kind: Hashable, Sendable {
        // The text.
        case file(FileTrouble)
        /// - Parameter found: the character that stands at the place, where one does.
        case malformedJSON(JSONError.Kind, found: String?)
        case doubledKey(String, firstLine: Int)
        case includeCycle([String])

        // Keys and values.
        case unknownKey(String)
        case missingKey(String)
        case wrongType(expected: [String], found: String)
        case unknownWord(String, allowed: [String])
        case invalid(ValueRule, String)
        case outOfRange(String, least: String?, most: String?)
        case nothingIn(String)
        /// Two keys that say the same thing, or one that means nothing beside the other.
        case conflictingKeys(String, String)
        case notSupportedYet(Later)
        case providerTwice(ProviderID)
        case catalogTwice(String, String)
        case invalidCatalog(CatalogError)
        /// The `output` is no JSON Schema.
        case invalidSchema(JSONSchemaError)
        case noRefreshedCatalog

        case noFileMatches(String)

        // Models.
        case missingModel
        case unknownProvider(ProviderID)
        case unknownModel(ModelReference)
        case cannotCallTools(ModelReference)
        case refusesTemperature(ModelReference)
        case refusesReasoning(ModelReference, given: ReasoningForm, takes: ReasoningForm?)
        case refusesFiles(ModelReference, Attachment.Kind)
        case outputAboveLimit(ModelReference, asked: Int, limit: Int)
        case unpriced(ModelReference)

        // Tools.
        case unknownTool(String)
        case needsWorkspace(tool: String)
        /// A tool that can change the user's own files, with no permission that says so.
        case writesInPlace(tool: String)
        /// A tool whose processes nothing confines.
        case unconfined(tool: String)

        // Checks.
        case unknownCheck([String])
        case twoChecks(String, String)
        case unknownCheckSet(String)
        case checkNeedsWorkspace(String)

        // Variables.
        case unknownVariable(String)
        case unusedVariable(String)
        case variableTwice(String, VariableSource, VariableSource)
        case malformedPlaceholder
        case placeholderHere(String)
        case environmentHere(String)
        case environmentUnset(String)
        case literalSecret
        /// A file whose name depends on a data row; such names are known only when the row is.
        case fileDependsOnRow(String)

        // Matrix and IDs.
        case unknownAxis(String)
        case doubledLabel(axis: String, label: String)
        case reservedAxis(String)
        case tooManyCells(Int, most: Int)
        case everyCellExcluded
        case doubledID(String, file: String, line: Int)

        // Data rows.
        case malformedRow(JSONError.Kind, found: String?)
        case rowIsNoObject(found: String)
        case raggedRow(expected: Int, found: Int)
        case openQuote
        case strayQuote
        case unnamedColumn(Int)
        case doubledColumn(String)
        case rowLacks(String)
        case noRows
        /// More problems of the same file than are worth showing.
        case moreProblems(Int)
    }
}

extension ManifestProblem {
    package enum FileTrouble: Error, Hashable, Sendable {
        case missing
        case notAFile
        case notAFolder
        case unreadable
        case notUTF8
        case tooLarge(limit: Int)
        /// A key file that others than its owner may read.
        case looseMode
    }

    /// What some text should be.
    package enum ValueRule: String, Hashable, Sendable {
        case duration, money, percentage, jobID, label, name, variableName, modelReference, url
        case environmentName, decimal, dataFile
    }

    /// What a later version brings.
    package enum Later: Hashable, Sendable {
        case key(String)
        case tool(String)
        case check(String)
    }

    package enum ReasoningForm: Hashable, Sendable {
        case word, budget
    }

    package enum VariableSource: String, Hashable, Sendable {
        case vars, data, matrix
    }

}
