/// One complaint, as people read it: `error: <what> at <where>`, and what to type.
struct Diagnostic: Equatable {
    enum Severity: String {
        case error, warning
    }

    var severity: Severity
    var what: String
    var hint: String?

    init(_ what: String, severity: Severity = .error, hint: String? = nil) {
        self.what = what
        self.severity = severity
        self.hint = hint
    }

    /// With a line end behind it.
    var text: String {
        let line = "\(severity.rawValue): \(what)\n"
        guard let hint else { return line }
        return line + "\nhint: \(hint)\n"
    }
}

/// Why a command cannot go on: what to say and how the process ends.
struct Failure: Error {
    var diagnostic: Diagnostic
    var exit: Exit

    init(_ what: String, hint: String? = nil, exit: Exit = .couldNotRun) {
        diagnostic = Diagnostic(what, hint: hint)
        self.exit = exit
    }
}
