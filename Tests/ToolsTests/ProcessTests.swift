import Foundation
import TestSupport
import Testing

@testable import Tools

struct ProcessTests {
    @Test func `streams are collected apart`() async throws {
        let scratch = try Scratch()
        let result = try await ProcessRunner().collect(
            .shell("echo out; echo err >&2; exit 4", in: scratch.path, environment: Bench.environment)
        )
        #expect(
            result
                == ProcessResult(
                    end: .exited(4),
                    output: Array("out\n".utf8),
                    errorOutput: Array("err\n".utf8)
                )
        )
    }

    @Test func `what is collected is bounded`() async throws {
        let scratch = try Scratch()
        let result = try await ProcessRunner().collect(
            .shell(
                "head -c 1000000 /dev/zero; echo end >&2",
                in: scratch.path,
                environment: Bench.environment
            ),
            limit: 10
        )
        #expect(
            result
                == ProcessResult(
                    end: .exited(0),
                    output: Array(repeating: 0, count: 10),
                    errorOutput: Array("end\n".utf8)
                )
        )
    }

    @Test func `both streams may be full at once`() async throws {
        let scratch = try Scratch()
        let result = try await ProcessRunner().collect(
            .shell(
                "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero",
                in: scratch.path,
                environment: Bench.environment
            )
        )
        #expect(result.output.count == 300_000)
        #expect(result.errorOutput.count == 300_000)
    }

    @Test func `a deadline ends what is collected`() async throws {
        let scratch = try Scratch()
        let result = try await ProcessRunner().collect(
            .shell(
                "echo a; sleep 1000",
                in: scratch.path,
                environment: Bench.environment,
                timeout: .milliseconds(300)
            )
        )
        #expect(result.end == .timedOut)
        #expect(result.end.exitCode == nil)
    }

    @Test func `tools see the allow-list and the workspace's own variables`() {
        let full = ["PATH": "/bin", "HOME": "/h", "API_KEY": "k", "TZ": "UTC", "DOCKET_RUNS": "x"]
        #expect(
            ProcessEnvironment.forTools(from: full, adding: ["CI": "1", "TZ": "CET"])
                == ["PATH": "/bin", "HOME": "/h", "TZ": "CET", "CI": "1"]
        )
    }

    @Test func `a wiped variable is nowhere in the process's own block`() throws {
        func block() throws -> [String] {
            try Data(contentsOf: URL(filePath: "/proc/self/environ")).split(separator: 0)
                .map { String(decoding: $0, as: UTF8.self) }
        }
        // Some variable that the process was started with and that nothing here needs.
        let harmless = ["SHLVL", "OLDPWD", "LOGNAME", "_", "PWD", "MAIL"]
        let line = try #require(
            try block().first { line in
                harmless.contains { line.hasPrefix($0 + "=") && line.count > $0.count + 1 }
            }
        )
        let name = String(line.prefix { $0 != "=" })
        ProcessEnvironment.wipe([name, "DOCKET_NO_SUCH_VARIABLE"]) { getenv($0) }
        #expect(getenv(name) == nil)
        #expect(try !block().contains(line))
        #expect(try block().contains(name + "="))
    }
}
