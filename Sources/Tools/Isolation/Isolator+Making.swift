import Foundation

extension Isolator {
    /// The repository that a folder lies in.
    struct Origin {
        /// The folder that all its worktrees share.
        var repository: String
        /// The folder that the source lies in, at the top of its tree.
        var top: String
        var prefix: String
        var commit: String
    }

    func origin(of source: String, needed: Bool) async throws(WorkspaceError) -> Origin? {
        let result: ProcessResult
        do throws(WorkspaceError) {
            result = try await git.attempt(
                ["rev-parse", "--path-format=absolute", "--git-common-dir", "--show-toplevel", "HEAD"],
                in: source
            )
        } catch .notInstalled(let name) {
            if needed { throw .notInstalled(name) }
            return nil
        }
        if result.end == .cancelled { throw .cancelled }
        let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init)
        guard result.end == .exited(0), lines.count == 3 else {
            if needed { throw .notARepository(path: source) }
            return nil
        }
        let top = SymbolicLinks.resolved(lines[1])
        return Origin(
            repository: SymbolicLinks.resolved(lines[0]),
            top: top,
            prefix: source == top ? "" : String(source.dropFirst(top.count + 1)),
            commit: lines[2]
        )
    }

    func copy(_ source: String, to tree: String) async throws(WorkspaceError) {
        do {
            try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
        } catch {
            throw .system(path: tree, message: error.localizedDescription)
        }
        #if os(macOS)
            let flags = ["-Rpc"]
        #else
            let flags = ["-a", "--reflink=auto"]
        #endif
        // `.` copies what is in the folder, whatever the folder is called.
        let arguments = flags + ["--", source + "/.", tree]
        let result: ProcessResult
        do throws(ProcessError) {
            result = try await runner.collect(
                ProcessCommand("cp", arguments, in: "/", environment: environment),
                limit: 1 << 20
            )
        } catch {
            throw .command("cp", arguments: arguments, message: "\(error)")
        }
        if result.end == .cancelled { throw .cancelled }
        guard result.end == .exited(0) else {
            let message = String(decoding: result.errorOutput.prefix(2_000), as: UTF8.self)
            throw .command("cp", arguments: arguments, message: message)
        }
        try await detach(tree)
    }

    func addWorktree(
        of origin: Origin,
        _ source: String,
        at tree: String,
        ref: String?
    ) async throws(WorkspaceError) -> String {
        try await locks.alone(in: origin.repository) { () throws(WorkspaceError) in
            let status = try await git(
                ["status", "--porcelain", "-z", "--untracked-files=normal", "--no-renames"],
                in: origin.top
            )
            guard status.isEmpty else {
                throw .dirty(path: source, files: status.zeroTerminated.map { String($0.dropFirst(3)) })
            }
            let name = ref ?? "HEAD"
            let resolved = try await git.attempt(
                ["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"],
                in: origin.top
            )
            guard resolved.end == .exited(0) else { throw .unknownRef(name, path: source) }
            let commit = String(decoding: resolved.output.prefix { $0 != 0x0A }, as: UTF8.self)
            _ = try await git(["worktree", "add", "--detach", "--quiet", tree, commit], in: origin.top)
            return commit
        }
    }

    func runSetup(
        _ specification: WorkspaceSpecification,
        in root: String
    ) async throws(WorkspaceError) {
        let environment = environment.merging(specification.environment) { $1 }
        for text in specification.setup {
            let collector = OutputCollector(
                limit: OutputLimit(lines: 40, bytes: 4_096),
                folder: nil,
                name: "setup"
            )
            let end: ProcessEnd
            do throws(ProcessError) {
                end = try await runner.run(
                    .shell(text, in: root, environment: environment, timeout: .seconds(600))
                ) { collector.append($0) }
            } catch {
                throw .setup(text, message: "\(error)")
            }
            if end == .cancelled { throw .cancelled }
            guard end == .exited(0) else {
                let how = end.exitCode.map { "exit code \($0)" } ?? "it took longer than 10 minutes"
                throw .setup(text, message: how + "\n" + collector.finish(keeping: .headAndTail).text)
            }
        }
    }
}
