import ArgumentParser
import Foundation

/// What the process's exit code says. Of several that apply, the first of these that does.
enum Exit: Int32, Sendable {
    case interrupted = 130
    case terminated = 143
    /// Nothing could be run, or not judged for want of credentials or recordings.
    case couldNotRun = 2
    /// A budget or a deadline ended the run.
    case stopped = 3
    /// Jobs failed.
    case failed = 1
    /// Nothing failed, but jobs erred.
    case errored = 4
    case usage = 64
    case accepted = 0

    /// Ends the process.
    static func end(_ exit: Exit) -> Never {
        Foundation.exit(exit.rawValue)
    }

    /// As what a command throws to end the process in order.
    var code: ExitCode {
        ExitCode(rawValue)
    }
}
