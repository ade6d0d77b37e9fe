import Synchronization
import Tools

/// A shell command in the workspace whose exit code is the verdict.
struct CommandCheck {
    /// How many bytes of the output's end are held, to be quoted.
    private static let held = 2_000

    let text: String
    let exitCode: Int
    let timeout: Duration

    func find(_ subject: CheckSubject) async -> Finding {
        guard let workspace = subject.workspace else { return .error("the job has no workspace") }
        let output = Mutex<[UInt8]>([])
        let command = ProcessCommand.shell(
            text,
            in: workspace.root,
            environment: subject.environment,
            timeout: timeout
        )
        let outcome: Result<ProcessEnd, ProcessError>? = await subject.processes.withPermit {
            do throws(ProcessError) {
                return .success(
                    try await subject.runner.run(command) { bytes in
                        output.withLock { output in
                            output.append(contentsOf: bytes.suffix(Self.held))
                            if output.count > 2 * Self.held { output.removeFirst(output.count - Self.held) }
                        }
                    }
                )
            } catch {
                return .failure(error)
            }
        }
        let printed = TextComparison.quotedEnd(String(decoding: output.withLock { $0 }, as: UTF8.self))
        switch outcome {
        case nil, .success(.cancelled): return .error("the job was cancelled")
        case .failure(let error): return .error("`\(text)` could not be run: \(error)")
        case .success(.timedOut):
            return .fails(
                "expected `\(text)` to end within \(timeout), and it did not; it printed \(printed)"
            )
        case .success(let end):
            let code = end.exitCode ?? -1
            if code == exitCode { return .holds("`\(text)` exits with code \(code)") }
            return .fails(
                "expected `\(text)` to exit with code \(exitCode), got \(code); it printed \(printed)"
            )
        }
    }
}
