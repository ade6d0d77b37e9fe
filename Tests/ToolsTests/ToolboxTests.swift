import Conversation
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Tools

struct ToolboxTests {
    private let bench: Bench

    init() throws {
        bench = try Bench()
    }

    private func run(_ name: String, _ arguments: String) async -> String {
        let results = await bench.toolbox().run([ToolCall(id: "c", name: name, arguments: arguments)])
        return results.first.map { ($0.isError ? "FAILED: " : "") + $0.text } ?? ""
    }

    @Test func `what cannot run is told in words that can be acted on`() async {
        #expect(
            await run("reed", "{}")
                == "FAILED: there is no tool `reed`; did you mean `read`? The tools are: read, list, glob, grep, write, edit, bash"
        )
        #expect(
            await run("read", #"{"filePath": "a", }"#)
                == #"FAILED: the arguments are not valid JSON: expected a value at byte 18, between `{"filePath": "a", ` and `}`"#
        )
        #expect(
            await run("read", #"{"filePath": "a""#)
                == #"FAILED: the arguments are not valid JSON: the text ends too early, after `{"filePath": "a"`"#
        )
        #expect(
            await run("read", #"{"filepath": "a", "limit": "3", "offset": -1}"#)
                == "FAILED: `read` was not run: `filePath` is missing; `filepath` is not known; did you mean `filePath`?; `limit` must be a whole number, not text; `offset` must be at least 0"
        )
        #expect(
            await run("read", "[]")
                == "FAILED: `read` was not run: the arguments must be an object, not an array"
        )
        #expect(
            await run("bash", #"{"command": "ls", "timeout": 600001}"#)
                == "FAILED: `bash` was not run: `timeout` must be at most 600000"
        )
    }

    @Test func `what is meant is taken`() async throws {
        try bench.write("x", to: "a.txt")
        #expect(await run("list", "") == "./\na.txt")
        #expect(await run("List", " \n") == "./\na.txt")
        #expect(await run("read", #"{"filePath": "a.txt", "limit": null, "offset": 0.0}"#) == "00001| x\n")
    }

    @Test func `results come in the calls' order, each told of before`() async throws {
        try bench.write("x", to: "a.txt")
        let seen = Mutex<[String]>([])
        let reports = Mutex<[ToolReport]>([])
        let calls = [
            ToolCall(id: "1", name: "bash", arguments: #"{"command": "echo x > done; exit 2"}"#),
            ToolCall(id: "2", name: "READ", arguments: #"{"filePath": "a.txt"}"#),
            ToolCall(id: "3", name: "nothing", arguments: "{}"),
        ]
        let results = await bench.toolbox().run(
            calls,
            started: { start in
                #expect(start.canWrite == (start.tool == "bash"))
                seen.withLock { $0.append("started \(start.tool) \(start.title)") }
            },
            finished: { report in
                seen.withLock { $0.append("finished \(report.tool)") }
                reports.withLock { $0.append(report) }
            }
        )
        #expect(results.map(\.call) == ["1", "2", "3"])
        #expect(results.map(\.name) == ["bash", "READ", "nothing"])
        #expect(
            Set(seen.withLock { $0 }) == [
                "started bash echo x > done; exit 2", "finished bash", "started read a.txt", "finished read",
                "started nothing nothing", "finished nothing",
            ]
        )
        let bash = try #require(reports.withLock { $0 }.first { $0.tool == "bash" })
        #expect(bash.exitCode == 2)
        #expect(!bash.isFailed && !bash.isDenied && bash.canWrite)
        #expect(bash.bytes == bash.bytesSent)
        let nothing = try #require(reports.withLock { $0 }.first { $0.tool == "nothing" })
        #expect(nothing.isFailed && nothing.duration == .zero)
    }

    @Test func `edits of one file in one step all take place, in order`() async throws {
        try bench.write("start", to: "a.txt")
        var calls = (0..<40).map { number in
            ToolCall(
                id: "e\(number)",
                name: "edit",
                arguments:
                    #"{"filePath": "\#(number % 2 == 0 ? "a.txt" : "./x/../a.txt")", "oldString": "\#(number == 0 ? "start" : "<\(number - 1)>")", "newString": "<\#(number)>"}"#
            )
        }
        calls.append(ToolCall(id: "r", name: "read", arguments: #"{"filePath": "a.txt"}"#))
        let results = await bench.toolbox().run(calls)
        #expect(results.filter(\.isError) == [])
        #expect(results.last?.text == "00001| <39>\n")
    }

    @Test func `a command keeps its order with files, not with other commands`() async throws {
        let calls = [
            ToolCall(id: "1", name: "write", arguments: #"{"filePath": "in", "content": "x"}"#),
            // Each waits for the other's file: one after the other they would both time out.
            ToolCall(
                id: "2",
                name: "bash",
                arguments:
                    #"{"command": "touch a; until [ -e b ]; do sleep 0.01; done; cat in", "timeout": 300000}"#
            ),
            ToolCall(
                id: "3",
                name: "bash",
                arguments:
                    #"{"command": "touch b; until [ -e a ]; do sleep 0.01; done; echo y > out", "timeout": 300000}"#
            ),
            ToolCall(id: "4", name: "read", arguments: #"{"filePath": "out"}"#),
        ]
        let results = await bench.toolbox().run(calls)
        #expect(results.map(\.isError) == [false, false, false, false])
        #expect(results[1].text == "x")
        #expect(results[3].text == "00001| y\n")
    }

    @Test(arguments: [
        ([StepSchedule.Touch.reads("a"), .reads("a"), .writes("b")], [0, 1, 2]),
        ([.writes("a"), .reads("a"), .writes("a"), .reads("b")], [0, 3]),
        ([.writes(nil), .writes(nil), .reads("a"), .writes("a")], [0, 1]),
        ([.reads(nil), .writes("a"), .nothing], [0, 2]),
    ])
    func `only calls that touch the same wait`(touches: [StepSchedule.Touch], first: [Int]) {
        #expect(StepSchedule(touches).begin() == first)
    }

    @Test func `a cancelled step still has a result for each call`() async {
        let toolbox = bench.toolbox()
        let calls = ["1", "2"].map {
            ToolCall(id: $0, name: "bash", arguments: #"{"command": "sleep 1000"}"#)
        }
        let results = await withTaskGroup(of: [ToolResult].self) { group in
            group.cancelAll()
            group.addTask { await toolbox.run(calls) }
            return await group.next() ?? []
        }
        #expect(results.map(\.call) == ["1", "2"])
        #expect(results.map(\.text) == Array(repeating: "not run: the job was cancelled", count: 2))
    }

    @Test func `no more processes run at once than there are places`() async throws {
        let processes = Permits(2)
        let toolbox = Toolbox(
            [BashTool(environment: Bench.environment, runner: ProcessRunner())],
            context: ToolContext(workspace: bench.workspace),
            processes: processes
        )
        // Each notes how many there are while it runs.
        let command = "mkdir run$$; ls -d run* | wc -l >> counts; rmdir run$$"
        let call = ToolCall(
            id: "1",
            name: "bash",
            arguments: JSONValue(dictionaryLiteral: ("command", .string(command))).text
        )
        let results = await toolbox.run(Array(repeating: call, count: 12))
        #expect(results.filter(\.isError) == [])
        let counts = try bench.read("counts").split(separator: "\n").compactMap { Int($0) }
        #expect(counts.count == 12)
        #expect(counts.allSatisfy { (1...2).contains($0) })
    }

    @Test func `places are given back, also by those who no longer wait`() async {
        let permits = Permits(1)
        let order = Mutex<[Int]>([])
        await permits.withPermit {
            await withTaskGroup(of: Bool.self) { group in
                group.cancelAll()
                group.addTask { await permits.withPermit { true } ?? false }
                #expect(await group.next() == false)
            }
        }
        for number in 0..<3 { _ = await permits.withPermit { order.withLock { $0.append(number) } } }
        #expect(order.withLock { $0 } == [0, 1, 2])
    }

    @Test func `each built-in tool is as its facts say`() throws {
        for facts in BuiltInTools.all {
            let tool = try #require(BuiltInTools.tool(named: facts.name, environment: [:]))
            #expect(tool.name == facts.name)
            #expect(tool.canWrite == facts.canWrite)
            #expect(tool.runsProcesses == facts.runsProcesses)
            #expect(tool.definition.parameters["additionalProperties"] == false)
            let required = tool.definition.parameters["required"]?.array?.compactMap(\.string) ?? []
            #expect(required.allSatisfy { tool.definition.parameters["properties"]?[$0] != nil })
        }
        #expect(BuiltInTools.tool(named: "webfetch", environment: [:]) == nil)
    }
}
