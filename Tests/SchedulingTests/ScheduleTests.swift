import Conversation
import Synchronization
import TestSupport
import Testing

@testable import Scheduling

struct ScheduleTests {
    @Test func `no lane opens more than its number, and none waits for another`() async throws {
        struct Counter {
            var left: [String: Int]
            var open: [String: Int] = [:]
            var most: [String: Int] = [:]
            var done: [String] = []
        }
        let counter = Mutex(Counter(left: ["slow": 5, "fast": 50]))
        let release = Gate(width: 1, time: ManualTimekeeper(jumps: true))
        let held = try await release.enter(tokens: 0)
        try await Schedule.run(lanes: [(key: "slow", openJobs: 2), (key: "fast", openJobs: 7)]) { lane in
            counter.withLock { counter -> String? in
                guard let left = counter.left[lane], left > 0 else { return nil }
                counter.left[lane] = left - 1
                return lane
            }
        } run: { lane in
            counter.withLock { counter in
                counter.open[lane, default: 0] += 1
                counter.most[lane] = max(counter.most[lane] ?? 0, counter.open[lane] ?? 0)
            }
            if lane == "slow" {
                // The slow lane goes on only once the fast one is done.
                if let permit = try? await release.enter(tokens: 0) { release.leave(permit, .taken) }
            } else {
                await Task.yield()
            }
            let isLastOfFast = counter.withLock { counter -> Bool in
                counter.open[lane, default: 0] -= 1
                counter.done.append(lane)
                return lane == "fast" && counter.done.count { $0 == "fast" } == 50
            }
            if isLastOfFast { release.leave(held, .taken) }
            return nil
        }
        let state = counter.withLock { $0 }
        #expect(state.done.count == 55)
        #expect(state.done.prefix(50).allSatisfy { $0 == "fast" })
        #expect(state.most["slow"] == 2)
        #expect((state.most["fast"] ?? 0) <= 7)
    }

    @Test func `what remains to do for an item holds no other back, and is waited for`() async throws {
        let left = Mutex(3)
        let done = Mutex<[String]>([])
        let last = Gate(width: 1, time: ManualTimekeeper(jumps: true))
        let held = try await last.enter(tokens: 0)
        try await Schedule.run(lanes: [(key: "lane", openJobs: 1)]) { _ in
            left.withLock { left -> Int? in
                left -= 1
                return left < 0 ? nil : left
            }
        } run: { item in
            done.withLock { $0.append("item") }
            if item == 0 { last.leave(held, .taken) }
            return {
                // The first item's remainder ends only once the last item is done.
                if let permit = try? await last.enter(tokens: 0) { last.leave(permit, .taken) }
                done.withLock { $0.append("remainder") }
            }
        }
        #expect(done.withLock { $0 } == ["item", "item", "item", "remainder", "remainder", "remainder"])
    }
}
