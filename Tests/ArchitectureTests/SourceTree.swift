import Foundation

/// The program's own source files.
struct SourceTree {
    struct File {
        var target: String
        /// From the package's root: `Sources/Catalog/Prices/Money.swift`.
        var path: String
        var lines: [Substring]

        /// The lines without comments, with their numbers.
        var code: [(number: Int, text: Substring)] {
            lines.enumerated().compactMap { index, line in
                let trimmed = line.drop { $0 == " " }
                guard !trimmed.hasPrefix("//") else { return nil }
                let comment = trimmed.range(of: " // ")
                return (index + 1, comment.map { trimmed[..<$0.lowerBound] } ?? trimmed)
            }
        }

        /// The modules that it imports, with or without an access level, an attribute or a single declaration.
        var imports: [String] {
            code.compactMap { _, line in
                var words = line.split(separator: " ")[...]
                while let word = words.first, word.hasPrefix("@") || Self.accessLevels.contains(word) {
                    words.removeFirst()
                }
                guard words.first == "import" else { return nil }
                words.removeFirst()
                if let word = words.first, Self.declarations.contains(word) { words.removeFirst() }
                return words.first?.split(separator: ".").first.map(String.init)
            }
        }

        private static let accessLevels: Set<Substring> = [
            "public", "package", "internal", "fileprivate", "private",
        ]
        private static let declarations: Set<Substring> = [
            "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
        ]
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    let files: [File]

    init() throws {
        let sources = Self.root.appending(path: "Sources")
        let names = try FileManager.default.subpathsOfDirectory(atPath: sources.path(percentEncoded: false))
        files = try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
            return File(
                target: String(name.prefix { $0 != "/" }),
                path: "Sources/" + name,
                lines: text.split(separator: "\n", omittingEmptySubsequences: false)
            )
        }
    }

    /// Where code matches, as `path:line: code`.
    ///
    /// - Parameters:
    ///   - pattern: what is looked for.
    ///   - common: what is taken out of a line before that.
    ///   - isIncluded: whether a file is looked at.
    /// - Returns: the places, in the files' order.
    /// - Throws: where the pattern is none.
    func places(
        of pattern: String,
        except common: String? = nil,
        in isIncluded: (File) -> Bool = { _ in true }
    ) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern)
        return files.filter(isIncluded).flatMap { file in
            file.code.compactMap { number, line in
                var text = String(line)
                if let common {
                    text = text.replacingOccurrences(of: common, with: "", options: .regularExpression)
                }
                let match = expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text))
                return match == nil ? nil : "\(file.path):\(number): \(line)"
            }
        }
    }
}
