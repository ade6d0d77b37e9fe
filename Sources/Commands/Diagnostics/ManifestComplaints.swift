import Manifests

/// Says all that is wrong with manifests, and ends the command where that is more than a warning.
struct ManifestComplaints {
    private let problems: [ManifestProblem]

    init(_ problems: [ManifestProblem], quietWarnings: Bool) {
        self.problems = problems.filter { $0.severity == .error || !quietWarnings }
    }

    func check() throws(Failure) {
        for problem in problems { Console.error.write(ManifestDiagnostic(problem).text + "\n") }
        let errors = problems.count { $0.severity == .error }
        guard errors > 0 else { return }
        throw Failure(errors == 1 ? "1 problem; nothing was sent" : "\(errors) problems; nothing was sent")
    }
}
