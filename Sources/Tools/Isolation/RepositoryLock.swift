#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Conversation
import Foundation
import Synchronization
import SystemPackage

/// One user of a repository at a time: within this process by its turn, across processes by a locked file, which lies
/// outside the repository because nothing is written into that.
final class RepositoryLocks: Sendable {
    private let folder: String
    private let clock: any Clock<Duration>
    private let turns = Mutex<[String: Permits]>([:])

    /// The folder, absolute, is the same for all processes of a user.
    init(folder: String, clock: any Clock<Duration>) {
        self.folder = folder
        self.clock = clock
    }

    /// Runs the body while nobody else works in this repository.
    func alone<Value: Sendable>(
        in repository: String,
        _ body: () async throws(WorkspaceError) -> Value
    ) async throws(WorkspaceError) -> Value {
        let turn = turns.withLock { turns in
            if let turn = turns[repository] { return turn }
            let turn = Permits(1)
            turns[repository] = turn
            return turn
        }
        let result: Result<Value, WorkspaceError>? = await turn.withPermit {
            do throws(WorkspaceError) {
                let file = try await lock(repository)
                defer { try? file.close() }
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw .cancelled }
        return try result.get()
    }

    /// The lock goes when its file is closed, by us or by the end of the process.
    private func lock(_ repository: String) async throws(WorkspaceError) -> FileDescriptor {
        let path = folder + "/" + Digest(of: repository).prefix(16) + ".lock"
        let file: FileDescriptor
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            file = try FileDescriptor.open(
                path,
                .readWrite,
                options: [.create, .closeOnExec],
                permissions: [.ownerReadWrite]
            )
        } catch {
            throw .system(path: path, message: "cannot be made: \(error)")
        }
        // Asked again and again instead of waiting in the kernel: that would hold a thread that others need.
        while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                let error = Errno(rawValue: errno)
                try? file.close()
                throw .system(path: path, message: error.words)
            }
            do {
                try await clock.sleep(for: .milliseconds(20))
            } catch {
                try? file.close()
                throw .cancelled
            }
        }
        return file
    }
}
