import Tools

/// The commit that the working folder is at, and whether anything in it differs.
struct GitRevision: Sendable {
    var revision: String?
    var isDirty: Bool?

    /// Asks git; nothing where there is none or the folder is in no repository.
    static func current(_ world: World) async -> GitRevision {
        guard let revision = await git(["rev-parse", "HEAD"], world) else { return GitRevision() }
        let status = await git(["status", "--porcelain", "--untracked-files=no"], world)
        return GitRevision(
            revision: revision.split(whereSeparator: \.isNewline).first.map(String.init),
            isDirty: status.map { !$0.isEmpty }
        )
    }

    private static func git(_ arguments: [String], _ world: World) async -> String? {
        // Without optional locks, so that a commit made at the same time is not disturbed.
        let environment = world.toolEnvironment.merging(["GIT_OPTIONAL_LOCKS": "0"]) { $1 }
        let command = ProcessCommand(
            "git",
            arguments,
            in: world.folder,
            environment: environment,
            timeout: .seconds(10)
        )
        guard let result = try? await ProcessRunner().collect(command), result.end == .exited(0) else {
            return nil
        }
        return String(decoding: result.output, as: UTF8.self)
    }
}
