/// The one driver: it runs the jobs of every lane side by side, each lane within its own number of open jobs, so that no
/// lane ever waits for another.
package enum Schedule {
    /// Runs items until a lane's source is dry. Memory grows with the lanes' widths, never with the number of items.
    ///
    /// - Parameters:
    ///   - lanes: each with how many of its items may be open at once.
    ///   - next: a lane's next item, in order; nothing once there is none. Never called for one lane twice at a time.
    ///   - run: carries out one item.
    /// - Throws: what `next` throws; items that are open end first.
    package static func run<Key: Sendable, Item: Sendable>(
        lanes: [(key: Key, openJobs: Int)],
        next: @escaping @Sendable (Key) async throws -> Item?,
        run: @escaping @Sendable (Item) async -> Void
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
        run: @escaping @Sendable (Item) async -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var open = 0
            while true {
                // The next item is taken only when it can begin, so that a drained source leaves nothing half begun.
                if open == openJobs {
                    try await group.next()
                    open -= 1
                }
                guard let item = try await next(key) else { break }
                group.addTask { await run(item) }
                open += 1
            }
            try await group.waitForAll()
        }
    }
}
