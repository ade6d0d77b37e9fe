import Foundation

/// A file that is written piece by piece beside its place and put there once it is whole; otherwise nothing is left of
/// it.
final class PartialFile {
    private let path: String
    private var file: UnsafeMutablePointer<FILE>?

    init(at path: String) throws(ReportError) {
        self.path = path
        file = fopen(path + ".part", "w")
        if file == nil { throw Self.failure(path) }
    }

    deinit {
        guard let file else { return }
        fclose(file)
        unlink(path + ".part")
    }

    func write(_ bytes: [UInt8]) throws(ReportError) {
        guard let file, fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Self.failure(path) }
    }

    /// Puts the file in its place.
    func complete() throws(ReportError) {
        guard let file else { return }
        self.file = nil
        guard fclose(file) == 0, rename(path + ".part", path) == 0 else {
            let failure = Self.failure(path)
            unlink(path + ".part")
            throw failure
        }
    }

    private static func failure(_ path: String) -> ReportError {
        .output(path: path, message: String(cString: strerror(errno)))
    }
}
