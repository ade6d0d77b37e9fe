import Conversation
import Foundation

/// A file that was read, and the arithmetic from bytes to lines and columns.
struct SourceText {
    /// As the user gave it, or as it follows from the manifest's own path.
    let path: String
    /// The folder that its relative paths start from.
    let folder: String
    let bytes: [UInt8]
    /// The byte at which each line begins.
    private let lineStarts: [Int]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        folder = FilePath.folder(of: path)
        // A byte order mark is no part of the text; editors do not count it as a column.
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        var starts = [0]
        for (index, byte) in self.bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
        lineStarts = starts
    }

    /// The number of the line, from 1, that a byte is on.
    func line(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// Where some bytes stand; what goes on over the end of a line is cut off there.
    func location(of range: Range<Int>) -> ManifestProblem.Location {
        let start = min(max(range.lowerBound, 0), bytes.count)
        let line = line(of: start)
        let lineStart = lineStarts[line - 1]
        var lineEnd = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
        if lineEnd > lineStart, bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        return ManifestProblem.Location(
            file: path,
            line: line,
            before: bytes[lineStart..<max(lineStart, min(start, lineEnd))],
            marked: bytes[min(start, lineEnd)..<max(min(start, lineEnd), min(range.upperBound, lineEnd))],
            after: bytes[max(min(start, lineEnd), min(range.upperBound, lineEnd))..<lineEnd]
        )
    }

    /// The character that stands at a byte.
    func character(at offset: Int) -> String? {
        guard bytes.indices.contains(offset) else { return nil }
        return String(decoding: bytes[offset..<min(offset + 8, bytes.count)], as: UTF8.self).first.map(
            String.init
        )
    }
}

extension ManifestProblem.Location {
    /// How much of a line is shown on either side: manifests may be written by programs, all on one line.
    private static let margin = 80

    /// A stretch of a line, given as the line's three parts.
    init<Bytes: Collection<UInt8>>(file: String, line: Int, before: Bytes, marked: Bytes, after: Bytes) {
        let before = String(decoding: before, as: UTF8.self)
        let marked = String(decoding: marked, as: UTF8.self)
        let shownBefore = before.suffix(Self.margin)
        let shownMarked = marked.prefix(Self.margin)
        let shownAfter =
            marked.count > Self.margin ? "" : String(decoding: after, as: UTF8.self).prefix(Self.margin)
        self.init(
            file: file,
            line: line,
            column: before.count + 1,
            length: max(shownMarked.count, 1),
            excerpt: SecretText.blottedOut(String(shownBefore + shownMarked + shownAfter)),
            excerptColumn: shownBefore.count
        )
    }
}

/// Paths as text: nothing is looked up.
enum FilePath {
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A path that is relative to a folder; absolute ones and those below the home folder's own stay.
    static func join(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") || folder == "." { return path }
        return folder.hasSuffix("/") ? folder + path : folder + "/" + path
    }

    static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The file's name without its last extension.
    static func stem(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// With `.` and `..` taken out, from the working folder on.
    static func absolute(_ path: String) -> String {
        let url = URL(filePath: path).standardizedFileURL
        let text = url.path(percentEncoded: false)
        return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
