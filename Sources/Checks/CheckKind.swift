/// What can be written in a manifest as a check: whoever reads manifests validates with it and prints their schema.
package struct CheckKind: Hashable, Sendable {
    /// What a value may be.
    package enum ValueType: String, Hashable, Sendable {
        case boolean
        case integer
        case string
        case array
        /// Decimal dollars, as text or as a number.
        case money
        /// Text such as `90s`.
        case duration
    }

    /// A key that may stand beside the kind's own.
    package struct Key: Hashable, Sendable {
        package var name: String
        package var types: [ValueType]
        package var isRequired: Bool
        package var doc: String

        init(_ name: String, _ types: [ValueType], isRequired: Bool = false, doc: String) {
            self.name = name
            self.types = types
            self.isRequired = isRequired
            self.doc = doc
        }
    }

    /// The key by which the kind is written: `contains`.
    package var name: String
    /// What stands behind that key.
    package var types: [ValueType]
    package var doc: String
    package var keys: [Key]
    /// A whole check of this kind as JSON.
    package var example: String
    /// Whether the job must have a workspace.
    package var needsWorkspace: Bool
}

// MARK: - Those there are

extension Check {
    package static let vocabulary: [CheckKind] = [
        CheckKind(
            name: "equals",
            types: [.string],
            doc: "The answer is this text; white space around either does not count.",
            keys: [ignoreCase],
            example: #"{ "equals": "42" }"#,
            needsWorkspace: false
        ),
        CheckKind(
            name: "contains",
            types: [.string, .array],
            doc: "The answer contains this text, or each of these.",
            keys: [ignoreCase],
            example: #"{ "contains": "actor", "ignoreCase": true }"#,
            needsWorkspace: false
        ),
        CheckKind(
            name: "regex",
            types: [.string],
            doc: "The answer has a match of this regular expression (ICU syntax).",
            keys: [ignoreCase],
            example: #"{ "regex": "^Total: \\d+$" }"#,
            needsWorkspace: false
        ),
        CheckKind(
            name: "json",
            types: [.boolean],
            doc: "With true: the answer is JSON and nothing else, bare or as one fenced block.",
            keys: [],
            example: #"{ "json": true }"#,
            needsWorkspace: false
        ),
        CheckKind(
            name: "fileExists",
            types: [.string],
            doc: "The workspace has a file or folder at this path.",
            keys: [],
            example: #"{ "fileExists": "AGENTS.md" }"#,
            needsWorkspace: true
        ),
        CheckKind(
            name: "fileChanged",
            types: [.string],
            doc: "The job changed, made or removed a file whose path matches this pattern.",
            keys: [],
            example: #"{ "fileChanged": "src/**/*.swift" }"#,
            needsWorkspace: true
        ),
        CheckKind(
            name: "command",
            types: [.string],
            doc: "This shell command, run in the workspace, exits with code 0.",
            keys: [
                CheckKind.Key("exitCode", [.integer], doc: "The code to exit with instead of 0."),
                CheckKind.Key("timeout", [.duration], doc: "How long it may take; 2m where absent."),
            ],
            example: #"{ "command": "swift build", "timeout": "10m" }"#,
            needsWorkspace: true
        ),
        CheckKind(
            name: "maxCost",
            types: [.money],
            doc: "The job cost no more than this many dollars.",
            keys: [],
            example: #"{ "maxCost": "0.02" }"#,
            needsWorkspace: false
        ),
    ]

    /// What may stand beside any kind's keys.
    package static let commonKeys: [CheckKind.Key] = [
        CheckKind.Key(
            "not",
            [.boolean],
            doc: "With true: the check passes where it would fail, and the other way."
        ),
        CheckKind.Key("name", [.string], doc: "What reports call it."),
    ]

    private static let ignoreCase = CheckKind.Key(
        "ignoreCase",
        [.boolean],
        doc: "With true: capital and small letters are the same."
    )
}
