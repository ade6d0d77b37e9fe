import Conversation
import TestSupport

@testable import Manifests

/// Text with marks such as 1️⃣ before the places that problems are expected at.
struct Marked {
    /// The text without its marks.
    private(set) var text = ""
    private var places: [(line: Int, column: Int)] = []

    init(_ marked: String) {
        var line = 1
        var column = 1
        for character in marked {
            if let number = Self.marks.firstIndex(of: character) {
                while places.count <= number { places.append((0, 0)) }
                places[number] = (line, column)
                continue
            }
            text.append(character)
            if character.isNewline {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
    }

    /// The problems with their marks' numbers, from 1; 0 where no mark stands.
    func found(_ problems: [ManifestProblem]) -> [Found] {
        problems.map { problem in
            let place = (problem.location.line ?? 0, problem.location.column)
            let mark = places.firstIndex { $0 == place }.map { $0 + 1 } ?? 0
            return Found(mark, problem.kind, problem.suggestion)
        }
    }

    private static let marks: [Character] = ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣", "🔟"]
}

/// A problem, and at which mark.
struct Found: Equatable {
    var mark: Int
    var kind: ManifestProblem.Kind
    var suggestion: String?

    init(_ mark: Int, _ kind: ManifestProblem.Kind, _ suggestion: String? = nil) {
        self.mark = mark
        self.kind = kind
        self.suggestion = suggestion
    }
}

extension Bench {
    /// What is wrong with a marked manifest, its rows included.
    func found(_ marked: String, _ overrides: Overrides = Overrides()) async throws -> [Found] {
        let marked = Marked(marked)
        let path = try scratch.write(marked.text, to: "m.json")
        return marked.found(await reader.problems(paths: [path], overrides: overrides))
    }
}
