#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import SystemPackage

/// What lies at a path.
struct FileStatus {
    enum Kind {
        case file
        case folder
        case link
        /// A pipe, a socket, a device: opening one may wait for ever.
        case other
    }

    var kind: Kind
    var size: Int
    /// The permission bits.
    var mode: mode_t

    /// Looks through a symbolic link where it `follows`.
    init(_ path: String, follows: Bool = true) throws(Errno) {
        var status = stat()
        guard (follows ? stat(path, &status) : lstat(path, &status)) == 0 else {
            throw Errno(rawValue: errno)
        }
        size = Int(status.st_size)
        mode = status.st_mode & 0o7777
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
    }
}
