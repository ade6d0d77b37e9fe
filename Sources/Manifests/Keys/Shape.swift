/// What a key's value may be: the reader checks by it and `docket schema` prints it.
indirect enum Shape: Sendable {
    case text
    /// Text that may not be empty.
    case filledText
    case flag
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case duration
    case money
    case percentage
    case word([String])
    /// A value that can be only this one.
    case constant(Int)
    case off
    case path
    case form(ManifestProblem.ValueRule)
    case list(Shape, atLeast: Int = 0)
    case object(KeyTable)
    /// An object whose keys are the user's own names.
    case map(ManifestProblem.ValueRule?, Shape)
    case either([Shape])
    /// A value whose meaning is the user's.
    case anything
    case check
    case tool
    /// The name of a tool, or a pattern on names.
    case toolPattern
    /// An entry of a matrix axis: a value, or an object of keys with a label.
    case axisEntry
}

/// What `{{name}}` means in some strings.
enum Expansion: Sendable {
    /// A variable's value.
    case variables
    /// A secret from the environment.
    case environment
    /// Nothing is expanded there, so that whoever writes it is told.
    case none
    /// The user's own text, in which braces are braces.
    case raw
}

/// The keys that one kind of object may have.
struct KeyTable: Sendable {
    /// What the object is, for the schema: `provider`, `job`.
    var name: String
    var keys: [ManifestKey]
    /// Whether `null` takes away what a key has inherited.
    var inherits = false

    func key(_ name: String) -> ManifestKey? {
        keys.first { $0.name == name }
    }

    /// The names that can be written today.
    func names(with features: Set<Vocabulary.Feature>) -> [String] {
        keys.filter { $0.isAvailable(with: features) }.map(\.name)
    }
}

/// A key of the manifest: its type, its one line of documentation, and what brings it.
struct ManifestKey: Sendable {
    var name: String
    var shape: Shape
    var doc: String
    var isRequired = false
    /// Nothing where it works in every build.
    var feature: Vocabulary.Feature?
    /// What holds where the key is absent, as JSON or in words.
    var fallback: String?
    /// What `{{name}}` means in its strings; as in the object around it where absent.
    var expansion: Expansion?

    init(
        _ name: String,
        _ shape: Shape,
        _ doc: String,
        isRequired: Bool = false,
        feature: Vocabulary.Feature? = nil,
        fallback: String? = nil,
        expansion: Expansion? = nil
    ) {
        self.name = name
        self.shape = shape
        self.doc = doc
        self.isRequired = isRequired
        self.feature = feature
        self.fallback = fallback
        self.expansion = expansion
    }

    func isAvailable(with features: Set<Vocabulary.Feature>) -> Bool {
        feature.map(features.contains) ?? true
    }
}
