#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Subprocess
import Synchronization
import SystemPackage

/// Runs a process in a group of its own, with standard input closed, until it ends, its deadline comes, or the task is
/// cancelled; then the whole group is ended, what it left in the background included.
package struct ProcessRunner: Sendable {
    /// How long a group that was asked to end may take before it is killed.
    package var grace: Duration
    private let clock: any Clock<Duration>

    /// The clock counts the deadlines.
    package init(grace: Duration = .milliseconds(250), clock: any Clock<Duration> = ContinuousClock()) {
        self.grace = grace
        self.clock = clock
    }

    /// Runs a command, giving what it prints, both streams in their order, to `receive` as it comes.
    @concurrent
    package func run(
        _ command: ProcessCommand,
        receive: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
    ) async throws(ProcessError) -> ProcessEnd {
        try await race(command) {
            let result = try await Subprocess.run(
                Executable(command),
                arguments: Arguments(command.arguments),
                environment: Environment(command),
                workingDirectory: FilePath(command.folder),
                platformOptions: options,
                input: .none,
                output: .sequence,
                error: .combinedWithOutput
            ) { execution in
                try await drain(
                    execution.standardOutput,
                    of: execution.processIdentifier.value,
                    into: receive
                )
            }
            return (result.processIdentifier.value, result.terminationStatus)
        }
    }

    /// Runs a command and holds what it prints, each stream apart, up to `limit` bytes of each; what comes after is
    /// dropped.
    @concurrent
    package func collect(
        _ command: ProcessCommand,
        limit: Int = .max
    ) async throws(ProcessError) -> ProcessResult {
        let output = ByteBox(limit: limit)
        let errorOutput = ByteBox(limit: limit)
        let end = try await race(command) {
            let result = try await Subprocess.run(
                Executable(command),
                arguments: Arguments(command.arguments),
                environment: Environment(command),
                workingDirectory: FilePath(command.folder),
                platformOptions: options,
                input: .none,
                output: .sequence,
                error: .sequence
            ) { execution in
                let process = execution.processIdentifier.value
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await drain(execution.standardError, of: process) { errorOutput.append($0) }
                    }
                    try await drain(execution.standardOutput, of: process) { output.append($0) }
                    try await group.waitForAll()
                }
            }
            return (result.processIdentifier.value, result.terminationStatus)
        }
        return ProcessResult(end: end, output: output.bytes, errorOutput: errorOutput.bytes)
    }
}

// MARK: - The group and its end

extension ProcessRunner {
    /// What is read after the process itself has ended: pipes hold less, and a writer that escaped the group could
    /// print for ever.
    private static let afterwardsLimit = 1 << 20

    private var options: PlatformOptions {
        var options = PlatformOptions()
        // A group of its own, led by the process: one signal reaches whatever it starts.
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)
        ]
        return options
    }

    private enum Event: Sendable {
        case ended(Result<(pid_t, TerminationStatus), ProcessError>)
        case deadline
        case noDeadline
    }

    /// Runs the process beside its deadline.
    private func race(
        _ command: ProcessCommand,
        _ start: @escaping @Sendable () async throws -> (pid_t, TerminationStatus)
    ) async throws(ProcessError) -> ProcessEnd {
        if Task.isCancelled { return .cancelled }
        let (result, isTimedOut) = await withTaskGroup(of: Event.self) { group in
            group.addTask {
                do {
                    return .ended(.success(try await start()))
                } catch {
                    return .ended(.failure(ProcessError(error, command)))
                }
            }
            if let timeout = command.timeout {
                group.addTask {
                    do {
                        try await clock.sleep(for: timeout)
                        return .deadline
                    } catch {
                        return .noDeadline
                    }
                }
            }
            var isTimedOut = false
            while let event = await group.next() {
                switch event {
                case .ended(let result):
                    group.cancelAll()
                    return (result, isTimedOut)
                case .deadline:
                    isTimedOut = true
                    group.cancelAll()
                case .noDeadline:
                    break
                }
            }
            return (.failure(.failed("it never ended")), isTimedOut)
        }
        let (process, status) = try result.get()
        await endGroup(of: process)
        if isTimedOut { return .timedOut }
        if Task.isCancelled { return .cancelled }
        switch status {
        case .exited(let code): return .exited(Int(code))
        case .signaled(let signal): return .signaled(Int(signal))
        }
    }

    /// Reads until the end, or until the process has ended and what it left in the pipe is read: something in the
    /// background may hold the pipe open.
    private func drain(
        _ output: SubprocessOutputSequence,
        of process: pid_t,
        into receive: (UnsafeRawBufferPointer) -> Void
    ) async throws {
        var afterwards = 0
        for try await buffer in output {
            buffer.withUnsafeBytes(receive)
            guard Self.hasEnded(process) else { continue }
            // Until it is reaped its number cannot be given to another, so this reaches its own group only.
            kill(-process, SIGKILL)
            afterwards += buffer.count
            if afterwards > Self.afterwardsLimit { return }
        }
    }

    private static func hasEnded(_ process: pid_t) -> Bool {
        var information = siginfo_t()
        let status = waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT | WNOHANG)
        return status != 0 || information.si_signo == SIGCHLD
    }

    /// Kills what is left of the group and returns when it is gone.
    ///
    /// The leader has been reaped by now. A group number is not given out again while a member lives; where none does,
    /// the kernel would have to go through all numbers within these microseconds to give it to another.
    private func endGroup(of process: pid_t) async {
        guard kill(-process, SIGKILL) == 0 else { return }
        // The dead remain for a moment, until the system's first process has taken note of them.
        for _ in 0..<100 where kill(-process, 0) == 0 {
            // A cancelled task cannot sleep.
            if (try? await Task.sleep(for: .milliseconds(1))) == nil { await Task.yield() }
        }
    }
}

/// Bytes that two tasks fill and one reads.
private final class ByteBox: Sendable {
    private let limit: Int
    private let state = Mutex<[UInt8]>([])

    init(limit: Int) {
        self.limit = limit
    }

    var bytes: [UInt8] {
        state.withLock { $0 }
    }

    func append(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { $0.append(contentsOf: bytes.prefix(limit - $0.count)) }
    }
}

// MARK: - Subprocess's words

extension Executable {
    /// A name is looked up here: the library would begin a process for each folder of the `PATH` until one succeeds.
    fileprivate init(_ command: ProcessCommand) {
        let path = command.executable.hasPrefix("/") ? command.executable : command.executableInPath
        self = path.map { .path(FilePath($0)) } ?? .name(command.executable)
    }
}

extension ProcessCommand {
    /// The first file of this name in the `PATH` that may be executed.
    fileprivate var executableInPath: String? {
        let folders = environment["PATH"]?.split(separator: ":") ?? []
        return folders.lazy.map { "\($0)/\(executable)" }.first { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
        }
    }
}

extension Environment {
    fileprivate init(_ command: ProcessCommand) {
        self = .custom(
            Dictionary(
                uniqueKeysWithValues: command.environment.map { (Key(stringLiteral: $0.key), $0.value) }
            )
        )
    }
}

extension ProcessError {
    fileprivate init(_ error: any Error, _ command: ProcessCommand) {
        guard let error = error as? SubprocessError else {
            self = .failed(String(describing: error))
            return
        }
        switch error.code {
        case .executableNotFound: self = .notFound(command.executable)
        case .failedToChangeWorkingDirectory: self = .folder(command.folder)
        default: self = .failed(String(describing: error))
        }
    }
}
