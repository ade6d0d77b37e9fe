import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One of the process's two outputs. Standard output carries what was asked for, standard error all else.
struct Console: Sendable {
    static let output = Console(descriptor: 1)
    static let error = Console(descriptor: 2)

    private let descriptor: Int32

    /// Writes all of it. A reader that has gone away is nobody's loss.
    func write(_ text: String) {
        write(Array(text.utf8))
    }

    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(count)
        }
    }

    var isTerminal: Bool {
        isatty(descriptor) == 1
    }

    /// The terminal's width in columns; 80 where nobody knows.
    var columns: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
        Glibc.write(descriptor, bytes, count)
    #else
        Darwin.write(descriptor, bytes, count)
    #endif
}
