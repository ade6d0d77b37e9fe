import Conversation
import SystemPackage

/// Writes a whole file.
struct WriteTool: Tool {
    let canWrite = true

    let definition = ToolDefinition(
        name: "write",
        description: """
            Writes a file in the workspace: what it held before is replaced, the folders it lies in are made. To \
            change a part of a file use `edit`.
            """,
        parameters: .parameters(
            ["filePath", "content"],
            [
                "filePath": ["type": "string", "description": "The file, relative to the workspace's root"],
                "content": ["type": "string", "description": "All that the file shall hold"],
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
        let place: WorkspaceLocation
        do throws(WorkspacePathError) {
            place = try context.workspace.resolve(arguments["filePath"]?.string ?? "", for: .write)
        } catch {
            return .failure(error.message)
        }
        let bytes = Array((arguments["content"]?.string ?? "").utf8)
        do throws(Errno) {
            let before = try? FileStatus(place.path)
            if let before, before.kind != .file {
                return .failure(
                    "`\(place.shown)` is \(before.kind == .folder ? "a folder" : "not a regular file")"
                )
            }
            try AtomicFile.write(bytes, to: place.path)
            return ToolOutput(
                "\(before == nil ? "made" : "replaced") `\(place.shown)` (\(bytes.count) bytes)"
            )
        } catch {
            return .failure("`\(place.shown)` cannot be written: \(error.words)")
        }
    }
}
