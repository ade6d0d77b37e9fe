import Conversation
import Foundation

/// A file in which a repository tells agents how to work in it.
package struct RulesFile: Hashable, Sendable {
    /// Names looked for, in this order in each folder.
    package static let names = ["AGENTS.md", "CLAUDE.md", "CONTEXT.md"]
    /// Longer files are cut here: rules are sent with every request.
    package static let longest = 64 * 1_024

    /// Relative to the workspace: `AGENTS.md`, `../CONTEXT.md`.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    var systemText: String {
        "Rules of this repository, from \(path):\n\n\(text)"
    }

    /// The rules that hold in a workspace: those of each folder from it up to the root of its git repository (only its
    /// own where there is none), nearest first. The same content under two names, as a link makes it, comes once.
    package static func rules(from workspace: String) -> [RulesFile] {
        var rules: [RulesFile] = []
        var seen: Set<Digest> = []
        for (depth, folder) in folders(from: workspace).enumerated() {
            for name in names {
                guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
                var text = String(decoding: data.prefix(longest), as: UTF8.self)
                if data.count > longest { text += "\n[cut after \(longest) bytes]" }
                guard !text.allSatisfy(\.isWhitespace), seen.insert(Digest(of: text)).inserted else {
                    continue
                }
                rules.append(RulesFile(path: String(repeating: "../", count: depth) + name, text: text))
            }
        }
        return rules
    }

    private static func folders(from workspace: String) -> [String] {
        var folders: [String] = []
        var folder = workspace
        while true {
            folders.append(folder)
            if FileManager.default.fileExists(atPath: folder + "/.git") { return folders }
            guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return [workspace] }
            folder = String(folder[..<slash])
        }
    }
}
