/// A pattern with `*`, `?`, `[a-z]`, `[!a-z]`, `{a,b}` and, over paths, `**` for any number of folders. A name that
/// begins with a dot is like any other.
package struct Glob: Sendable {
    /// What `*` and `?` may stand for.
    package enum Domain: Sendable {
        /// Anything but `/`.
        case path
        /// Anything.
        case text
    }

    /// Patterns beyond this many, made by braces inside braces, are cut off: no real pattern has them.
    static let alternativesLimit = 512

    private enum Element: Hashable, Sendable {
        case scalar(UnicodeScalar)
        case one
        case many
        case set([ClosedRange<UInt32>], isNegated: Bool)
    }

    /// One of the ways the braces can be read, as the parts between slashes; over text there is one part.
    private typealias Segments = [Segment]

    private enum Segment: Hashable, Sendable {
        case elements([Element])
        case anyFolders
    }

    private let alternatives: [Segments]
    private let domain: Domain
    /// Whether the pattern says where in the tree it matches; one that does not is often meant for names at any depth.
    package let hasSlash: Bool

    package init(_ pattern: String, over domain: Domain) {
        self.domain = domain
        hasSlash = pattern.contains("/")
        alternatives = Self.expanded(Array(pattern.unicodeScalars)).map { scalars in
            switch domain {
            case .text:
                return [.elements(Self.elements(scalars[...]))]
            case .path:
                return scalars.split(separator: "/", omittingEmptySubsequences: true).map { part in
                    part.elementsEqual(["*", "*"]) ? .anyFolders : .elements(Self.elements(part))
                }
            }
        }
    }

    package func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        let parts =
            domain == .text
            ? [scalars[...]] : scalars.split(separator: "/", omittingEmptySubsequences: true)
        return alternatives.contains { Self.matches($0[...], parts[...]) }
    }

    // MARK: - Matching

    private static func matches(
        _ segments: ArraySlice<Segment>,
        _ parts: ArraySlice<ArraySlice<UnicodeScalar>>
    ) -> Bool {
        var segments = segments
        var parts = parts
        while let segment = segments.first {
            switch segment {
            case .elements(let elements):
                guard let part = parts.first, matches(elements, part) else { return false }
                segments = segments.dropFirst()
                parts = parts.dropFirst()
            case .anyFolders:
                while segments.first == .anyFolders { segments = segments.dropFirst() }
                if segments.isEmpty { return !parts.isEmpty }
                while !parts.isEmpty {
                    if matches(segments, parts) { return true }
                    parts = parts.dropFirst()
                }
                return false
            }
        }
        return parts.isEmpty
    }

    /// Two cursors and the last `*`: never more than pattern × text steps.
    private static func matches(_ elements: [Element], _ text: ArraySlice<UnicodeScalar>) -> Bool {
        var element = 0
        var index = text.startIndex
        var star: (element: Int, index: Int)?
        while index < text.endIndex {
            if element < elements.count, elements[element] == .many {
                star = (element, index)
                element += 1
            } else if element < elements.count, matches(elements[element], text[index]) {
                element += 1
                index += 1
            } else if let last = star {
                star = (last.element, last.index + 1)
                element = last.element + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return elements[element...].allSatisfy { $0 == .many }
    }

    private static func matches(_ element: Element, _ scalar: UnicodeScalar) -> Bool {
        switch element {
        case .scalar(let expected): expected == scalar
        case .one: true
        case .many: false
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar.value) } != isNegated
        }
    }

    // MARK: - Reading

    private static func elements(_ pattern: ArraySlice<UnicodeScalar>) -> [Element] {
        var elements: [Element] = []
        var index = pattern.startIndex
        while index < pattern.endIndex {
            switch pattern[index] {
            case "*":
                if elements.last != .many { elements.append(.many) }
            case "?":
                elements.append(.one)
            case "[":
                if let (set, end) = set(pattern[index...]) {
                    elements.append(set)
                    index = end
                } else {
                    elements.append(.scalar("["))
                }
            case "\\" where index + 1 < pattern.endIndex:
                index += 1
                elements.append(.scalar(pattern[index]))
            default:
                elements.append(.scalar(pattern[index]))
            }
            index += 1
        }
        return elements
    }

    /// The set that begins here, and the index of its `]`; nothing where there is none.
    private static func set(_ pattern: ArraySlice<UnicodeScalar>) -> (Element, Int)? {
        var index = pattern.startIndex + 1
        var isNegated = false
        if index < pattern.endIndex, pattern[index] == "!" || pattern[index] == "^" {
            isNegated = true
            index += 1
        }
        // A `]` that comes first is a member.
        let first = index
        var ranges: [ClosedRange<UInt32>] = []
        while index < pattern.endIndex, pattern[index] != "]" || index == first {
            let low = pattern[index].value
            if index + 2 < pattern.endIndex, pattern[index + 1] == "-", pattern[index + 2] != "]" {
                let high = pattern[index + 2].value
                if low <= high { ranges.append(low...high) }
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        guard index < pattern.endIndex else { return nil }
        return (.set(ranges, isNegated: isNegated), index)
    }

    /// The patterns without braces that this one stands for. Braces that do not pair, or hold no comma, are plain text.
    private static func expanded(_ pattern: [UnicodeScalar]) -> [[UnicodeScalar]] {
        var done: [[UnicodeScalar]] = []
        var open = [pattern]
        while let next = open.popLast() {
            guard done.count + open.count < alternativesLimit, let (range, choices) = firstBraces(next) else {
                done.append(next)
                continue
            }
            for choice in choices.reversed() {
                open.append(
                    Array(next[..<range.lowerBound]) + Array(choice) + Array(next[range.upperBound...])
                )
            }
        }
        return done
    }

    private static func firstBraces(_ pattern: [UnicodeScalar]) -> (Range<Int>, [ArraySlice<UnicodeScalar>])?
    {
        for start in pattern.indices where pattern[start] == "{" {
            if start > 0, pattern[start - 1] == "\\" { continue }
            var depth = 0
            var choices: [ArraySlice<UnicodeScalar>] = []
            var from = start + 1
            for index in start..<pattern.endIndex {
                switch pattern[index] {
                case "{":
                    depth += 1
                case "," where depth == 1:
                    choices.append(pattern[from..<index])
                    from = index + 1
                case "}":
                    depth -= 1
                    guard depth == 0 else { continue }
                    choices.append(pattern[from..<index])
                    if choices.count > 1 { return (start..<index + 1, choices) }
                default:
                    break
                }
                if depth == 0 { break }
            }
        }
        return nil
    }
}
