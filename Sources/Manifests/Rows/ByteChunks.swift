import Foundation

/// The bytes of a file, a chunk at a time.
struct ByteChunks {
    private static let size = 1 << 16

    private let handle: FileHandle
    private var chunk: [UInt8] = []
    private var index = 0
    /// Whether the file could not be read to its end.
    var failed = false

    init(path: String) throws(ManifestProblem.FileTrouble) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .missing }
        if isFolder.boolValue { throw .notAFile }
        guard let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable }
        self.handle = handle
        refill()
        if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    mutating func next() -> UInt8? {
        if index == chunk.count {
            refill()
            if chunk.isEmpty { return nil }
        }
        defer { index += 1 }
        return chunk[index]
    }

    /// Appends the bytes up to the end of the line, which is passed over, to a buffer.
    ///
    /// - Returns: whether there was anything left, be it an empty line.
    mutating func readLine(into line: inout [UInt8]) -> Bool {
        line.removeAll(keepingCapacity: true)
        var isAny = false
        while true {
            if index == chunk.count {
                refill()
                if chunk.isEmpty { return isAny }
            }
            isAny = true
            guard let end = chunk[index...].firstIndex(of: 0x0A) else {
                line.append(contentsOf: chunk[index...])
                index = chunk.count
                continue
            }
            line.append(contentsOf: chunk[index..<end])
            index = end + 1
            if line.last == 0x0D { line.removeLast() }
            return true
        }
    }

    private mutating func refill() {
        do {
            chunk = Array(try handle.read(upToCount: Self.size) ?? Data())
        } catch {
            chunk = []
            failed = true
        }
        index = 0
    }
}
