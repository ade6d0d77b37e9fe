import Foundation

/// Compares text with a file in `Snapshots/` beside the test's own file.
///
/// With `RECORD_SNAPSHOTS=1` in the environment the file is written anew, and the comparison fails all the same, so
/// that a recording never passes for a test.
///
/// - Returns: nothing where the two are equal, else what to say of the difference.
package func snapshotDifference(_ text: String, named name: String, file: String = #filePath) throws
    -> String?
{
    let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Snapshots")
    let snapshot = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: snapshot)
        return "recorded \(name); run again without RECORD_SNAPSHOTS"
    }
    guard let data = try? Data(contentsOf: snapshot) else { return "no snapshot \(name); record it" }
    let expected = String(decoding: data, as: UTF8.self)
    guard expected != text else { return nil }
    let pairs = zip(
        expected.split(separator: "\n", omittingEmptySubsequences: false),
        text.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let first = pairs.enumerated().first { $0.element.0 != $0.element.1 }
    guard let first else { return "\(name): one has more lines than the other\n\(text)" }
    return """
        \(name), line \(first.offset + 1)
        expected: \(first.element.0)
        got:      \(first.element.1)
        """
}
