import Conversation
import Foundation
import SystemPackage

/// Replaces text in a file, exactly as it stands there, or makes a new file.
struct EditTool: Tool {
    private static let sizeLimit = 64 << 20

    let canWrite = true

    let definition = ToolDefinition(
        name: "edit",
        description: """
            Replaces text in a file of the workspace. `oldString` must occur in the file exactly as given, white space \
            included, without the line numbers that `read` shows, and only once unless `replaceAll` is true; take in \
            neighboring lines to make it unique. An empty `oldString` makes a new file that holds `newString`.
            """,
        parameters: .parameters(
            ["filePath", "oldString", "newString"],
            [
                "filePath": ["type": "string", "description": "The file, relative to the workspace's root"],
                "oldString": ["type": "string", "description": "The text to replace"],
                "newString": ["type": "string", "description": "What stands there afterwards"],
                "replaceAll": ["type": "boolean", "description": "Replace every occurrence (default false)"],
            ]
        )
    )

    func target(of arguments: JSONValue, in context: ToolContext) -> String? {
        arguments.target("filePath", in: context, for: .write)
    }

    func subject(of arguments: JSONValue, in context: ToolContext) -> PermissionSubject {
        arguments.subject("filePath", in: context)
    }

    func title(of arguments: JSONValue) -> String {
        arguments["filePath"]?.string ?? name
    }

    @concurrent
    func run(_ arguments: JSONValue, in context: ToolContext) async -> ToolOutput {
        let old = arguments["oldString"]?.string ?? ""
        let new = arguments["newString"]?.string ?? ""
        // Not `==` on text: that holds é and e + ´ for the same.
        if old.utf8.elementsEqual(new.utf8) {
            return .failure("`oldString` and `newString` are the same; nothing was changed")
        }
        let place: WorkspaceLocation
        do throws(WorkspacePathError) {
            place = try context.workspace.resolve(arguments["filePath"]?.string ?? "", for: .write)
        } catch {
            return .failure(error.message)
        }
        do throws(Errno) {
            let status = try? FileStatus(place.path)
            if old.isEmpty { return try make(new, at: place, isNew: status == nil) }
            guard let status else { return .failure(SimilarNames.missing(place, in: context.workspace)) }
            guard status.kind == .file else { return .failure("`\(place.shown)` is not a regular file") }
            guard status.size <= Self.sizeLimit else {
                return .failure("`\(place.shown)` is too large to edit (\(status.size) bytes)")
            }
            return try replace(old, with: new, at: place, everywhere: arguments["replaceAll"]?.bool ?? false)
        } catch {
            return .failure("`\(place.shown)` cannot be edited: \(error.words)")
        }
    }

    private func make(_ text: String, at place: WorkspaceLocation, isNew: Bool) throws(Errno) -> ToolOutput {
        guard isNew else {
            return .failure(
                "`\(place.shown)` exists, and an empty `oldString` only makes new files; give the text to replace, or use `write`"
            )
        }
        try AtomicFile.write(Array(text.utf8), to: place.path)
        return ToolOutput("made `\(place.shown)`")
    }

    private func replace(
        _ old: String,
        with new: String,
        at place: WorkspaceLocation,
        everywhere: Bool
    ) throws(Errno) -> ToolOutput {
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: URL(filePath: place.path)))
        } catch {
            throw .ioError
        }
        let edit = TextEdit(replacing: old, with: new, in: bytes)
        switch edit.places.count {
        case 0:
            return .failure(
                "`oldString` does not occur in `\(place.shown)`; nothing was changed" + edit.nearest
            )
        case 2... where !everywhere:
            let lines = edit.lines.prefix(5).map(String.init).joined(separator: ", ")
            return .failure(
                """
                `oldString` occurs \(edit.places.count) times in `\(place.shown)`, at lines \(lines); nothing was \
                changed. Take in neighboring lines to make it unique, or set `replaceAll`
                """
            )
        case let count:
            try AtomicFile.write(edit.result, to: place.path)
            let lines = edit.lines.prefix(5).map(String.init).joined(separator: ", ")
            return ToolOutput(
                count == 1
                    ? "edited `\(place.shown)` at line \(lines)"
                    : "edited `\(place.shown)`: replaced \(count) occurrences, the first at lines \(lines)"
            )
        }
    }
}
