import Conversation

/// Finds files by a pattern on their paths.
struct GlobTool: Tool {
    static let limit = 100

    let canWrite = false

    let definition = ToolDefinition(
        name: "glob",
        description: """
            Finds files whose path matches a pattern such as `**/*.swift` or `src/**/*.{ts,tsx}`; a pattern without a \
            slash matches the name at any depth. Returns at most 100 paths, sorted. Folders of version control, \
            packages and builds are passed over.
            """,
        parameters: .parameters(
            ["pattern"],
            [
                "pattern": [
                    "type": "string", "description": "The pattern: `*`, `?`, `[a-z]`, `{a,b}`, `**`",
                ],
                "path": [
                    "type": "string",
                    "description": "The folder to search, relative to the root (default `.`)",
                ],
            ]
        )
    )

    func subject(of arguments: JSONValue, in context: ToolContext) -> PermissionSubject {
        arguments.subject("path", in: context)
    }

    func title(of arguments: JSONValue) -> String {
        arguments["pattern"]?.string ?? name
    }

    @concurrent
    func run(_ arguments: JSONValue, in context: ToolContext) async -> ToolOutput {
        do throws(SearchFailure) {
            let pattern = arguments["pattern"]?.string ?? ""
            let scope = try SearchScope(arguments, tool: name, context)
            let glob = Glob(pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern, over: .path)
            var found: [String] = []
            scope.tree().walk { entry in
                if !entry.isFolder, glob.matchesPathOrName(entry.path) {
                    found.append(scope.shown(entry.path))
                }
                return found.count <= Self.limit
            }
            if found.isEmpty { return ToolOutput("no files match `\(pattern)`") }
            let more = found.count > Self.limit ? "\n[there are more; use a narrower pattern or `path`]" : ""
            return ToolOutput(found.prefix(Self.limit).joined(separator: "\n") + more)
        } catch {
            return .failure(error.message)
        }
    }
}
