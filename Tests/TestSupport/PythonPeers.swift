package import Foundation
import Synchronization

/// Python programs that a test compares the product with, and the packages that they need, fetched once into
/// `.build/peers`.
package enum PythonPeers {
    /// What a program printed and how it ended.
    package struct Ended: Sendable {
        package var code: Int32
        package var output: String
        package var errors: String
    }

    private static let fetching = Mutex(())

    /// The interpreter of an environment that has what a requirements file names. It is made where it is missing, which
    /// takes a network and a minute.
    ///
    /// - Parameter requirements: the file, each package with its version.
    /// - Returns: the interpreter's path.
    /// - Throws: what went wrong, with what `python3` or `pip` said.
    package static func interpreter(for requirements: URL) throws -> URL {
        try fetching.withLock { _ in
            let names = try Data(contentsOf: requirements)
            let purpose = requirements.deletingLastPathComponent().lastPathComponent.lowercased()
            let folder = packageRoot.appending(path: ".build/peers/\(purpose)")
            let python = folder.appending(path: "bin/python")
            // Written last: an environment without it was not finished, or is of other versions.
            let seal = folder.appending(path: "installed.txt")
            if (try? Data(contentsOf: seal)) == names { return python }
            try? FileManager.default.removeItem(at: folder)
            try check(run(URL(filePath: "/usr/bin/env"), ["python3", "-m", "venv", folder.path()]))
            try check(
                run(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements.path()])
            )
            try names.write(to: seal)
            return python
        }
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - program: its path.
    ///   - arguments: without the program's own name.
    ///   - input: what it reads from standard input.
    /// - Returns: how it ended.
    /// - Throws: when it cannot be started.
    package static func run(_ program: URL, _ arguments: [String], input: String = "") throws -> Ended {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let (inputs, outputs, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = inputs
        process.standardOutput = outputs
        process.standardError = errors
        try process.run()
        // Each pipe is served by a thread of its own, so that none fills up while another is waited for.
        let said = Mutex<[Int: Data]>([:])
        let group = DispatchGroup()
        for (index, pipe) in [outputs, errors].enumerated() {
            let handle = pipe.fileHandleForReading
            DispatchQueue.global().async(group: group) {
                let data = (try? handle.readToEnd()) ?? Data()
                said.withLock { $0[index] = data }
            }
        }
        try inputs.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try inputs.fileHandleForWriting.close()
        group.wait()
        process.waitUntilExit()
        let texts = said.withLock { said in
            (0...1).map { String(decoding: said[$0] ?? Data(), as: UTF8.self) }
        }
        return Ended(code: process.terminationStatus, output: texts[0], errors: texts[1])
    }

    private static func check(_ ended: Ended) throws {
        guard ended.code != 0 else { return }
        throw PeerProblem(
            description:
                "a peer of the tests could not be fetched (python3, python3-venv and a network are needed): "
                + ended.errors
        )
    }

    private static var packageRoot: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }
}

private struct PeerProblem: Error, CustomStringConvertible {
    var description: String
}
