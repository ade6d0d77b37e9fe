#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import SystemPackage

/// Reads a file line by line in bounded memory, however large the file and however long its lines.
struct LineReader: ~Copyable {
    /// A line without its end.
    struct Line {
        /// As much of it as was asked for.
        var bytes: [UInt8]
        /// How much more there is.
        var dropped: Int
    }

    private static let bufferSize = 64 << 10

    private let descriptor: FileDescriptor
    private var buffer: [UInt8]
    private var next = 0
    private var end = 0
    private var hasEnded = false

    /// Opens a file that has been found to be a regular one.
    init(_ path: String) throws(Errno) {
        // A file that became a pipe meanwhile must not hold up the open.
        descriptor = try Errno.only {
            try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
        }
        buffer = Array(repeating: 0, count: Self.bufferSize)
    }

    deinit {
        try? descriptor.close()
    }

    /// Whether the file's beginning holds a zero byte, which text never does.
    mutating func looksBinary() throws(Errno) -> Bool {
        try fill()
        return buffer[next..<min(end, next + 8_000)].contains(0)
    }

    /// The next line, with at most `limit` of its bytes; nothing at the end.
    mutating func line(upTo limit: Int) throws(Errno) -> Line? {
        var line = Line(bytes: [], dropped: 0)
        var isEmpty = true
        while true {
            try fill()
            guard next < end else { return isEmpty ? nil : line }
            isEmpty = false
            let newline = indexOfNewline()
            let piece = buffer[next..<(newline ?? end)]
            let room = min(piece.count, limit - line.bytes.count)
            line.bytes.append(contentsOf: piece.prefix(room))
            line.dropped += piece.count - room
            next = newline.map { $0 + 1 } ?? end
            guard newline != nil else { continue }
            if line.dropped == 0, line.bytes.last == UInt8(ascii: "\r") { line.bytes.removeLast() }
            return line
        }
    }

    /// Passes over so many lines and tells how many there were.
    mutating func skip(_ count: Int) throws(Errno) -> Int {
        var skipped = 0
        var isInside = false
        while skipped < count {
            try fill()
            guard next < end else { return skipped + (isInside ? 1 : 0) }
            if let newline = indexOfNewline() {
                next = newline + 1
                skipped += 1
                isInside = false
            } else {
                next = end
                isInside = true
            }
        }
        return skipped
    }

    /// Whether nothing follows.
    mutating func isAtEnd() throws(Errno) -> Bool {
        try fill()
        return next == end
    }

    private func indexOfNewline() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base + next, 0x0A, end - next) else {
                return nil
            }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }

    private mutating func fill() throws(Errno) {
        guard next == end, !hasEnded else { return }
        next = 0
        end = 0
        let descriptor = descriptor
        end = try Errno.only { try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) } }
        hasEnded = end == 0
    }
}

extension Errno {
    /// SystemPackage throws nothing else, but does not say so.
    static func only<Value>(_ body: () throws -> Value) throws(Errno) -> Value {
        do {
            return try body()
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    /// What a person reads: `No such file or directory`.
    var words: String { description }
}
