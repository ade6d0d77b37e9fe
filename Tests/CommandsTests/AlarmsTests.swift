import Testing

@testable import Commands

@Suite struct AlarmsTests {
    private let start = ContinuousClock().now

    @Test func `whoever sleeps long keeps nobody with a nearer deadline waiting`() async throws {
        let alarms = Alarms(start: start)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await alarms.sleep(until: .seconds(3_600)) }
            while alarms.sleepers == 0 { await Task.yield() }
            group.addTask { try? await alarms.sleep(until: .milliseconds(1)) }
            await group.next()
            #expect(alarms.sleepers == 1)
            group.cancelAll()
        }
        #expect(alarms.sleepers == 0)
    }

    @Test func `a deadline that is past wakes at once`() async throws {
        try await Alarms(start: start).sleep(until: .zero)
    }

    @Test func `a cancelled sleeper leaves nothing behind`() async {
        let alarms = Alarms(start: start)
        let thrown = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    do {
                        try await alarms.sleep(until: .seconds(3_600))
                        return false
                    } catch {
                        return true
                    }
                }
            }
            group.cancelAll()
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(thrown == 100)
        #expect(alarms.sleepers == 0)
    }
}
