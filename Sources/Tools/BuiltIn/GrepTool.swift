import Conversation
import SystemPackage

/// Finds lines that match a regular expression.
struct GrepTool: Tool {
    static let limit = 100
    /// Of one line, in characters.
    static let widthLimit = 300
    /// What of one line is searched.
    private static let lineBytes = 64 << 10

    /// How long the whole search may take.
    var timeLimit = Duration.seconds(20)
    let canWrite = false

    let definition = ToolDefinition(
        name: "grep",
        description: """
            Finds lines that match a regular expression, line by line, in the files below a folder or in one file. \
            Returns at most 100 lines as `path:line: text`, sorted by path. Binary files and folders of version \
            control, packages and builds are passed over.
            """,
        parameters: .parameters(
            ["pattern"],
            [
                "pattern": ["type": "string", "description": "The regular expression (ICU syntax)"],
                "path": [
                    "type": "string",
                    "description":
                        "The folder or file to search, relative to the workspace's root (default `.`)",
                ],
                "include": [
                    "type": "string",
                    "description": "A glob that a file's path must match: `*.swift`, `*.{ts,tsx}`",
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
        let pattern = arguments["pattern"]?.string ?? ""
        do throws(SearchFailure) {
            let scope = try SearchScope(arguments, tool: name, context, takesFiles: true)
            var search = LineSearch(
                try Self.expression(pattern),
                deadline: .now + timeLimit
            )
            if scope.isFile {
                search.lines(in: scope.place.path, shown: scope.place.shown)
            } else {
                let include = arguments["include"]?.string.map { Glob($0, over: .path) }
                scope.tree().walk { entry in
                    if !entry.isFolder, !entry.isLink, include?.matchesPathOrName(entry.path) ?? true {
                        search.lines(in: scope.place.path + "/" + entry.path, shown: scope.shown(entry.path))
                    }
                    return !search.isOver
                }
            }
            return search.output(pattern)
        } catch {
            return .failure(error.message)
        }
    }

    private static func expression(_ pattern: String) throws(SearchFailure) -> LinePattern {
        guard let expression = LinePattern(pattern) else {
            throw SearchFailure(
                message: """
                    `\(pattern)` is not a valid regular expression; escape what is meant literally, such as \\( \\[ \
                    \\{ \\. \\*
                    """
            )
        }
        return expression
    }

    /// A search under way.
    private struct LineSearch {
        private let expression: LinePattern
        private let deadline: ContinuousClock.Instant
        private var found: [String] = []
        private var isTooSlow = false

        init(_ expression: LinePattern, deadline: ContinuousClock.Instant) {
            self.expression = expression
            self.deadline = deadline
        }

        var isOver: Bool {
            found.count > GrepTool.limit || isTooSlow || Task.isCancelled
        }

        /// Adds the lines of a file that match; a file that cannot be read, or is not text, has none.
        mutating func lines(in path: String, shown: String) {
            guard (try? FileStatus(path))?.kind == .file, var reader = try? LineReader(path),
                (try? reader.looksBinary()) == false
            else { return }
            var number = 0
            while !isOver, let line = try? reader.line(upTo: GrepTool.lineBytes) {
                number += 1
                let text = String(decoding: line.bytes, as: UTF8.self)
                guard matches(text) else { continue }
                let cut = line.dropped > 0 || text.count > GrepTool.widthLimit
                found.append(
                    "\(shown):\(number): \(cut ? text.prefix(GrepTool.widthLimit) + " [line cut here]" : text)"
                )
            }
        }

        private mutating func matches(_ text: String) -> Bool {
            let answer = expression.search(text, until: deadline)
            isTooSlow = answer == .tooSlow || ContinuousClock.now >= deadline
            return answer == .found
        }

        func output(_ pattern: String) -> ToolOutput {
            var lines = found.prefix(GrepTool.limit).joined(separator: "\n")
            if found.count > GrepTool.limit {
                lines += "\n[there are more; use a narrower pattern, `path` or `include`]"
            }
            if isTooSlow {
                let reason =
                    "the search took too long and was stopped; use a simpler pattern, `path` or `include`"
                return .failure(lines.isEmpty ? reason : lines + "\n[\(reason)]")
            }
            return ToolOutput(lines.isEmpty ? "no lines match `\(pattern)`" : lines)
        }
    }
}
