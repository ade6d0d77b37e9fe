import SystemPackage

/// The git program, with nothing asked and nothing paged.
struct Git: Sendable {
    let runner: ProcessRunner
    let environment: [String: String]

    /// - Parameters:
    ///   - runner: runs it.
    ///   - environment: what git finds its own settings and credentials by; none of git's variables are taken from it.
    init(runner: ProcessRunner, environment: [String: String]) {
        self.runner = runner
        self.environment = environment.filter { !$0.key.hasPrefix("GIT_") }.merging([
            "GIT_TERMINAL_PROMPT": "0",
            // Reading must not write: `git status` would refresh the original's index.
            "GIT_OPTIONAL_LOCKS": "0",
            "LC_ALL": "C",
        ]) { $1 }
    }

    /// Runs git and gives what it prints.
    func callAsFunction(
        _ arguments: [String],
        in folder: String,
        adding variables: [String: String] = [:]
    ) async throws(WorkspaceError) -> [UInt8] {
        let result = try await attempt(arguments, in: folder, adding: variables)
        switch result.end {
        case .exited(0): return result.output
        case .cancelled: throw .cancelled
        case .exited, .signaled, .timedOut:
            throw .command("git", arguments: arguments, message: Self.words(result))
        }
    }

    /// Runs git where failing is an answer too.
    func attempt(
        _ arguments: [String],
        in folder: String,
        adding variables: [String: String] = [:]
    ) async throws(WorkspaceError) -> ProcessResult {
        let settings = [
            // Neither the repository's hooks nor its watchers are ours to start.
            "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0",
            "-c", "maintenance.auto=false", "-c", "advice.detachedHead=false",
        ]
        let command = ProcessCommand(
            "git",
            settings + arguments,
            in: folder,
            environment: environment.merging(variables) { $1 },
            timeout: .seconds(600)
        )
        do throws(ProcessError) {
            return try await runner.collect(command)
        } catch {
            switch error {
            case .notFound(let name): throw .notInstalled(name)
            case .folder(let path): throw .missing(path: path)
            case .failed(let reason): throw .command("git", arguments: arguments, message: reason)
            }
        }
    }

    /// What git prints as one line.
    func line(
        _ arguments: [String],
        in folder: String,
        adding variables: [String: String] = [:]
    ) async throws(WorkspaceError) -> String {
        var bytes = try await self(arguments, in: folder, adding: variables)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func words(_ result: ProcessResult) -> String {
        if result.end == .timedOut { return "it took longer than 10 minutes" }
        let text = String(decoding: result.errorOutput.suffix(2_000), as: UTF8.self)
        return text.isEmpty ? "\(result.end)" : text.split(separator: "\n").suffix(5).joined(separator: "; ")
    }
}

extension [UInt8] {
    /// The parts of what git prints with `-z`.
    var zeroTerminated: [String] {
        split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
