import Conversation
import Foundation
import LoopbackProvider
import TestSupport
import Testing

@Suite struct PromptCacheTests {
    private let handbook = String(
        repeating: "Be brief and exact, and say what you do not know. ",
        count: 1_700
    )

    private func manifest(
        _ provider: LoopbackProvider,
        _ scratch: Scratch,
        job: [String: Any] = [:]
    ) throws -> String {
        try LiveManifest.write(
            provider,
            to: scratch,
            job: [
                "id": "ask-{{n}}", "system": handbook, "prompt": "Question {{n}}?",
                "data": LiveManifest.rows(100), "workspace": ["path": "."], "environment": false,
                "rules": false,
            ].merging(job) { $1 },
            settings: [
                "protocol": "anthropic", "baseURL": provider.baseURL(.anthropic), "concurrency": 32,
                "models": [
                    "tiny": [
                        "context": 100_000, "output": 1_000,
                        "price": [
                            "input": "4", "output": "20", "cacheRead": "0.2", "cacheWriteShort": "5",
                        ],
                    ]
                ],
            ]
        )
    }

    @Test func `of a hundred jobs that begin alike one writes the cache and the others read it`() async throws
    {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        let cache = PromptCacheModel()
        try await withLoopbackProvider(answering: { await cache.answer("yes", to: $0) }) { provider in
            let ended = try await docket.run("run", try manifest(provider, scratch))
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(cache.figures.writes == 1)
            #expect(cache.figures.reads == 99)
            #expect(provider.refusals == [])

            let report = try docket.report()
            let read = try #require(docket.count(report, "totals", "usage", "cacheRead"))
            let written = try #require(docket.count(report, "totals", "usage", "cacheWriteShort"))
            #expect(read == 99 * written)
            #expect(written > 20_000)
            // Reads save 3.8 of 4 dollars a million tokens, the write costs 1 more.
            let saved = Decimal(read) * 3.8 / 1_000_000 - Decimal(written) / 1_000_000
            let totals = try #require(report["totals"] as? [String: Any])
            #expect(totals["cacheSaving"] as? String == "\(saved)")
            #expect(ended.errors.contains("Caching saved $"))
        }
    }

    @Test func `each step of a loop reads what the steps before it wrote`() async throws {
        let scratch = try Scratch()
        try scratch.write(String(repeating: "A line of notes.\n", count: 500), to: "notes.txt")
        let docket = DocketProgram(scratch)
        let cache = PromptCacheModel()
        let rule: LoopbackProvider.Rule = { request in
            let arguments = #"{"filePath":"notes.txt","offset":\#(request.toolTurns)}"#
            let call = LoopbackAnswer(calls: [.init(name: "read", arguments: arguments)])
            return await cache.answer(
                request.toolTurns < 3 ? call : LoopbackAnswer(text: "read"),
                to: request
            )
        }
        try await withLoopbackProvider(answering: rule) { provider in
            let job: [String: Any] = ["tools": ["read"], "data": LiveManifest.rows(1)]
            let ended = try await docket.run("run", try manifest(provider, scratch, job: job))
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(provider.requests.count == 4)
            #expect(cache.figures.reads == 3)
            // Nothing is sent as new input that a later step sends again: what a step adds is written once.
            let report = try docket.report()
            let read = try #require(docket.count(report, "totals", "usage", "cacheRead"))
            let written = try #require(docket.count(report, "totals", "usage", "cacheWriteShort"))
            #expect(read > 2 * written)
        }
    }

    @Test func `a job that wants no cache neither marks nor waits`() async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        try await withLoopbackProvider(answering: { _ in .text("yes") }) { provider in
            let job: [String: Any] = ["promptCache": false, "data": LiveManifest.rows(3)]
            let ended = try await docket.run("run", try manifest(provider, scratch, job: job))
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(provider.requests.allSatisfy { !$0.json.text.contains("cache_control") })
            let totals = try #require(try docket.report()["totals"] as? [String: Any])
            #expect(totals["cacheSaving"] is NSNull)
        }
    }
}
