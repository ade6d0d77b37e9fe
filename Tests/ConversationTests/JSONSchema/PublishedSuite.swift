import Conversation
import Foundation

/// The JSON-Schema-Test-Suite that the authors of the specification publish: schemas, values, and whether
/// they fit.
struct PublishedSuite: Sendable {
    struct Group {
        /// `ref: remote ref, containing refs itself`.
        var name: String
        var schema: JSONValue
        var cases: [Case]
    }

    struct Case {
        var name: String
        var value: JSONValue
        var isValid: Bool
    }

    /// Why there is no suite to be judged by.
    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    private let folder: URL

    /// The suite in `.build/peers`, where it is fetched to when it is not there.
    init() throws {
        let here = URL(filePath: #filePath)
        let root = (0..<4).reduce(here) { url, _ in url.deletingLastPathComponent() }
        let named = ProcessInfo.processInfo.environment["JSON_SCHEMA_SUITE"].map { URL(filePath: $0) }
        folder = named ?? root.appending(path: ".build/peers/json-schema-test-suite")
        guard !FileManager.default.fileExists(atPath: folder.path) else { return }
        let script = root.appending(path: ".ci/fetch-json-schema-suite")
        let process = Process()
        let errors = Pipe()
        process.executableURL = script
        process.arguments = [folder.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Missing(
                description: """
                    There is no published suite in \(folder.path).
                    It could not be fetched; with a network,
                        .ci/fetch-json-schema-suite \(folder.path)
                    puts it there. It said:
                    \(String(decoding: said, as: UTF8.self))
                    """
            )
        }
    }

    /// The names of the files of a part of the suite, such as `draft2020-12` or `draft2020-12/optional`.
    func files(of part: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: "tests/\(part)").path
        )
        return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    func groups(of file: String, in part: String) throws -> [Group] {
        let bytes = try Data(contentsOf: folder.appending(path: "tests/\(part)/\(file).json"))
        let groups = try JSONValue(parsing: Array(bytes)).array ?? []
        return try groups.map { group in
            guard let name = group["description"]?.string, let schema = group["schema"],
                let cases = group["tests"]?.array
            else { throw Missing(description: "\(part)/\(file).json is not a file of the suite") }
            return Group(
                name: "\(file): \(name)",
                schema: schema,
                cases: try cases.map { test in
                    guard let name = test["description"]?.string, let value = test["data"],
                        let isValid = test["valid"]?.bool
                    else { throw Missing(description: "\(part)/\(file).json is not a file of the suite") }
                    return Case(name: name, value: value, isValid: isValid)
                }
            )
        }
    }
}
