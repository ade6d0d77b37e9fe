/// One thing wrong with a manifest, or with a file it names, and where: facts alone, from which `Commands`
/// makes the sentence, the excerpt and the hint.
package struct ManifestProblem: Error, Hashable, Sendable {
    package enum Severity: Hashable, Sendable {
        /// Nothing runs.
        case error
        /// The manifest runs, though perhaps not as meant.
        case warning
    }

    package var kind: Kind
    package var severity: Severity
    /// What to write instead, where something near to it exists.
    package var suggestion: String?
    package var location: Location

    package init(_ kind: Kind, severity: Severity = .error, suggestion: String? = nil, at location: Location)
    {
        self.kind = kind
        self.severity = severity
        self.suggestion = suggestion
        self.location = location
    }
}

extension ManifestProblem {
    /// A stretch of one line of a file.
    package struct Location: Hashable, Sendable {
        /// The path as the user gave it, or as it follows from the manifest's own.
        package var file: String
        /// From 1. Nothing where the whole file is meant: one that cannot be read has no lines.
        package var line: Int?
        /// From 1, in characters as editors count them: a tab is one.
        package var column: Int
        /// How many characters to underline, at least 1.
        package var length: Int
        /// The line's text around the stretch, with what looks like a key blotted out.
        package var excerpt: String
        /// Where in `excerpt` the stretch begins, from 0.
        package var excerptColumn: Int

        package init(
            file: String,
            line: Int? = nil,
            column: Int = 1,
            length: Int = 1,
            excerpt: String = "",
            excerptColumn: Int = 0
        ) {
            self.file = file
            self.line = line
            self.column = column
            self.length = length
            self.excerpt = excerpt
            self.excerptColumn = excerptColumn
        }
    }
}

extension ManifestProblem: Comparable {
    /// By file, then by place; the kinds of one place in the order in which they were found.
    package static func < (left: ManifestProblem, right: ManifestProblem) -> Bool {
        let (a, b) = (left.location, right.location)
        return (a.file, a.line ?? 0, a.column) < (b.file, b.line ?? 0, b.column)
    }
}
