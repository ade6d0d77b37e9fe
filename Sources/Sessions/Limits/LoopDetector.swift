import Conversation

/// Notices a model that goes in circles: the same call with the same result over and over, or a cycle of up to four
/// calls repeated that often.
struct LoopDetector {
    /// The longest cycle that is looked for.
    static let longestPeriod = 4

    private let limit: Int
    /// Call and result, as one number each; only as many as the longest search needs.
    private var latest: [Int] = []

    /// - Parameter limit: how many times running make a loop.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes note of a call and what it gave.
    ///
    /// - Returns: the number of calls in the cycle, once it has come round `limit` times.
    mutating func noticed(_ call: ToolCall, gave result: String) -> Int? {
        var hasher = Hasher()
        hasher.combine(call.name)
        hasher.combine((try? JSONValue(parsing: call.arguments))?.canonicalText ?? call.arguments)
        hasher.combine(result)
        latest.append(hasher.finalize())
        if latest.count > limit * Self.longestPeriod { latest.removeFirst() }
        return (1...Self.longestPeriod).first(where: repeats)
    }

    private func repeats(period: Int) -> Bool {
        let length = period * limit
        guard latest.count >= length else { return false }
        let tail = latest.suffix(length)
        let cycle = tail.prefix(period)
        return zip(tail.indices, tail).allSatisfy { index, signature in
            signature == cycle[cycle.startIndex + (index - tail.startIndex) % period]
        }
    }
}
