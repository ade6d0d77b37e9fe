import Conversation
import Testing
import TestSupport

@testable import Scheduling

@Suite struct GateTests {
    @Test func `many tasks never hold more permits than its width, and all of them come through`()
        async throws
    {
        let gate = Gate(width: 3, time: ManualTimekeeper(jumps: true))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let permit = try await gate.enter(tokens: 1)
                    #expect(gate.figures.inFlight <= 3)
                    await Task.yield()
                    gate.leave(permit, .taken)
                }
            }
            try await group.waitForAll()
        }
        #expect(
            gate.figures
                == Gate.Figures(
                    maxInFlight: 3,
                    width: 3,
                    requests: 200,
                    coolDowns: 0,
                    coolDown: .zero,
                    inFlight: 0
                )
        )
    }

    @Test func `a cool-down holds everyone back until it is over`() async throws {
        let time = ManualTimekeeper()
        let gate = Gate(width: 2, time: time)
        gate.coolDown(for: .seconds(5))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let permit = try await gate.enter(tokens: 1)
                    #expect(time.elapsed >= .seconds(5))
                    gate.leave(permit, .taken)
                }
            }
            await time.sleepers(1)
            time.advance(by: .seconds(5))
            try await group.waitForAll()
        }
    }

    @Test func `stopping wakes whoever sleeps through a cool-down`() async throws {
        let time = ManualTimekeeper()
        let gate = Gate(width: 1, time: time)
        gate.coolDown(for: .seconds(3_600))
        let error = ModelError(.quotaExhausted, message: "no credit")
        await #expect(throws: error) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await gate.enter(tokens: 1) }
                await time.sleepers(1)
                gate.stop(error)
                try await group.waitForAll()
            }
        }
    }

    @Test func `a cancelled waiter gives up its place`() async throws {
        let time = ManualTimekeeper()
        let gate = Gate(width: 1, time: time)
        let permit = try await gate.enter(tokens: 1)
        await withTaskGroup(of: ModelError.Kind?.self) { group in
            group.addTask {
                do throws(ModelError) {
                    _ = try await gate.enter(tokens: 1)
                    return nil
                } catch {
                    return error.kind
                }
            }
            group.cancelAll()
            #expect(await group.next() == .some(.cancelled))
        }
        gate.leave(permit, .taken)
        _ = try await gate.enter(tokens: 1)
        #expect(gate.figures.inFlight == 1)
    }

    @Test func `a gate that grows lets the next one through when a request is taken`() async throws {
        let gate = Gate(width: 100, time: ManualTimekeeper())
        var permits: [Permit] = []
        for _ in 0..<AdaptiveWidth.first { permits.append(try await gate.enter(tokens: 1)) }
        async let next = gate.enter(tokens: 1)
        while gate.figures.inFlight == AdaptiveWidth.first {
            // Heard whenever the other one has come to wait.
            gate.taken(permits[0])
            await Task.yield()
        }
        #expect(try await next.tellsWhenTaken)
    }
}
