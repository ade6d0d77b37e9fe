import Foundation
import Synchronization
import SystemPackage

/// The file of one long output. A disk that is full costs the file, never the call.
final class OutputFile: Sendable {
    /// Its name in the folder of outputs.
    let name: String
    private let descriptor: FileDescriptor
    private let state = Mutex((written: 0, isWhole: true))

    /// Nothing where it cannot be made. Providers number calls anew in each step, so a name may be taken: then a number
    /// follows it.
    init?(in folder: String, name: String) {
        let stem = String(name.unicodeScalars.map { Self.isPlain($0) ? Character($0) : "_" }.prefix(80))
        try? FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        var number = 1
        while true {
            let candidate = (stem.isEmpty ? "call" : stem) + (number == 1 ? "" : "-\(number)") + ".txt"
            do {
                descriptor = try FileDescriptor.open(
                    folder + "/" + candidate,
                    .writeOnly,
                    options: [.create, .exclusiveCreate, .closeOnExec],
                    permissions: [.ownerReadWrite]
                )
                self.name = candidate
                return
            } catch Errno.fileExists {
                number += 1
            } catch {
                return nil
            }
        }
    }

    deinit {
        try? descriptor.close()
    }

    /// Whether all that was given is in the file.
    var isWhole: Bool {
        state.withLock { $0.isWhole }
    }

    func write(_ bytes: UnsafeRawBufferPointer, upTo limit: Int) {
        state.withLock { state in
            guard state.isWhole else { return }
            let room = min(bytes.count, limit - state.written)
            do {
                try descriptor.writeAll(bytes[..<room])
                state.written += room
                state.isWhole = room == bytes.count
            } catch {
                state.isWhole = false
            }
        }
    }

    private static func isPlain(_ scalar: UnicodeScalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }
}
