import Conversation
import Foundation
import Reports
import Runs

/// How figures look in progress lines.
enum Format {
    /// `850ms`, `12.4s`, `3m05s`, `2h07m`.
    static func seconds(_ duration: Duration) -> String {
        let seconds = duration.seconds
        if seconds < 1 { return "\(Int((seconds * 1_000).rounded()))ms" }
        if seconds < 60 { return String(format: "%.1fs", seconds) }
        let whole = Int(seconds.rounded())
        if whole < 3_600 { return String(format: "%dm%02ds", whole / 60, whole % 60) }
        return String(format: "%dh%02dm", whole / 3_600, whole / 60 % 60)
    }

    /// `x explain[model=mini]: checks failed: contains (1.2s)`
    static func line(for finish: RunEvent.JobFinish, job: JobID) -> String {
        let mark =
            switch finish.ending.outcome.status {
            case .passed: "✓"
            case .failed: "✗"
            case .errored: "!"
            case .skipped, .stopped: "-"
            }
        let duration = seconds(finish.duration)
        guard finish.ending.outcome.status != .passed else { return "\(mark) \(job) (\(duration))" }
        return "\(mark) \(job): \(OutcomeSentence(finish.ending).sentence) (\(duration))"
    }
}
