import Manifests

/// A problem of a manifest as people read it: what and where, the line with a mark under the place, and what
/// to type.
///
/// ```
/// error: unknown key `promt` at jobs/nightly.json:12:7
///
///         "promt": "Look around."
///         ^^^^^^^
///
/// hint: did you mean `prompt`?
/// ```
struct ManifestDiagnostic {
    private let problem: ManifestProblem

    init(_ problem: ManifestProblem) {
        self.problem = problem
    }

    /// All of it, with a line end behind it.
    var text: String {
        let severity =
            switch problem.severity {
            case .error: "error"
            case .warning: "warning"
            }
        var text = "\(severity): \(problem.kind.sentence) at \(place)\n"
        if let excerpt { text += "\n" + excerpt }
        if let hint { text += "\nhint: \(hint)\n" }
        return text
    }

    private var place: String {
        let location = problem.location
        return location.line.map { "\(location.file):\($0):\(location.column)" } ?? location.file
    }

    /// The line and the mark. What stands before the place on both lines is as wide, tabs included.
    private var excerpt: String? {
        let location = problem.location
        guard location.line != nil, !location.excerpt.allSatisfy(\.isWhitespace) else { return nil }
        let before = location.excerpt.prefix(location.excerptColumn)
        let blank = String(before.map { $0 == "\t" ? "\t" : " " })
        let room = location.excerpt.count - before.count
        let mark = String(repeating: "^", count: max(1, min(location.length, room)))
        return "    \(location.excerpt)\n    \(blank)\(mark)\n"
    }

    private var hint: String? {
        guard let suggestion = problem.suggestion else { return problem.kind.hint }
        return "did you mean `\(suggestion)`?"
    }
}
