import Conversation

/// The files read so far and what was found wrong with them. One object for a whole reading, since every part
/// of it adds to both.
final class ProblemLog {
    private(set) var sources: [SourceText] = []
    private var found: [ManifestProblem] = []
    private var known: Set<ManifestProblem> = []

    func add(_ source: SourceText) -> Int {
        sources.append(source)
        return sources.count - 1
    }

    func report(
        _ kind: ManifestProblem.Kind,
        at place: Place,
        severity: ManifestProblem.Severity = .error,
        suggestion: String? = nil
    ) {
        let location = sources[place.file].location(of: place.range)
        report(ManifestProblem(kind, severity: severity, suggestion: suggestion, at: location))
    }

    /// Takes a problem once, however many jobs have it in common.
    func report(_ problem: ManifestProblem) {
        if known.insert(problem).inserted { found.append(problem) }
    }

    /// All of them in the order of their places.
    var problems: [ManifestProblem] {
        found.enumerated()
            .sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
            .map(\.element)
    }

    var hasErrors: Bool {
        found.contains { $0.severity == .error }
    }

    func line(of place: Place) -> SourceLine {
        let source = sources[place.file]
        return SourceLine(file: source.path, line: source.line(of: place.range.lowerBound))
    }
}
