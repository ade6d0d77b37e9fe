/// What this build of Docket knows beyond the manifest's own keys. `Manifests` cannot import the targets that
/// run tools and checks; `Commands` fills this in from them.
package struct Vocabulary: Sendable {
    package var tools: [Tool]
    /// Tools that have a name already and come with a later version.
    package var laterTools: [String]
    package var checks: [Check]
    /// Keys that stand beside any check's own: `not`.
    package var checkKeys: [CheckKey]
    package var laterChecks: [String]
    package var features: Set<Feature>
    /// The files below a folder that a pattern names, as absolute paths in order.
    package var files: @Sendable (_ pattern: String, _ folder: String) -> [String]

    package init(
        tools: [Tool] = [],
        laterTools: [String] = [],
        checks: [Check] = [],
        checkKeys: [CheckKey] = [],
        laterChecks: [String] = [],
        features: Set<Feature> = [],
        files: @escaping @Sendable (_ pattern: String, _ folder: String) -> [String] = { _, _ in [] }
    ) {
        self.tools = tools
        self.laterTools = laterTools
        self.checks = checks
        self.checkKeys = checkKeys
        self.laterChecks = laterChecks
        self.features = features
        self.files = files
    }

    /// A part of the manifest that has keys, and works only where the build has it.
    package enum Feature: String, CaseIterable, Hashable, Sendable {
        case batch, budgetShares, initialize, mcpServers, passRate
        case repositories, responseCache, sandbox, sharing
        case webfetch
    }

    /// A built-in tool.
    package struct Tool: Hashable, Sendable {
        package var name: String
        package var canWrite: Bool
        package var needsWorkspace: Bool
        package var runsProcess: Bool

        package init(_ name: String, canWrite: Bool, needsWorkspace: Bool, runsProcess: Bool) {
            self.name = name
            self.canWrite = canWrite
            self.needsWorkspace = needsWorkspace
            self.runsProcess = runsProcess
        }
    }

    /// A kind of check, named by the key that it is written with.
    package struct Check: Hashable, Sendable {
        package var name: String
        package var types: [JSONType]
        /// One sentence for the schema.
        package var doc: String
        package var keys: [CheckKey]
        /// Whether it looks at what the job did in a workspace.
        package var needsWorkspace: Bool

        package init(
            _ name: String,
            _ types: [JSONType],
            doc: String,
            keys: [CheckKey] = [],
            needsWorkspace: Bool = false
        ) {
            self.name = name
            self.types = types
            self.doc = doc
            self.keys = keys
            self.needsWorkspace = needsWorkspace
        }
    }

    /// A key beside a check's own.
    package struct CheckKey: Hashable, Sendable {
        package var name: String
        package var types: [JSONType]
        package var isRequired: Bool
        package var doc: String

        package init(_ name: String, _ types: [JSONType], isRequired: Bool = false, doc: String) {
            self.name = name
            self.types = types
            self.isRequired = isRequired
            self.doc = doc
        }
    }

    /// The types of JSON, by JSON Schema's names.
    package enum JSONType: String, Hashable, Sendable {
        case null, boolean, number, integer, string, array, object
        /// A decimal number as a string or a literal.
        case money
        /// Text such as `90s`.
        case duration
    }
}
