import Foundation
import Synchronization

/// Keeps a run for one process. The system lets go of it when the process ends, however it ends; the process's ID in
/// the file is for whoever comes second.
package final class RunLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock.
    ///
    /// - Throws: `busy` with the holder's process ID where another process has it, or another lock of this one.
    package init(of folder: RunFolder) throws(RecordError) {
        let path = folder.lock
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .storage(path: path, message: lastSystemError()) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let message = lastSystemError()
            let holder = RunLock.holder(in: file)
            close(file)
            if isHeld { throw .busy(path: folder.path, process: holder) }
            throw .storage(path: path, message: message)
        }
        descriptor = Mutex(file)
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(file, 0) == 0, pwrite(file, text, text.count, 0) == text.count else {
            let message = lastSystemError()
            release()
            throw .storage(path: path, message: message)
        }
    }

    deinit {
        release()
    }

    /// Lets go of it. The file stays: taking it away would let two processes lock two files of the same name.
    package func release() {
        descriptor.withLock { file in
            if let file { close(file) }
            file = nil
        }
    }

    /// The process that has the run's lock; nothing where the run is not alive, `0` where the holder wrote no ID yet.
    package static func holder(of folder: RunFolder) -> Int? {
        let file = open(folder.lock, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        if flock(file, LOCK_SH | LOCK_NB) == 0 { return nil }
        return holder(in: file) ?? 0
    }

    private static func holder(in file: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes[..<count], as: UTF8.self).filter(\.isNumber))
    }
}
