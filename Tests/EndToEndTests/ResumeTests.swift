import Foundation
import LoopbackProvider
import Synchronization
import TestSupport
import Testing

@Suite struct ResumeTests {
    /// Counts requests and lets a test wait for one of them.
    private final class Counter: Sendable {
        private let state = Mutex<(count: Int, gates: [(Int, Gate)])>((0, []))

        func reached(_ number: Int) -> Gate {
            let gate = Gate()
            let isThere = state.withLock { state in
                state.gates.append((number, gate))
                return state.count >= number
            }
            if isThere { gate.open() }
            return gate
        }

        func bump() {
            let due = state.withLock { state in
                state.count += 1
                return state.gates.filter { $0.0 <= state.count }.map(\.1)
            }
            for gate in due { gate.open() }
        }
    }

    @Test
    func `a run that is killed again and again finishes each job once, and buys no recorded answer twice`()
        async throws
    {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        let counter = Counter()
        try await withLoopbackProvider(answering: { request in
            counter.bump()
            return .text("answer \(request.job ?? "?")")
        }) { provider in
            let manifest = try LiveManifest.write(
                provider,
                to: scratch,
                job: ["id": "job-{{n}}", "prompt": "Answer. [job:{{n}}]", "data": LiveManifest.rows(150)]
            )
            let arguments = [["run", manifest], ["resume"], ["resume"]]
            for (index, words) in arguments.enumerated() {
                let started = try docket.start(words)
                await counter.reached(30 * (index + 1)).wait()
                started.signal(SIGKILL)
                _ = try await started.ended()
            }
            let ended = try await docket.run("resume")
            #expect(ended.code == 0, "\(ended.errors)")
            let results = try docket.results()
            #expect(results.count == 150)
            #expect(Set(results.compactMap { $0["job"] as? String }).count == 150)
            #expect(results.allSatisfy { $0["status"] as? String == "passed" })
            // At most one width of answers is in flight at each kill.
            #expect(provider.requests.count <= 150 + 3 * 8)
            let lines = results.compactMap { $0["calls"] as? Int }.reduce(0, +)
            #expect(lines >= provider.requests.count)
        }
    }

    @Test func `an agent job goes on in its workspace, and a command that was interrupted is not run again`()
        async throws
    {
        let scratch = try Scratch()
        try scratch.write("start\n", to: "work/log.txt")
        let docket = DocketProgram(scratch)
        // The second command waits for a file that only the test makes: there the program is killed.
        try await withLoopbackProvider(answering: { request in
            switch request.toolTurns {
            case 0: .call("bash", #"{"command": "echo one >> log.txt"}"#)
            case 1:
                .call(
                    "bash",
                    #"{"command": "echo two >> log.txt; touch \#(scratch.path("reached")); cat \#(scratch.path("fifo"))"}"#
                )
            case 2: .call("bash", #"{"command": "echo three >> log.txt; cat log.txt"}"#)
            default: .text(request.results.joined())
            }
        }) { provider in
            #expect(mkfifo(scratch.path("fifo"), 0o600) == 0)
            let manifest = try LiveManifest.write(
                provider,
                to: scratch,
                job: [
                    "id": "agent", "prompt": "Work.", "tools": ["bash"],
                    "workspace": ["path": scratch.path("work")],
                    "checks": [["contains": "three"], ["fileChanged": "log.txt"]],
                ]
            )
            let started = try docket.start(["run", manifest])
            // Opening the pipe for writing returns once the command has opened it for reading.
            let pipe = try await opened(scratch.path("fifo"))
            started.signal(SIGKILL)
            _ = try await started.ended()
            try pipe.close()

            let before = provider.requests.count
            let ended = try await docket.run("resume")
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(provider.requests.count == before + 2)
            let answer = try #require(try docket.results().first?["answer"] as? String)
            #expect(answer == "start\none\ntwo\nthree\n")
            #expect(try scratch.read("work/log.txt") == "start\n")
            let told = provider.requests[before].results.joined()
            #expect(told.contains("interrupted"))
            #expect(provider.refusals == [])
        }
    }

    @Test func `the first interrupt drains, and the rest is taken up again`() async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        let counter = Counter()
        let gate = Gate()
        try await withLoopbackProvider(answering: { request in
            counter.bump()
            return request.number <= 4 ? .held(gate, then: .text("late")) : .text("later")
        }) { provider in
            let manifest = try LiveManifest.write(
                provider,
                to: scratch,
                job: ["id": "job-{{n}}", "prompt": "Answer.", "data": LiveManifest.rows(40)],
                settings: ["concurrency": 4]
            )
            let started = try docket.start(["run", manifest])
            await counter.reached(4).wait()
            started.signal(SIGINT)
            try await said("draining", by: started)
            gate.open()
            let ended = try await started.ended()
            #expect(ended.code == 130, "\(ended.errors)")
            #expect(provider.requests.count == 4)
            let outcomes = try docket.results().compactMap { $0["outcome"] as? String }
            #expect(outcomes.count { $0 == "succeeded" } == 4)
            #expect(outcomes.count { $0 == "interrupted" } == 36)

            #expect(try await docket.run("resume").code == 0)
            #expect(provider.requests.count == 40)
        }
    }

    /// Opens a named pipe for writing on a thread of its own: it blocks until a reader is there.
    private func opened(_ path: String) async throws -> FileHandle {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try FileHandle(forWritingTo: URL(filePath: path)) })
            }
        }
    }

    /// Returns once the program has said something on standard error.
    private func said(_ word: String, by started: DocketProgram.Started) async throws {
        while !(try started.said().contains(word)) { await Task.yield() }
    }
}
