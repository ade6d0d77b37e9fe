import Conversation
import SystemPackage

/// Reads lines of a file, as many as a model can use at once.
struct ReadTool: Tool {
    static let lineLimit = 2_000
    /// Of one line, in characters.
    static let widthLimit = 2_000
    /// What is held of one line: enough for `widthLimit` characters.
    private static let lineBytes = widthLimit * 4

    let canWrite = false

    let definition = ToolDefinition(
        name: "read",
        description: """
            Reads a text file in the workspace and returns its lines, numbered from 1. At most 2000 lines are \
            returned at once and lines are cut after 2000 characters; use `offset` and `limit` to read on in a long \
            file. Read several files in one step if you are likely to need them.
            """,
        parameters: .parameters(
            ["filePath"],
            [
                "filePath": ["type": "string", "description": "The file, relative to the workspace's root"],
                "offset": [
                    "type": "integer", "minimum": 0, "description": "How many lines to skip (default 0)",
                ],
                "limit": [
                    "type": "integer", "minimum": 1, "description": "How many lines to read (default 2000)",
                ],
            ]
        )
    )

    func target(of arguments: JSONValue, in context: ToolContext) -> String? {
        arguments.target("filePath", in: context, for: .read)
    }

    func subject(of arguments: JSONValue, in context: ToolContext) -> PermissionSubject {
        arguments.subject("filePath", in: context)
    }

    func title(of arguments: JSONValue) -> String {
        arguments["filePath"]?.string ?? name
    }

    @concurrent
    func run(_ arguments: JSONValue, in context: ToolContext) async -> ToolOutput {
        do throws(WorkspacePathError) {
            let place = try context.workspace.resolve(arguments["filePath"]?.string ?? "", for: .read)
            return read(place, arguments, context)
        } catch {
            return .failure(error.message)
        }
    }

    private func read(_ place: WorkspaceLocation, _ arguments: JSONValue, _ context: ToolContext)
        -> ToolOutput
    {
        do throws(Errno) {
            let status = try FileStatus(place.path)
            switch status.kind {
            case .file: break
            case .folder: return .failure("`\(place.shown)` is a folder; use `list` to see what is in it")
            case .link, .other: return .failure("`\(place.shown)` is not a regular file")
            }
            if status.size == 0 { return ToolOutput("(`\(place.shown)` is empty)") }
            var reader = try LineReader(place.path)
            if try reader.looksBinary() {
                return .failure(
                    "`\(place.shown)` is a binary file of \(status.size) bytes; it cannot be read as text"
                )
            }
            let offset = arguments["offset"]?.integer ?? 0
            let skipped = try reader.skip(offset)
            if try reader.isAtEnd(), offset > 0 {
                return .failure(
                    "`\(place.shown)` has only \(skipped) lines; `offset` \(offset) is past its end"
                )
            }
            return try lines(
                of: &reader,
                after: offset,
                arguments["limit"]?.integer ?? Self.lineLimit,
                context.limit
            )
        } catch .noSuchFileOrDirectory {
            return .failure(SimilarNames.missing(place, in: context.workspace))
        } catch {
            return .failure("`\(place.shown)` cannot be read: \(error.words)")
        }
    }

    private func lines(
        of reader: inout LineReader,
        after offset: Int,
        _ limit: Int,
        _ outputLimit: OutputLimit
    ) throws(Errno) -> ToolOutput {
        var text = ""
        var count = 0
        // The file itself is where the rest can be read: nothing is gained by a copy among the outputs.
        let room = outputLimit.withoutMark
        while count < min(limit, room.lines), let line = try reader.line(upTo: Self.lineBytes) {
            let shown = Self.numbered(line, offset + count + 1)
            if count > 0, text.utf8.count + shown.utf8.count > room.bytes {
                return goOn(text, offset + count)
            }
            text += shown
            count += 1
        }
        return try reader.isAtEnd() ? ToolOutput(text) : goOn(text, offset + count)
    }

    private func goOn(_ text: String, _ read: Int) -> ToolOutput {
        ToolOutput(text + "[the file goes on; read it with `offset` \(read)]\n")
    }

    /// `00012| let x = 1`
    private static func numbered(_ line: LineReader.Line, _ number: Int) -> String {
        let digits = String(number)
        var text = String(decoding: line.bytes, as: UTF8.self)
        if line.dropped > 0 || (text.utf8.count > widthLimit && text.count > widthLimit) {
            text = text.prefix(widthLimit) + " [line cut here]"
        }
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits + "| " + text + "\n"
    }
}
