import Conversation
import Foundation
import LoopbackProvider
import Synchronization
import TestSupport
import Testing

@Suite struct RunTests {
    @Test func `every job's result is there, and the ledger equals what the provider counted`() async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        try await withLoopbackProvider(answering: { .text("hello, job \($0.job ?? "?")") }) { provider in
            let manifest = try LiveManifest.write(
                provider,
                to: scratch,
                job: [
                    "id": "hello-{{n}}", "prompt": "Say hello. [job:{{n}}]", "data": LiveManifest.rows(60),
                    "checks": [["contains": "job {{n}}"]],
                ]
            )
            let ended = try await docket.run("run", manifest)
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.output == "")
            #expect(ended.errors.contains("60 jobs: 60 passed"))

            let results = try docket.results()
            #expect(results.count == 60)
            #expect(Set(results.compactMap { $0["job"] as? String }) == Set((0..<60).map { "hello-\($0)" }))
            #expect(results.allSatisfy { $0["status"] as? String == "passed" })

            let report = try docket.report()
            let counted = provider.requests.reduce(0) { $0 + $1.inputTokens }
            #expect(docket.count(report, "totals", "usage", "input") == counted)
            #expect(docket.count(report, "totals", "calls", "agent") == 60)
            #expect(provider.maxInFlight <= 8)
            #expect(provider.refusals == [])
        }
    }

    @Test func `an answer that must satisfy a schema is mended once, and stands in the results as a value`()
        async throws
    {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        let rule: LoopbackProvider.Rule = { request in
            request.messages.count == 1
                ? .text("It is {{ Ulm }}.") : .text(#"{"city": "Ulm", "share": 0.10}"#)
        }
        try await withLoopbackProvider(answering: rule) { provider in
            let manifest = try LiveManifest.write(
                provider,
                to: scratch,
                job: [
                    "id": "city", "prompt": "Which city?",
                    "output": [
                        // Braces are braces here.
                        "type": "object", "description": "{{city}}", "required": ["city"],
                        "properties": ["city": ["pattern": "^[A-Z]"]],
                    ],
                ]
            )
            let ended = try await docket.run("run", manifest)
            #expect(ended.code == 0, "\(ended.errors)")
            let result = try #require(try docket.results().first)
            #expect((result["output"] as? [String: Any])?["city"] as? String == "Ulm")
            #expect(docket.count(try docket.report(), "totals", "calls", "repair") == 1)
            #expect(provider.refusals == [])
        }
    }

    @Test func `two providers fill their own widths, and neither is exceeded`() async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        // Every reply is held until both providers are full: one that waited for the other would wait for ever.
        let full = Gate()
        let arrived = Mutex<[String: Int]>([:])
        let rule: LoopbackProvider.Rule = { request in
            let isFull = arrived.withLock { arrived in
                arrived[request.model, default: 0] += 1
                return (arrived["narrow"] ?? 0) >= 2 && (arrived["wide"] ?? 0) >= 6
            }
            if isFull { full.open() }
            return .held(full, then: .text("done"))
        }
        try await withLoopbackProvider(answering: rule) { narrow in
            try await withLoopbackProvider(answering: rule) { wide in
                func settings(_ provider: LoopbackProvider, _ model: String, _ width: Int) -> [String: Any] {
                    [
                        "protocol": "openai-chat", "baseURL": provider.baseURL(.openAIChat),
                        "concurrency": width, "models": [model: ["context": 10_000, "output": 100]],
                    ]
                }
                let manifest = try LiveManifest.write(
                    narrow,
                    to: scratch,
                    job: [
                        "id": "job-{{n}}", "prompt": "Say done.", "data": LiveManifest.rows(20),
                        "models": ["a/narrow", "b/wide"],
                    ].filter { $0.key != "model" },
                    top: [
                        "providers": ["a": settings(narrow, "narrow", 2), "b": settings(wide, "wide", 6)],
                        "jobs": [
                            [
                                "id": "job-{{n}}", "prompt": "Say done.", "data": LiveManifest.rows(20),
                                "models": ["a/narrow", "b/wide"],
                            ]
                        ],
                    ]
                )
                let ended = try await docket.run("run", manifest)
                #expect(ended.code == 0, "\(ended.errors)")
                #expect(narrow.maxInFlight == 2)
                #expect(wide.maxInFlight == 6)
                #expect(try docket.results().count == 40)
            }
        }
    }

    @Test func `faults end no job, every request has its line, and no part passes for a whole`() async throws
    {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        let rule: LoopbackProvider.Rule = { request in
            switch request.number % 7 {
            case 1: .error(status: 500, type: "server_error", message: "The server had an error")
            case 3: .cut(after: 300, .clean, of: .text("whole answer"))
            case 5: .cut(after: 250, .reset, of: .text("whole answer"))
            default: .text("whole answer")
            }
        }
        try await withLoopbackProvider(answering: rule) { provider in
            let manifest = try LiveManifest.write(
                provider,
                to: scratch,
                job: [
                    "id": "job-{{n}}", "prompt": "Answer. [job:{{n}}]", "data": LiveManifest.rows(12),
                    "checks": [["equals": "whole answer"]],
                ],
                settings: ["retries": 8]
            )
            let ended = try await docket.run("run", manifest)
            #expect(ended.code == 0, "\(ended.errors)")
            let results = try docket.results()
            #expect(results.compactMap { $0["calls"] as? Int }.reduce(0, +) == provider.requests.count)
            #expect(results.allSatisfy { $0["answer"] as? String == "whole answer" })
            let unknown = docket.count(try docket.report(), "totals", "unknownUsageCalls")
            #expect((unknown ?? 0) > 0)
        }
    }

    @Test func `a wrong key stops the lane after its first answer, and the program says so`() async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch, environment: ["LOCAL_KEY": "wrong-key-0123456789"])
        try await withLoopbackProvider(key: "right-key-0123456789", answering: { _ in .text("never") }) {
            provider in
            let manifest = try LiveManifest.write(
                provider,
                to: scratch,
                job: ["id": "job-{{n}}", "prompt": "Answer.", "data": LiveManifest.rows(30)],
                settings: ["apiKeyEnv": "LOCAL_KEY", "concurrency": 1]
            )
            let ended = try await docket.run("run", manifest)
            #expect(ended.code == 2, "\(ended.errors)")
            #expect(provider.requests.count == 1)
            #expect(try docket.results().allSatisfy { $0["outcome"] as? String == "authentication" })
            #expect(!ended.errors.contains("wrong-key"))
        }
    }

    @Test func `a budget is never broken, and what it left undone is said`() async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        try await withLoopbackProvider(answering: { _ in .text("a short answer") }) { provider in
            let manifest = try LiveManifest.write(
                provider,
                to: scratch,
                job: [
                    "id": "job-{{n}}", "prompt": "Answer.", "data": LiveManifest.rows(200),
                    "maxOutputTokens": 100,
                ],
                top: ["budget": "0.0005"]
            )
            let ended = try await docket.run("run", manifest)
            #expect(ended.code == 3, "\(ended.errors)")
            let totals = try docket.report()["totals"] as? [String: Any]
            let cost = try #require(Decimal(string: totals?["cost"] as? String ?? ""))
            #expect(cost <= Decimal(string: "0.0005") ?? 0)
            #expect(cost > 0)
            #expect(try docket.results().contains { $0["outcome"] as? String == "notStarted" })

            let resumed = try await docket.run("resume")
            #expect(resumed.code == 3, "\(resumed.errors)")
        }
    }

    @Test func `fifteen mistakes are fifteen messages with their places, and nothing is sent`() async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        try await withLoopbackProvider(answering: { _ in .text("never") }) { provider in
            let manifest = try scratch.write(
                """
                {
                  "docket": 1,
                  "nmae": "typo",
                  "budget": "five",
                  "providers": { "local": { "protocol": "openai-chat", "baseURL": "\(provider.baseURL(.openAIChat))",
                    "concurrency": 0, "models": { "tiny": { "contxt": 8192, "output": 100 } } } },
                  "jobs": [
                    { "id": "a", "model": "local/tiny", "promt": "Hi" },
                    { "id": "b", "model": "local/small", "prompt": "Hi" },
                    { "id": "c", "model": "nowhere/tiny", "prompt": "Hi" },
                    { "id": "d", "model": "local/tiny", "prompt": "Hi {{name}}" },
                    { "id": "e", "model": "local/tiny", "prompt": "Hi", "tools": ["reed"], "workspace": { "path": "." } },
                    { "id": "f", "model": "local/tiny", "prompt": "Hi", "tools": ["read"] },
                    { "id": "g", "model": "local/tiny", "prompt": "Hi", "assert": [] },
                    { "id": "h", "model": "local/tiny", "prompt": "Hi", "checks": [{ "contans": "x" }] },
                    { "id": "i", "model": "local/tiny", "prompt": "Hi", "timeout": "soon" },
                    { "id": "j", "model": "local/tiny", "prompt": "Hi", "repeat": -1 },
                    { "id": "a", "model": "local/tiny", "prompt": "Hi" },
                    { "id": "k", "model": "local/tiny", "promptFile": "missing.md" }
                  ]
                }
                """,
                to: "bad.json"
            )
            let ended = try await docket.run("run", manifest)
            #expect(ended.code == 2)
            let messages = ended.errors.split(separator: "\n").filter {
                $0.hasPrefix("error: ") && $0.contains("bad.json:")
            }
            #expect(messages.count >= 15, "\(ended.errors)")
            #expect(messages.allSatisfy { $0.firstMatch(of: #/bad\.json:\d+:\d+/#) != nil })
            #expect(provider.requests.isEmpty)
            #expect(!scratch.exists("runs/latest"))
        }
    }
}
