/// Which calls of a step may run when: all at once, except that two that touch the same thing keep their order if one
/// of them can write.
struct StepSchedule {
    /// What a call reads or changes; nothing for the thing means anything at all.
    enum Touch: Hashable, Sendable {
        case nothing
        case reads(String?)
        case writes(String?)
    }

    /// How many earlier calls each still waits for; those that have begun wait for none.
    private var waiting: [Int]
    private var followers: [[Int]]

    init(_ touches: [Touch]) {
        waiting = Array(repeating: 0, count: touches.count)
        followers = Array(repeating: [], count: touches.count)
        for later in touches.indices {
            for earlier in 0..<later where Self.keepOrder(touches[earlier], touches[later]) {
                waiting[later] += 1
                followers[earlier].append(later)
            }
        }
    }

    /// The calls that wait for nobody.
    func begin() -> [Int] {
        waiting.indices.filter { waiting[$0] == 0 }
    }

    /// A call has ended: those that waited only for it.
    mutating func end(_ index: Int) -> [Int] {
        followers[index].filter { follower in
            waiting[follower] -= 1
            return waiting[follower] == 0
        }
    }

    private static func keepOrder(_ earlier: Touch, _ later: Touch) -> Bool {
        switch (earlier, later) {
        case (.nothing, _), (_, .nothing), (.reads, .reads): false
        // Two commands: whoever asks for both at once does not mean one after the other.
        case (.writes(nil), .writes(nil)): false
        case (.reads(let left), .writes(let right)), (.writes(let left), .reads(let right)),
            (.writes(let left), .writes(let right)):
            left == nil || right == nil || left == right
        }
    }
}
