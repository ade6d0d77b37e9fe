#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Follows symbolic links by hand, because `realpath` fails for what does not exist yet and looks only at where a path
/// ends, not at where it leads through.
struct SymbolicLinks {
    /// As many as Linux follows.
    private var left = 40

    /// An absolute path with its links resolved; itself where it has too many.
    static func resolved(_ path: String) -> String {
        var links = SymbolicLinks()
        return links.follow(path.split(separator: "/").filter { $0 != "." }[...], from: "/") ?? path
    }

    /// The place to which these components lead from a resolved folder; nothing where there are too many links.
    mutating func follow(_ components: ArraySlice<Substring>, from folder: String) -> String? {
        var current = folder
        for component in components {
            if component == ".." {
                current = Self.parent(of: current)
                continue
            }
            let candidate = current == "/" ? "/" + component : current + "/" + component
            guard let target = Self.target(of: candidate) else {
                current = candidate
                continue
            }
            guard left > 0 else { return nil }
            left -= 1
            let next = target.split(separator: "/").filter { $0 != "." }
            guard let place = follow(next[...], from: target.hasPrefix("/") ? "/" : current) else {
                return nil
            }
            current = place
        }
        return current
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    private static func target(of path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink(path, start, buffer.count)
            guard count > 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
        }
    }
}
