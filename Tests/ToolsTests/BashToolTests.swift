import Conversation
import Foundation
import TestSupport
import Testing

@testable import Tools

struct BashToolTests {
    private let bench: Bench

    init() throws {
        bench = try Bench()
    }

    private func bash(_ command: String, timeout: Int? = nil) async -> ToolOutput {
        var arguments: JSONObject = JSONObject([JSONObject.Member(key: "command", value: .string(command))])
        if let timeout { arguments["timeout"] = .number(String(timeout)) }
        let tool = BashTool(environment: Bench.environment, runner: ProcessRunner())
        return await tool.run(.object(arguments), in: ToolContext(workspace: bench.workspace))
    }

    /// Whether a process lives; the dead that nobody has taken note of yet do not.
    private func lives(_ process: String) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
            return false
        }
        return status.split(separator: ")").last?.split(separator: " ").first != "Z"
    }

    @Test func `both streams come in their order, and the exit code`() async {
        #expect(
            await bash("echo out; echo err >&2; echo out2; exit 3")
                == ToolOutput(
                    "out\nerr\nout2\n\n(exit code 3)",
                    exitCode: 3,
                    keeps: .headAndTail,
                    wholeSize: 27
                )
        )
        #expect(
            await bash("true") == ToolOutput("(no output)", exitCode: 0, keeps: .headAndTail, wholeSize: 11)
        )
        #expect(await bash("kill -9 $$").text == "(ended by signal 9)")
    }

    @Test func `it works in the root, which it never sees`() async throws {
        try bench.write("x", to: "src/a.c")
        let output = await bash(
            "pwd; ls $PWD/src/*; echo ${PWD}2; printf '\\033[31mred\\033[0m \\033]0;title\\007'"
        )
        #expect(output.text == ".\n./src/a.c\n\(bench.workspace.root)2\nred ")
    }

    @Test func `nothing is typed, and nothing is inherited`() async {
        #expect(await bash("cat; echo done").text == "done\n")
        #expect(
            await bash("env | grep -v -e ^_= -e ^SHLVL= -e ^PWD= -e ^OLDPWD= | sort").text
                == "HOME=/nonexistent\nLANG=C.UTF-8\nPATH=/usr/local/bin:/usr/bin:/bin\n"
        )
        #expect(
            await bash("ls /proc/self/fd | wc -l").text.trimmingCharacters(in: .whitespacesAndNewlines) == "4"
        )
    }

    @Test func `a child in the background neither holds up the call nor survives it`() async throws {
        let output = await bash("sleep 1000 & echo $! > pid; echo started")
        #expect(output.text == "started\n")
        #expect(!lives(try bench.read("pid").trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test func `a child that holds no pipe does not survive either`() async throws {
        let output = await bash("(trap '' TERM; sleep 1000) >/dev/null 2>&1 & echo $! > pid")
        #expect(output.exitCode == 0)
        #expect(!lives(try bench.read("pid").trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test func `a child that prints for ever is ended with its parent`() async throws {
        let output = await bash("yes & echo $! > pid; exit 0")
        #expect(output.exitCode == 0)
        #expect(!lives(try bench.read("pid").trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test func `the deadline ends the group, even one that will not listen`() async throws {
        let output = await bash(
            "trap '' TERM; echo begun; (trap '' TERM; while :; do read -t 1000 < <(:); done) & echo $! > pid; wait; wait",
            timeout: 1_000
        )
        #expect(output.isError)
        #expect(output.exitCode == nil)
        #expect(
            output.text
                == "begun\n\n(ended after 1000 ms without having finished; a longer `timeout` may be given)"
        )
        #expect(!lives(try bench.read("pid").trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test func `the deadline holds for what has closed its output`() async throws {
        let output = await bash("exec >/dev/null 2>&1; sleep 1000", timeout: 200)
        #expect(output.isError)
    }

    @Test func `cancelling ends the group and gives what there was`() async throws {
        let output = await withTaskGroup(of: ToolOutput?.self) { group in
            group.addTask { await bash("echo $$ > pid; echo partial; touch ready; sleep 1000") }
            group.addTask {
                // Until the command has come so far.
                while !bench.exists("ready"), !Task.isCancelled { await Task.yield() }
                return nil
            }
            var output: ToolOutput?
            while let next = await group.next() {
                group.cancelAll()
                output = next ?? output
            }
            return output
        }
        #expect(output?.text == "partial\n\n(ended because the job was cancelled)")
        #expect(!lives(try bench.read("pid").trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test func `ten megabytes are shown at both ends, and kept whole`() async throws {
        let result = await bench.call("bash", ["command": "seq 1 1400000"])
        #expect(result.text.utf8.count <= 50 * 1_024)
        #expect(result.text.split(separator: "\n").count <= 2_000)
        #expect(result.text.hasPrefix("1\n2\n3\n"))
        #expect(result.text.hasSuffix("\n1399999\n1400000\n"))
        #expect(result.text.contains("can be read and searched in `.docket-outputs/call_1.txt`]"))
        let whole = (1...1_400_000).map { "\($0)\n" }.joined()
        #expect(try bench.scratch.read("outputs/call_1.txt") == whole)
        #expect(
            await bench.text(
                "read",
                ["filePath": ".docket-outputs/call_1.txt", "offset": 699_999, "limit": 1]
            )
                == "700000| 700000\n[the file goes on; read it with `offset` 700000]\n"
        )
    }

    @Test func `a missing shell or folder is told, not thrown`() async throws {
        let tool = BashTool(environment: ["PATH": "/nonexistent"], runner: ProcessRunner())
        let output = await tool.run(["command": "ls"], in: ToolContext(workspace: bench.workspace))
        #expect(output == .failure("the command was not run: there is no `bash` in the PATH"))
        let gone = Workspace(root: bench.scratch.path("gone"))
        let other = BashTool(environment: Bench.environment, runner: ProcessRunner())
        #expect(
            await other.run(["command": "ls"], in: ToolContext(workspace: gone))
                == .failure("the command was not run: the workspace's folder cannot be entered")
        )
    }

    @Test func `titles are one short line`() {
        let tool = BashTool(environment: [:], runner: ProcessRunner())
        #expect(tool.title(of: ["command": "swift test"]) == "swift test")
        #expect(tool.title(of: ["command": "a\nb"]) == "a…")
        #expect(tool.title(of: ["command": .string(String(repeating: "x", count: 200))]).count == 101)
    }
}
