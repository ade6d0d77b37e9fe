import Foundation
import Testing

/// Rules of the house that no compiler checks.
struct RuleTests {
    private let tree: SourceTree

    init() throws {
        tree = try SourceTree()
    }

    @Test func `concurrency is never unchecked, failure never a crash`() throws {
        let words = [
            #"@unchecked\s+Sendable"#, #"nonisolated\(unsafe\)"#, #"\btry!"#, #"\bas!"#, #"\bfatalError\("#,
            #"\bpreconditionFailure\("#, #"\bassertionFailure\("#,
        ]
        let places = try tree.places(of: words.joined(separator: "|"))
        #expect(places == [])
    }

    @Test func `only one task is not a child: the one that listens for signals`() throws {
        let places = try tree.places(of: #"(?<![.\w])Task\s*(<.*>)?\s*[({]|\bTask\.detached\b"#)
        #expect(places.filter { !$0.hasPrefix("Sources/Commands/") } == [])
        #expect(places.count <= 1, "\(places)")
    }

    @Test func `clocks, chance and the environment are read in Commands alone`() throws {
        let words = [
            #"\bDate\(\)"#, #"\bDate\.now\b"#, #"\bUUID\(\)"#, #"\bProcessInfo\b"#, #"\bgetenv\("#,
            #"\btime\(nil\)"#,
            #"\bSystemRandomNumberGenerator\b"#,
        ]
        let places = try tree.places(of: words.joined(separator: "|")) { file in
            // The environment's bytes are overwritten where the environment of tools is made.
            file.target != "Commands" && file.path != "Sources/Tools/Processes/ProcessEnvironment.swift"
        }
        #expect(places == [])
    }

    @Test func `nothing is printed outside Commands`() throws {
        let words = [#"(?<![.\w])print\("#, #"\bFileHandle\.standard(Output|Error)\b"#, #"\bperror\("#]
        let places = try tree.places(of: words.joined(separator: "|")) { $0.target != "Commands" }
        #expect(places == [])
    }

    @Test func `only protocols and the catalog know vendors by name`() throws {
        // A manifest names its protocol and a repository its rules file, so these words are everybody's.
        let common = #"\.(anthropic|openAIChat|openAIResponses|gemini)\b|openai-(chat|responses)|CLAUDE\.md"#
        let vendors =
            "(?i)anthropic|claude|openai|gpt|gemini|mistral|codestral|deepseek|moonshot|kimi|grok|openrouter|ollama"
        let places = try tree.places(of: vendors, except: common) { file in
            !["Providers", "Catalog"].contains(file.target)
                && file.path != "Sources/Conversation/Model/WireProtocol.swift"
                && !file.path.hasPrefix("Sources/Commands/Templates/")
        }
        #expect(places == [])
    }

    @Test func `a file has at most 300 lines, unless it is a table`() {
        let long = tree.files.filter {
            $0.lines.count > 301 && !$0.path.hasPrefix("Sources/Catalog/BuiltIn/")
        }
        #expect(long.map { "\($0.path): \($0.lines.count) lines" } == [])
    }

    @Test func `nothing is left for later`() throws {
        let words = #"\b(TODO|FIXME|XXX|HACK)\b"#
        let marks = tree.files.flatMap { file in
            file.lines.filter { $0.range(of: words, options: .regularExpression) != nil }.map {
                "\(file.path): \($0)"
            }
        }
        #expect(marks == [])
    }

    @Test func `comments are not taken for code`() {
        let text = """
            // try! here
            let a = 1  // try! there
            let b = "https://example.com"
            """
        let file = SourceTree.File(target: "T", path: "T.swift", lines: text.split(separator: "\n"))
        #expect(file.code.map { String($0.text) } == ["let a = 1 ", "let b = \"https://example.com\""])
        #expect(file.code.map(\.number) == [2, 3])
    }
}
