import Checks
import Conversation
import Manifests
import Tools

extension Vocabulary {
    /// What this build has of tools, checks and features; all else is refused as not supported yet.
    static let build = Vocabulary(
        tools: BuiltInTools.all.map { tool in
            Vocabulary.Tool(
                tool.name,
                canWrite: tool.canWrite,
                needsWorkspace: tool.needsWorkspace,
                runsProcess: tool.runsProcesses
            )
        },
        laterTools: ["multiedit", "patch", "webfetch", "todowrite", "todoread", "task"],
        checks: Checks.Check.vocabulary.map { kind in
            Vocabulary.Check(
                kind.name,
                kind.types.map(JSONType.init),
                doc: kind.doc,
                keys: kind.keys.map(CheckKey.init),
                needsWorkspace: kind.needsWorkspace
            )
        },
        checkKeys: Checks.Check.commonKeys.map(CheckKey.init),
        laterChecks: [
            "containsAll", "containsAny", "startsWith", "endsWith", "schema", "jsonPath", "number", "similar",
            "lines",
            "words", "length", "toolCalled", "toolNotCalled", "fileContains", "onlyChanged", "maxTokens",
            "maxSeconds", "maxFirstToken", "maxSteps", "judge", "allOf", "anyOf",
        ],
        files: { pattern, folder in FileTree(folder).files(matching: pattern) }
    )
}

extension Vocabulary.CheckKey {
    fileprivate init(_ key: CheckKind.Key) {
        self.init(key.name, key.types.map(Vocabulary.JSONType.init), isRequired: key.isRequired, doc: key.doc)
    }
}

extension Vocabulary.JSONType {
    fileprivate init(_ type: CheckKind.ValueType) {
        switch type {
        case .boolean: self = .boolean
        case .integer: self = .integer
        case .string: self = .string
        case .array: self = .array
        case .money: self = .money
        case .duration: self = .duration
        }
    }
}
