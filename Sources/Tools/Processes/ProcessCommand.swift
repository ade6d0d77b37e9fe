/// One process to run: nothing of this process's own environment reaches it.
package struct ProcessCommand: Hashable, Sendable {
    /// A name to be found in the `PATH` of `environment`, or an absolute path.
    package var executable: String
    package var arguments: [String]
    /// The working folder, absolute.
    package var folder: String
    /// The whole environment.
    package var environment: [String: String]
    /// After this the process and its group are ended; nothing waits for ever.
    package var timeout: Duration?

    package init(
        _ executable: String,
        _ arguments: [String] = [],
        in folder: String,
        environment: [String: String],
        timeout: Duration? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.folder = folder
        self.environment = environment
        self.timeout = timeout
    }

    /// A shell command, as `bash -c` takes it.
    package static func shell(
        _ text: String,
        in folder: String,
        environment: [String: String],
        timeout: Duration? = nil
    ) -> ProcessCommand {
        ProcessCommand("bash", ["-c", text], in: folder, environment: environment, timeout: timeout)
    }
}

/// How a process ended.
package enum ProcessEnd: Hashable, Sendable {
    case exited(Int)
    /// By a signal that was not ours.
    case signaled(Int)
    /// Ended by us at its deadline.
    case timedOut
    /// Ended by us because the task was cancelled.
    case cancelled

    /// The code a shell would report; nothing for what we ended.
    package var exitCode: Int? {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        case .timedOut, .cancelled: nil
        }
    }
}

/// How a process ended, and what it printed.
package struct ProcessResult: Hashable, Sendable {
    package var end: ProcessEnd
    package var output: [UInt8]
    package var errorOutput: [UInt8]

    package init(end: ProcessEnd, output: [UInt8], errorOutput: [UInt8] = []) {
        self.end = end
        self.output = output
        self.errorOutput = errorOutput
    }
}

/// Why a process could not be started.
package enum ProcessError: Error, Hashable, Sendable {
    /// No such program in the `PATH`.
    case notFound(String)
    /// The working folder cannot be entered.
    case folder(String)
    /// What the system said.
    case failed(String)
}
