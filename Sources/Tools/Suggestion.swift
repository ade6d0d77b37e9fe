/// What somebody may have meant.
enum Suggestion {
    /// The candidate nearest to a word, if one is near enough to be meant: up to a third of its letters differ.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let word = Array(word.lowercased())
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(word, Array(candidate.lowercased()))
            guard distance <= max(1, min(word.count, candidate.count) / 3) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        return best?.name
    }

    /// The edit distance, a swap of neighbors counted once (optimal string alignment).
    static func distance<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var before: [Int] = []
        var row = Array(0...right.count)
        for i in 1...left.count {
            var next = [i]
            for j in 1...right.count {
                var cost = min(
                    row[j] + 1,
                    next[j - 1] + 1,
                    row[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
                )
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    cost = min(cost, before[j - 2] + 1)
                }
                next.append(cost)
            }
            before = row
            row = next
        }
        return row[right.count]
    }
}
