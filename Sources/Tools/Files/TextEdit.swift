#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An exact replacement in a file's bytes: all that is not replaced stays as it was, text or not.
struct TextEdit {
    private let bytes: [UInt8]
    private let old: [UInt8]
    private let new: [UInt8]
    private let oldText: String
    /// Where the old text begins, in bytes; occurrences do not overlap.
    let places: [Int]

    /// In a file whose lines end in CR LF, line ends in the old and the new text mean those.
    init(replacing old: String, with new: String, in bytes: [UInt8]) {
        self.bytes = bytes
        oldText = old
        let plain = Array(old.utf8)
        let windows = Self.withWindowsLineEnds(plain)
        let usesWindows = Self.usesWindowsLineEnds(bytes)
        let first = usesWindows ? windows : plain
        let found = Self.occurrences(of: first, in: bytes)
        // In a file with both kinds, the kind that the place has.
        if found.isEmpty, windows != first {
            let others = Self.occurrences(of: windows, in: bytes)
            self.old = windows
            self.new = Self.withWindowsLineEnds(Array(new.utf8))
            places = others
        } else {
            self.old = first
            self.new = usesWindows ? Self.withWindowsLineEnds(Array(new.utf8)) : Array(new.utf8)
            places = found
        }
    }

    /// The bytes with every occurrence replaced.
    var result: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + places.count * max(0, new.count - old.count))
        var next = 0
        for place in places {
            result.append(contentsOf: bytes[next..<place])
            result.append(contentsOf: new)
            next = place + old.count
        }
        result.append(contentsOf: bytes[next...])
        return result
    }

    /// The line of each place, from 1.
    var lines: [Int] {
        var line = 1
        var next = 0
        return places.map { place in
            line += bytes[next..<place].count { $0 == UInt8(ascii: "\n") }
            next = place
            return line
        }
    }

    /// What the file has that is most like the old text's first line, for a model to see how they differ; empty where
    /// nothing is alike.
    var nearest: String {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let wanted = oldText.split(separator: "\n").map { $0.trimmingSpace() }.first { !$0.isEmpty }
        guard let wanted else { return "" }
        let target = Array(wanted.utf8.prefix(200))
        var best: (line: Int, distance: Int)?
        for (index, line) in lines.prefix(20_000).enumerated() {
            let candidate = Array(line.trimmingSpace().prefix(200))
            // A line much longer or shorter cannot be near: no need to compare it.
            let bound = best.map(\.distance) ?? max(1, target.count / 2)
            guard abs(candidate.count - target.count) < bound || candidate == target else { continue }
            let distance = candidate == target ? 0 : Suggestion.distance(target, candidate)
            if distance < bound || distance == 0 { best = (index, distance) }
            if distance == 0 { break }
        }
        guard let best else { return "" }
        let count = max(1, min(10, oldText.split(separator: "\n", omittingEmptySubsequences: false).count))
        let shown = lines[best.line..<min(lines.count, best.line + count)].enumerated().map { offset, line in
            "\(best.line + offset + 1)| \(String(decoding: line.prefix(300), as: UTF8.self))"
        }
        let difference =
            best.distance == 0 ? "its first line is there, but not all that follows" : "the nearest is"
        return ". In the file, \(difference):\n" + shown.joined(separator: "\n")
    }

    private static func occurrences(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard !needle.isEmpty else { return [] }
        return bytes.withUnsafeBytes { haystack in
            needle.withUnsafeBytes { needle in
                guard let base = haystack.baseAddress, let wanted = needle.baseAddress else { return [] }
                var places: [Int] = []
                var next = 0
                // `memmem` is not in the C library's standard part.
                while next + needle.count <= haystack.count,
                    let found = memchr(base + next, CInt(needle[0]), haystack.count - needle.count - next + 1)
                {
                    let place = base.distance(to: UnsafeRawPointer(found))
                    if memcmp(base + place, wanted, needle.count) == 0 {
                        places.append(place)
                        next = place + needle.count
                    } else {
                        next = place + 1
                    }
                }
                return places
            }
        }
    }

    /// Whether every line end of the text is CR LF, and there is one.
    private static func usesWindowsLineEnds(_ bytes: [UInt8]) -> Bool {
        var before: UInt8 = 0
        var hasAny = false
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                guard before == UInt8(ascii: "\r") else { return false }
                hasAny = true
            }
            before = byte
        }
        return hasAny
    }

    private static func withWindowsLineEnds(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var before: UInt8 = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\n"), before != UInt8(ascii: "\r") { result.append(UInt8(ascii: "\r")) }
            result.append(byte)
            before = byte
        }
        return result
    }
}

extension Substring {
    fileprivate func trimmingSpace() -> Substring {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

extension ArraySlice<UInt8> {
    fileprivate func trimmingSpace() -> ArraySlice<UInt8> {
        var bytes = self
        while let first = bytes.first, first == 0x20 || (9...13).contains(first) { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || (9...13).contains(last) { bytes.removeLast() }
        return bytes
    }
}
