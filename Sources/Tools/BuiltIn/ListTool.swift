import Conversation
import SystemPackage

/// Shows a folder as a tree.
struct ListTool: Tool {
    static let limit = 100

    let canWrite = false

    let definition = ToolDefinition(
        name: "list",
        description: """
            Shows the files and folders below a folder as a tree, sorted by name, at most 100 entries, those nearest \
            to the folder first. Folders of version control, packages and builds (such as `.git`, `node_modules`, \
            `dist`) are passed over. To find particular files use `glob` or `grep`.
            """,
        parameters: .parameters(
            [],
            [
                "path": [
                    "type": "string",
                    "description": "The folder, relative to the workspace's root (default `.`)",
                ],
                "ignore": [
                    "type": "array", "items": ["type": "string"],
                    "description": "Glob patterns of paths to leave out, such as `docs/**` or `*.lock`",
                ],
            ]
        )
    )

    func target(of arguments: JSONValue, in context: ToolContext) -> String? { nil }

    func subject(of arguments: JSONValue, in context: ToolContext) -> PermissionSubject {
        arguments.subject("path", in: context)
    }

    func title(of arguments: JSONValue) -> String {
        arguments["path"]?.string ?? "."
    }

    @concurrent
    func run(_ arguments: JSONValue, in context: ToolContext) async -> ToolOutput {
        do throws(SearchFailure) {
            let ignored = (arguments["ignore"]?.array ?? []).compactMap(\.string).map {
                Glob($0, over: .path)
            }
            let scope = try SearchScope(arguments, tool: name, context)
            let tree = scope.tree { path in !ignored.contains { $0.matchesPathOrName(path) } }
            let (text, isCut) = tree.text(limit: Self.limit)
            if text.isEmpty { return ToolOutput("(`\(scope.place.shown)` is empty)") }
            let more = isCut ? "\n[there are more; list a folder below, or use `glob`]" : ""
            return ToolOutput(
                (scope.place.shown == "." ? "./" : scope.place.shown + "/") + "\n" + text + more
            )
        } catch {
            return .failure(error.message)
        }
    }
}
