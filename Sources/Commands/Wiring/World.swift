import Conversation
import Foundation
import Tools

/// What the process was given when it began: read once, here, and handed down.
struct World: Sendable {
    let environment: [String: String]
    let time = SystemTimekeeper()
    let folder: String
    let host: String

    init() {
        environment = ProcessInfo.processInfo.environment
        folder = FileManager.default.currentDirectoryPath
        host = ProcessInfo.processInfo.hostName
    }

    /// Any 64 bits.
    var chance: @Sendable () -> UInt64 {
        { UInt64.random(in: .min ... .max) }
    }

    var home: String {
        environment["HOME"] ?? NSHomeDirectory()
    }

    /// Where what can be made again is kept.
    var cache: String {
        let base = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.cache"
        return base + "/docket"
    }

    /// `linux` or `macos`, as models are told.
    var platform: String {
        #if os(macOS)
            "macos"
        #else
            "linux"
        #endif
    }

    var cores: Int {
        ProcessInfo.processInfo.activeProcessorCount
    }

    /// What tools see of the environment.
    var toolEnvironment: [String: String] {
        ProcessEnvironment.forTools(from: environment)
    }

    /// A path of the command line as an absolute one.
    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }
}
