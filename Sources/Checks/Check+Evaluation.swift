import Catalog
import Conversation
import Tools

extension Check {
    /// Judges a job. Commands see the workspace as the job left it, and may change it: whoever keeps a patch takes it
    /// before.
    package func evaluate(_ subject: CheckSubject) async -> CheckResult {
        let finding = await find(subject)
        switch finding {
        case .error(let reason): return result(.error, reason)
        case .holds(let what):
            return isNegated ? result(.failed, "expected it not to be so: \(what)") : result(.passed)
        case .fails(let what): return isNegated ? result(.passed) : result(.failed, what)
        }
    }

    private func result(_ verdict: CheckResult.Verdict, _ detail: String? = nil) -> CheckResult {
        CheckResult(check: kind, name: name, verdict: verdict, detail: detail)
    }

    private func find(_ subject: CheckSubject) async -> Finding {
        switch assertion {
        case .equals(let expected):
            return TextComparison(answer: subject.answer, ignoresCase: ignoresCase).equals(expected)
        case .contains(let parts):
            return TextComparison(answer: subject.answer, ignoresCase: ignoresCase).contains(parts)
        case .regex(let pattern):
            return TextComparison(answer: subject.answer, ignoresCase: ignoresCase).matches(pattern)
        case .json: return TextComparison(answer: subject.answer, ignoresCase: false).isJSON()
        case .fileExists(let path): return fileExists(path, subject)
        case .fileChanged(let pattern): return fileChanged(pattern, subject)
        case .command(let text, let exitCode, let timeout):
            return await CommandCheck(text: text, exitCode: exitCode, timeout: timeout).find(subject)
        case .maxCost(let limit):
            guard let cost = subject.cost else { return .error("the job's cost is not known") }
            return cost <= limit
                ? .holds("it cost \(cost.decimal) dollars")
                : .fails("expected at most \(limit.decimal) dollars, got \(cost.decimal)")
        }
    }

    private func fileExists(_ path: String, _ subject: CheckSubject) -> Finding {
        guard let workspace = subject.workspace else { return .error("the job has no workspace") }
        do throws(WorkspacePathError) {
            return try workspace.hasEntry(at: path)
                ? .holds("`\(path)` exists") : .fails("expected `\(path)` to exist, and it does not")
        } catch {
            return .error(error.message)
        }
    }

    private func fileChanged(_ pattern: String, _ subject: CheckSubject) -> Finding {
        guard subject.workspace != nil else { return .error("the job has no workspace") }
        let glob = Glob(pattern, over: .path)
        let matching = subject.changedFiles.filter(glob.matches)
        if let first = matching.first { return .holds("`\(first)` changed") }
        let changed = subject.changedFiles.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
        let more = subject.changedFiles.count > 5 ? " and \(subject.changedFiles.count - 5) more" : ""
        return .fails(
            "expected a change of `\(pattern)`, got "
                + (changed.isEmpty ? "no change at all" : "changes of \(changed)\(more)")
        )
    }
}

/// What a check found, before `not` turns it around.
enum Finding: Hashable {
    case holds(String)
    case fails(String)
    case error(String)
}
