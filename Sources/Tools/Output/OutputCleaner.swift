/// Takes terminal escapes out of a command's output as it streams by, and writes the workspace's root as `.`, so that
/// the same command gives the same text in whichever folder it ran.
struct OutputCleaner {
    private enum Escape {
        case none
        /// After ESC.
        case begun
        /// After ESC [ : until a byte of 0x40 to 0x7E (ECMA-48, 5.4).
        case control
        /// After ESC ] and the like: until BEL or ESC \ (ECMA-48, 5.6).
        case string
        /// After the ESC inside such a string.
        case stringEscape
        /// After ESC and an intermediate byte, as in ESC ( B.
        case intermediate
    }

    /// A line without an end is passed on in pieces of this size.
    private static let pieceLimit = 64 << 10

    private let root: [UInt8]
    private var escape = Escape.none
    /// What may be the beginning of the root's path.
    private var held: [UInt8] = []

    init(root: String) {
        // Writing `/` as `.` would help nobody.
        self.root = root == "/" ? [] : Array(root.utf8)
    }

    /// The clean bytes, as far as they are certain.
    mutating func clean(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var plain = held
        held = []
        stripEscapes(bytes, into: &plain)
        guard !root.isEmpty else { return plain }
        var certain = plain.count
        if let newline = plain.lastIndex(of: UInt8(ascii: "\n")) {
            certain = newline + 1
        } else if plain.count < Self.pieceLimit {
            certain = 0
        } else {
            // The cut may fall into the root's path: as much as that is held back.
            certain = max(0, plain.count - root.count - 1)
        }
        held = Array(plain[certain...])
        return replacingRoot(plain[..<certain])
    }

    /// What was held back.
    mutating func finish() -> [UInt8] {
        defer { held = [] }
        return replacingRoot(held[...])
    }

    private mutating func stripEscapes(_ bytes: UnsafeRawBufferPointer, into plain: inout [UInt8]) {
        if escape == .none, !bytes.contains(0x1B) {
            plain.append(contentsOf: bytes)
            return
        }
        for byte in bytes {
            switch (escape, byte) {
            case (.none, 0x1B): escape = .begun
            case (.none, _): plain.append(byte)
            case (.begun, UInt8(ascii: "[")): escape = .control
            case (.begun, UInt8(ascii: "]")), (.begun, UInt8(ascii: "P")), (.begun, UInt8(ascii: "X")),
                (.begun, UInt8(ascii: "^")), (.begun, UInt8(ascii: "_")):
                escape = .string
            case (.begun, 0x20...0x2F): escape = .intermediate
            case (.begun, _): escape = .none
            case (.control, 0x40...0x7E): escape = .none
            // A line end inside a control sequence: it was none.
            case (.control, 0x0A), (.string, 0x0A):
                escape = .none
                plain.append(byte)
            case (.control, _): break
            case (.string, 0x07): escape = .none
            case (.string, 0x1B): escape = .stringEscape
            case (.string, _): break
            case (.stringEscape, _): escape = .none
            case (.intermediate, 0x20...0x2F): break
            case (.intermediate, _): escape = .none
            }
        }
    }

    private func replacingRoot(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard let first = root.first, bytes.count >= root.count else { return Array(bytes) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes
        while let candidate = rest.firstIndex(of: first) {
            result.append(contentsOf: rest[..<candidate])
            rest = rest[candidate...]
            let end = candidate + root.count
            if rest.starts(with: root), end == rest.endIndex || !Self.continuesName(rest[end]) {
                result.append(UInt8(ascii: "."))
                rest = rest[end...]
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        result.append(contentsOf: rest)
        return result
    }

    /// Whether a byte after the root's path makes it some longer name.
    private static func continuesName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            0x80...:
            true
        default: false
        }
    }
}
