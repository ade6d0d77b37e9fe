import Foundation
import TestSupport

/// The program itself, as it was built beside the tests, run in a folder of the test's own.
struct DocketProgram: Sendable {
    /// How a run of the program ended.
    struct Ended: Sendable {
        var code: Int32
        var output: String
        var errors: String
    }

    let scratch: Scratch
    /// Variables beside `PATH`, `HOME` and where runs go.
    var environment: [String: String] = [:]

    init(_ scratch: Scratch, environment: [String: String] = [:]) {
        self.scratch = scratch
        self.environment = environment
    }

    /// Runs the program to its end.
    func run(_ arguments: String...) async throws -> Ended {
        try await start(arguments).ended()
    }

    /// Starts the program.
    func start(_ arguments: [String]) throws -> Started {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "docket")
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: scratch.path)
        var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": scratch.path("home")]
        variables["DOCKET_RUNS"] = scratch.path("runs")
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let name = UUID().uuidString
        let output = try scratch.write("", to: "streams/\(name).out")
        let errors = try scratch.write("", to: "streams/\(name).err")
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
        let (exits, continuation) = AsyncStream.makeStream(
            of: Int32.self,
            bufferingPolicy: .bufferingOldest(1)
        )
        process.terminationHandler = {
            continuation.yield($0.terminationStatus)
            continuation.finish()
        }
        try process.run()
        return Started(pid: process.processIdentifier, exits: exits, output: output, errors: errors)
    }

    /// A program that runs.
    struct Started: Sendable {
        let pid: Int32
        fileprivate let exits: AsyncStream<Int32>
        fileprivate let output: String
        fileprivate let errors: String

        func signal(_ number: Int32) {
            kill(pid, number)
        }

        /// What it has said on standard error so far.
        func said() throws -> String {
            try String(contentsOfFile: errors, encoding: .utf8)
        }

        func ended() async throws -> Ended {
            var code: Int32 = -1
            for await exit in exits { code = exit }
            return Ended(
                code: code,
                output: try String(contentsOfFile: output, encoding: .utf8),
                errors: try String(contentsOfFile: errors, encoding: .utf8)
            )
        }
    }

    /// The latest run's results, a line each, as JSON.
    func results() throws -> [[String: Any]] {
        let text = try scratch.read("runs/latest/results.jsonl")
        return try text.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    /// The latest run's report, as JSON.
    func report() throws -> [String: Any] {
        let data = Data(try scratch.read("runs/latest/report.json").utf8)
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// A number inside a report.
    func count(_ report: [String: Any], _ path: String...) -> Int? {
        var value: Any? = report
        for key in path { value = (value as? [String: Any])?[key] }
        return value as? Int
    }
}
