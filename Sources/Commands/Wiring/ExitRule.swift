import Conversation
import Manifests
import Records

/// What a run's outcomes mean for the process's exit code.
struct ExitRule {
    /// By the manifest's number: how many of its jobs may fail or err.
    var acceptances: [Acceptance]
    /// How the jobs of each manifest stand.
    var counts: [Int: OutcomeCounts]

    func exit(_ all: OutcomeCounts) -> Exit {
        if (all.ended[.unrecorded] ?? 0) + (all.ended[.authentication] ?? 0) > 0 { return .couldNotRun }
        if all.open > 0 || all[.stopped] > 0 { return .stopped }
        if !accepts(.failed, \.failed) { return .failed }
        if !accepts(.errored, \.errored) { return .errored }
        return .accepted
    }

    private func accepts(_ status: Status, _ tolerance: KeyPath<Acceptance, Acceptance.Tolerance>) -> Bool {
        acceptances.enumerated().allSatisfy { number, acceptance in
            let counts = counts[number] ?? OutcomeCounts()
            return acceptance[keyPath: tolerance].admits(counts[status], of: counts.total)
        }
    }
}
