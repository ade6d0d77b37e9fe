import Foundation
import SystemPackage

/// Writes files so that no reader, and no crash, ever meets half of one.
enum AtomicFile {
    /// What a file that is being written is called; nobody's work has such a name.
    static let temporaryPrefix = ".docket-write-"

    /// Writes a file through a temporary one beside it, making the folders it lies in. What was there before keeps its
    /// mode.
    static func write(_ bytes: [UInt8], to path: String) throws(Errno) {
        let folder = SymbolicLinks.parent(of: path)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw (error as NSError).underlyingErrno
        }
        let mode = (try? FileStatus(path))?.mode
        let (file, temporary) = try create(in: folder)
        do {
            try Errno.only {
                try file.closeAfter {
                    _ = try file.writeAll(bytes)
                    // The mode given at creation is cut by the process's mask, which an existing file's must not be.
                    if let mode, fchmod(file.rawValue, mode) != 0 { throw Errno(rawValue: errno) }
                }
                guard rename(temporary, path) == 0 else { throw Errno(rawValue: errno) }
            }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func create(in folder: String) throws(Errno) -> (FileDescriptor, String) {
        var number = 0
        while true {
            let path = "\(folder)/\(temporaryPrefix)\(number)"
            do {
                return (
                    try FileDescriptor.open(
                        path,
                        .writeOnly,
                        options: [.create, .exclusiveCreate, .closeOnExec],
                        permissions: FilePermissions(rawValue: 0o666)
                    ), path
                )
            } catch Errno.fileExists {
                number += 1
            } catch {
                throw error as? Errno ?? .ioError
            }
        }
    }
}

extension NSError {
    /// The system's code beneath Foundation's.
    fileprivate var underlyingErrno: Errno {
        if domain == NSPOSIXErrorDomain { return Errno(rawValue: CInt(code)) }
        if let inner = userInfo[NSUnderlyingErrorKey] as? NSError { return inner.underlyingErrno }
        return code == CocoaError.fileWriteFileExists.rawValue ? .notDirectory : .ioError
    }
}
