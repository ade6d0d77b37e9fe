import Conversation
import TestSupport
import Testing

@testable import Scheduling

@Suite struct PrefixCacheTests {
    private let prefix = PrefixCache.Prefix(hash: 1)

    private func cache(_ time: ManualTimekeeper) -> PrefixCache {
        PrefixCache(patience: .seconds(10), time: time)
    }

    @Test func `the first leads, and the others go once it has written`() async throws {
        let time = ManualTimekeeper()
        let cache = cache(time)
        let lead = try #require(try await cache.enter(prefix))
        try await withThrowingTaskGroup(of: PrefixCache.Lead?.self) { group in
            for _ in 0..<20 {
                group.addTask { [prefix] in try await cache.enter(prefix) }
            }
            // Each of them sleeps until it has waited for too long.
            await time.sleepers(20)
            cache.written(lead)
            for try await lead in group { #expect(lead == nil) }
        }
        #expect(try await cache.enter(prefix) == nil)
    }

    @Test func `a leader that fails hands over to one of those who wait`() async throws {
        let time = ManualTimekeeper()
        let cache = cache(time)
        let first = try #require(try await cache.enter(prefix))
        try await withThrowingTaskGroup(of: PrefixCache.Lead?.self) { group in
            for _ in 0..<5 { group.addTask { [prefix] in try await cache.enter(prefix) } }
            await time.sleepers(5)
            cache.abandoned(first)
            let second = try #require(try await group.next() ?? nil)
            #expect(second != first)
            // What the first one says now is not asked for any more.
            cache.written(first)
            cache.written(second)
            for try await lead in group { #expect(lead == nil) }
        }
    }

    @Test func `nobody waits longer than the leader may take`() async throws {
        let time = ManualTimekeeper()
        let cache = cache(time)
        _ = try await cache.enter(prefix)
        async let other = cache.enter(prefix)
        await time.sleepers(1)
        time.advance(by: .seconds(10))
        #expect(try await other == nil)
    }

    @Test func `whoever is cancelled waits no longer`() async throws {
        let time = ManualTimekeeper()
        let cache = cache(time)
        _ = try await cache.enter(prefix)
        let waiter = Task { [prefix] in try await cache.enter(prefix) }
        await time.sleepers(1)
        waiter.cancel()
        await #expect(throws: ModelError(.cancelled)) { try await waiter.value }
    }

    @Test func `what was cached is written again once it may have been forgotten`() async throws {
        let time = ManualTimekeeper()
        let cache = cache(time)
        cache.written(try #require(try await cache.enter(prefix)))
        time.advance(by: .seconds(200))
        #expect(try await cache.enter(prefix) == nil)
        time.advance(by: .seconds(200))
        #expect(try await cache.enter(prefix) == nil)
        time.advance(by: .seconds(300))
        #expect(try await cache.enter(prefix) != nil)
    }

    @Test func `many beginnings do not fill the memory`() async throws {
        let time = ManualTimekeeper()
        let cache = cache(time)
        for hash in 0..<1_000 {
            cache.written(try #require(try await cache.enter(PrefixCache.Prefix(hash: hash))))
            time.advance(by: .milliseconds(1))
        }
        #expect(try await cache.enter(PrefixCache.Prefix(hash: 999)) == nil)
        #expect(try await cache.enter(PrefixCache.Prefix(hash: 1)) != nil)
    }

    @Test func `only long beginnings count, and the later system texts only where the first is short`() {
        let long = String(repeating: "x", count: 5_000)
        func prefix(_ system: [String], model: String = "m", caches: Bool = true) -> PrefixCache.Prefix? {
            let origin = CallOrigin(
                job: JobID("a"),
                attempt: 1,
                session: SessionID("s"),
                step: 1,
                purpose: .agent
            )
            let request = ModelRequest(
                model: model,
                system: system,
                messages: [.user(long)],
                maxOutputTokens: 1,
                cachesPrompt: caches,
                origin: origin
            )
            return PrefixCache.Prefix(of: request)
        }
        #expect(prefix(["short"]) == nil)
        #expect(prefix([long], caches: false) == nil)
        #expect(prefix([long]) == prefix([long, "environment"]))
        #expect(prefix([long]) != prefix([long], model: "other"))
        #expect(prefix(["short", long]) != nil)
        #expect(prefix(["short", long]) != prefix(["other", long]))
    }
}
