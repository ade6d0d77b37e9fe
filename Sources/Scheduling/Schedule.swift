/// The one driver: it runs the jobs of every lane side by side, each lane within its own number of open jobs, so that no
/// lane ever waits for another.
package enum Schedule {
    /// What is left to do for an item that is no longer open, while its place is already taken.
    package typealias Remainder = @Sendable () async -> Void

    /// Runs items until a lane's source is dry. Memory grows with the lanes' widths, never with the number of items.
    ///
    /// - Parameters:
    ///   - lanes: each with how many of its items may be open at once.
    ///   - next: a lane's next item, in order; nothing once there is none. Never called for one lane twice at a time.
    ///   - run: carries out one item, and returns what is left to do for it, if anything.
    /// - Throws: what `next` throws; items that are open end first.
    package static func run<Key: Sendable, Item: Sendable>(
        lanes: [(key: Key, openJobs: Int)],
        next: @escaping @Sendable (Key) async throws -> Item?,
        run: @escaping @Sendable (Item) async -> Remainder?
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in lanes {
                group.addTask { try await drive(lane.key, openJobs: lane.openJobs, next: next, run: run) }
            }
            try await group.waitForAll()
        }
    }

    private static func drive<Key: Sendable, Item: Sendable>(
        _ key: Key,
        openJobs: Int,
        next: @escaping @Sendable (Key) async throws -> Item?,
        run: @escaping @Sendable (Item) async -> Remainder?
    ) async throws {
        try await withThrowingTaskGroup(of: Ended.self) { group in
            var open = 0
            func takeEnded(_ ended: Ended) {
                switch ended {
                case .item(let remainder):
                    open -= 1
                    if let remainder {
                        group.addTask {
                            await remainder()
                            return .remainder
                        }
                    }
                case .remainder: break
                }
            }
            while true {
                // The next item is taken only when it can begin, so that a drained source leaves nothing half begun.
                while open == openJobs, let ended = try await group.next() { takeEnded(ended) }
                guard let item = try await next(key) else { break }
                group.addTask { .item(await run(item)) }
                open += 1
            }
            while let ended = try await group.next() { takeEnded(ended) }
        }
    }

    private enum Ended: Sendable {
        case item(Remainder?)
        case remainder
    }
}
