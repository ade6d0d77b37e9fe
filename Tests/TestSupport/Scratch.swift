import Foundation

/// A folder of a test's own, gone when the test is.
package final class Scratch: Sendable {
    package let path: String

    package init() throws {
        let name = "docket-test-" + UUID().uuidString.lowercased()
        let folder = FileManager.default.temporaryDirectory.appending(path: name, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.resolvingSymlinksInPath().path(percentEncoded: false).trimmingSuffix("/")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file or folder below this one.
    package func path(_ relative: String) -> String {
        path + "/" + relative
    }

    /// Writes a file, with the folders it lies in, and returns its path.
    @discardableResult
    package func write(_ text: String, to relative: String) throws -> String {
        let file = URL(filePath: path(relative))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
        return path(relative)
    }

    package func read(_ relative: String) throws -> String {
        try String(decoding: Data(contentsOf: URL(filePath: path(relative))), as: UTF8.self)
    }

    package func exists(_ relative: String) -> Bool {
        FileManager.default.fileExists(atPath: path(relative))
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
