import Conversation
import Foundation
import TestSupport

@testable import Tools

/// A workspace with tools to try.
struct Bench {
    let scratch: Scratch
    let workspace: Workspace
    /// What commands see; as small as bash and git can do with.
    static let environment = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8",
    ]

    init() throws {
        scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.path("work"),
            withIntermediateDirectories: true
        )
        workspace = Workspace(root: scratch.path("work"), outputs: scratch.path("outputs"))
    }

    @discardableResult
    func write(_ text: String, to path: String) throws -> String {
        try scratch.write(text, to: "work/" + path)
    }

    func read(_ path: String) throws -> String {
        try scratch.read("work/" + path)
    }

    func exists(_ path: String) -> Bool {
        scratch.exists("work/" + path)
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("work/" + path),
            withDestinationPath: target
        )
    }

    func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path("work/" + path))
        return (attributes[.posixPermissions] as? Int) ?? -1
    }

    func setMode(_ mode: Int, of path: String) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: mode],
            ofItemAtPath: scratch.path("work/" + path)
        )
    }

    func toolbox(_ permissions: Permissions = Permissions(), limit: OutputLimit = .standard) -> Toolbox {
        Toolbox(
            BuiltInTools.all.compactMap { BuiltInTools.tool(named: $0.name, environment: Self.environment) },
            context: ToolContext(workspace: workspace, permissions: permissions, limit: limit),
            processes: Permits(4)
        )
    }

    /// One call through the toolbox, as a model makes it.
    func call(
        _ tool: String,
        _ arguments: JSONValue,
        permissions: Permissions = Permissions(),
        limit: OutputLimit = .standard
    ) async -> ToolResult {
        let call = ToolCall(id: "call_1", name: tool, arguments: arguments.text)
        let results = await toolbox(permissions, limit: limit).run([call])
        return results.first ?? ToolResult(call: "", name: "", text: "no result", isError: true)
    }

    /// The text of a call that must succeed, and of one that must fail.
    func text(_ tool: String, _ arguments: JSONValue) async -> String {
        let result = await call(tool, arguments)
        return result.isError ? "FAILED: " + result.text : result.text
    }
}
