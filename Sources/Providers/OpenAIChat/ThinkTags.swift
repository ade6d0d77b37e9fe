/// Parts reasoning between `<think>` and `</think>`, which some servers leave at the beginning of the text, from the text
/// after it, wherever the pieces are cut.
struct ThinkTags: Sendable {
    enum Piece: Equatable {
        case text(String)
        case reasoning(String)
    }

    private enum Place {
        /// Whatever has come may become the first tag.
        case before
        case inside
        /// After the second tag, before the first letter.
        case behind
        case text
    }

    private static let opening = "<think>"
    private static let closing = "</think>"

    private var place = Place.before
    /// What may belong to a tag whose rest has not come.
    private var held = ""

    /// What is certain now that this piece has come.
    mutating func read(_ piece: String) -> [Piece] {
        held += piece
        var pieces: [Piece] = []
        if place == .before {
            let rest = held.drop(while: \.isWhitespace)
            if rest.hasPrefix(Self.opening) {
                held = String(rest.dropFirst(Self.opening.count))
                place = .inside
            } else if !Self.opening.hasPrefix(rest) {
                place = .text
            }
        }
        if place == .inside {
            if let range = held.firstRange(of: Self.closing) {
                pieces.append(.reasoning(String(held[..<range.lowerBound])))
                held = String(held[range.upperBound...])
                place = .behind
            } else {
                let certain = held.count - Self.overlap(of: held)
                pieces.append(.reasoning(String(held.prefix(certain))))
                held = String(held.dropFirst(certain))
            }
        }
        if place == .behind {
            held = String(held.drop(while: \.isWhitespace))
            if !held.isEmpty { place = .text }
        }
        if place == .text {
            pieces.append(.text(held))
            held = ""
        }
        return pieces.filter { $0 != .text("") && $0 != .reasoning("") }
    }

    /// What is left when no more comes: half a tag is none.
    var rest: Piece? {
        guard !held.isEmpty else { return nil }
        return switch place {
        case .inside: .reasoning(held)
        case .before, .behind, .text: .text(held)
        }
    }

    /// How many letters at the end may begin the second tag.
    private static func overlap(of text: String) -> Int {
        (1..<closing.count).reversed().first { text.hasSuffix(closing.prefix($0)) } ?? 0
    }
}
