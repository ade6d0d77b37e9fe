#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Synchronization
import SystemPackage

/// Takes in a tool's output as it comes, however long it is, and holds no more of it than its two ends. What passes the
/// limit is written to a file beside, when there is a folder for it.
final class OutputCollector: Sendable {
    /// A file holds no more than this of one output: a command that prints without end must not fill the disk.
    static let fileLimit = 64 << 20

    private struct State {
        var head: [UInt8] = []
        /// At least the last `limit.bytes` bytes, once `head` is full.
        var tail: [UInt8] = []
        var bytes = 0
        var lines = 0
        var file: OutputFile?
        var triedFile = false
    }

    private let limit: OutputLimit
    private let folder: String?
    private let name: String
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: what the model is shown at most.
    ///   - folder: where the whole output is kept if it is too long to be shown; nothing keeps it nowhere.
    ///   - name: what the file is called, without its extension.
    init(limit: OutputLimit, folder: String?, name: String) {
        self.limit = limit
        self.folder = folder
        self.name = name
    }

    convenience init(_ context: ToolContext) {
        self.init(limit: context.limit, folder: context.workspace.outputs, name: context.call)
    }

    var isEmpty: Bool {
        state.withLock { $0.bytes == 0 }
    }

    func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    func append(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        state.withLock { state in
            state.bytes += bytes.count
            state.lines += Self.lineEnds(in: bytes)
            if state.bytes > limit.bytes || state.lines > limit.lines { openFile(&state) }
            state.file?.write(bytes, upTo: Self.fileLimit)
            let room = min(bytes.count, limit.bytes - state.head.count)
            state.head.append(contentsOf: bytes[..<room])
            state.tail.append(contentsOf: bytes[room...].suffix(limit.bytes))
            if state.tail.count > 2 * limit.bytes { state.tail.removeFirst(state.tail.count - limit.bytes) }
        }
    }

    /// What the model is shown, and how large the whole was.
    func finish(keeping kept: ToolOutput.KeptEnd) -> (text: String, wholeSize: Int) {
        state.withLock { state in
            // The last line counts though nothing ends it.
            let endsOpen = state.bytes > 0 && (state.tail.last ?? state.head.last) != UInt8(ascii: "\n")
            let lines = state.lines + (endsOpen ? 1 : 0)
            if state.bytes <= limit.bytes, lines <= limit.lines {
                return (String(decoding: state.head, as: UTF8.self), state.bytes)
            }
            openFile(&state)
            let ends = state.head + state.tail
            let room = limit.withoutMark
            let first: ArraySlice<UInt8>
            let last: ArraySlice<UInt8>
            switch kept {
            case .head:
                first = Self.beginning(of: ends[..<state.head.count], lines: room.lines, bytes: room.bytes)
                last = []
            case .headAndTail:
                first = Self.beginning(
                    of: ends[..<state.head.count],
                    lines: room.lines / 2,
                    bytes: room.bytes / 2
                )
                last = Self.end(of: ends[first.endIndex...], lines: room.lines / 2, bytes: room.bytes / 2)
            }
            let shownLines = Self.lineEnds(in: first) + Self.lineEnds(in: last)
            let mark = mark(
                lines: max(0, lines - shownLines),
                bytes: state.bytes - first.count - last.count,
                file: state.file
            )
            return (
                String(decoding: first, as: UTF8.self) + mark + String(decoding: last, as: UTF8.self),
                state.bytes
            )
        }
    }

    /// Begins the file, once, with what there is so far: the tail is still empty then, so it is all in the head.
    private func openFile(_ state: inout State) {
        guard !state.triedFile else { return }
        state.triedFile = true
        state.file = folder.flatMap { OutputFile(in: $0, name: name) }
        state.head.withUnsafeBytes { state.file?.write($0, upTo: Self.fileLimit) }
    }

    private func mark(lines: Int, bytes: Int, file: OutputFile?) -> String {
        let amount = lines > 1 ? "\(lines) lines (\(bytes) bytes)" : "\(bytes) bytes"
        guard let file else { return "\n[\(amount) left out here]\n" }
        let whole = file.isWhole ? "the whole output" : "its first \(Self.fileLimit >> 20) MiB"
        return "\n[\(amount) left out here; \(whole) can be read and searched in "
            + "`\(Workspace.outputsName)/\(file.name)`]\n"
    }

    // MARK: - Cutting

    private static func beginning(of bytes: ArraySlice<UInt8>, lines: Int, bytes limit: Int) -> ArraySlice<
        UInt8
    > {
        var end = bytes.startIndex
        var count = 0
        let last = min(bytes.endIndex, bytes.startIndex + limit)
        while count < lines, let newline = bytes[end..<last].firstIndex(of: UInt8(ascii: "\n")) {
            end = newline + 1
            count += 1
        }
        // A line that alone fills the room is cut inside, but not inside a character.
        if end == bytes.startIndex {
            end = last
            while end > bytes.startIndex, end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        }
        return bytes[..<end]
    }

    private static func end(of bytes: ArraySlice<UInt8>, lines: Int, bytes limit: Int) -> ArraySlice<UInt8> {
        let first = max(bytes.startIndex, bytes.endIndex - limit)
        var start = bytes.endIndex
        var count = 0
        while count < lines, start > first {
            // The newline that ends a line belongs to it; the one before it begins the line.
            guard let newline = bytes[first..<start - 1].lastIndex(of: UInt8(ascii: "\n")) else {
                if first == bytes.startIndex { start = first }
                break
            }
            start = newline + 1
            count += 1
        }
        if start == bytes.endIndex {
            start = first
            while start < bytes.endIndex, bytes[start] & 0xC0 == 0x80 { start += 1 }
        }
        return bytes[start...]
    }

    private static func lineEnds(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { lineEnds(in: $0) }
    }

    private static func lineEnds(in bytes: UnsafeRawBufferPointer) -> Int {
        var count = 0
        var rest = bytes
        while let base = rest.baseAddress, let found = memchr(base, 0x0A, rest.count) {
            count += 1
            rest = UnsafeRawBufferPointer(rebasing: rest[(base.distance(to: UnsafeRawPointer(found)) + 1)...])
        }
        return count
    }
}
