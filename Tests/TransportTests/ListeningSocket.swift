import Foundation

/// A bare socket on a port of its own, for what no server does.
final class ListeningSocket: Sendable {
    private let handle: Int32
    let port: UInt16

    struct Failure: Error {
        var code = errno
    }

    /// With a backlog so many connections may wait to be accepted; without one it does not listen at all.
    init(backlog: Int32?) throws {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { throw Failure() }
        var address = Self.loopback(port: 0)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(handle, $0, size) }
        }
        var length = size
        let named = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(handle, $0, &length) }
        }
        guard bound == 0, named == 0 else { throw Failure() }
        self.handle = handle
        port = UInt16(bigEndian: address.sin_port)
        if let backlog, listen(handle, backlog) != 0 { throw Failure() }
    }

    deinit {
        close(handle)
    }

    /// Makes so many connections that the next one is not even answered.
    func fillQueue() throws -> [Int32] {
        try (0..<2).map { _ in
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            guard client >= 0 else { throw Failure() }
            var address = Self.loopback(port: port)
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 || errno == EINPROGRESS else { throw Failure() }
            return client
        }
    }

    /// Takes one connection, reads the beginning of its request, and hangs up.
    @concurrent
    func acceptAndClose() async {
        let client = accept(handle, nil, nil)
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        _ = read(client, &buffer, buffer.count)
        close(client)
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
