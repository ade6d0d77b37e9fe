import Conversation
import Foundation
import LoopbackProvider
import Synchronization
import TestSupport
import Testing

/// Streams that break off when some of the answer, and perhaps of its usage, has come.
@Suite struct BrokenStreamTests {
    private static let answer = LoopbackAnswer(text: "an answer that is whole when all of it is there")

    /// What breaks a job's first try; its second one is answered.
    private static func fault(_ number: Int, of request: LoopbackRequest) -> LoopbackReply {
        // Past the event that begins the answer, and before its end.
        let place = request.wireProtocol == .gemini ? 120 : 420
        return switch number % 4 {
        case 0: .cut(after: place, .clean, of: .answer(answer))
        case 1: .cut(after: place, .closed, of: .answer(answer))
        case 2: .cut(after: place, .reset, of: .answer(answer))
        default: .stream(errorStream(request.wireProtocol))
        }
    }

    private static func errorStream(_ wireProtocol: WireProtocol) -> String {
        switch wireProtocol {
        case .anthropic:
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}\n\n"
        case .openAIChat, .gemini: "data: {\"error\":{\"message\":\"x\",\"code\":500}}\n\n"
        case .openAIResponses:
            "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"x\"}\n\n"
        }
    }

    @Test(arguments: [WireProtocol.anthropic, .openAIChat, .openAIResponses, .gemini])
    func `a broken stream is no answer, and all that was told of its usage is in the ledger`(
        wireProtocol: WireProtocol
    ) async throws {
        let scratch = try Scratch()
        let docket = DocketProgram(scratch)
        let seen = Mutex<Set<String>>([])
        let rule: LoopbackProvider.Rule = { request in
            let job = request.job ?? ""
            let isFirst = seen.withLock { $0.insert(job).inserted }
            return isFirst ? Self.fault(Int(job) ?? 0, of: request) : .answer(Self.answer)
        }
        try await withLoopbackProvider(answering: rule) { provider in
            let manifest = try LiveManifest.write(
                provider,
                to: scratch,
                job: [
                    "id": "job-{{n}}", "prompt": "Go. [job:{{n}}]", "data": LiveManifest.rows(20),
                    "checks": [["equals": Self.answer.text]],
                ],
                settings: [
                    "protocol": wireProtocol.rawValue, "baseURL": provider.baseURL(wireProtocol),
                ]
            )
            let ended = try await docket.run("run", manifest)
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(provider.requests.count == 40)
            #expect(provider.refusals == [])
            let report = try docket.report()
            #expect(docket.count(report, "totals", "calls", "agent") == 40)
            #expect(docket.count(report, "totals", "retries") == 20)
            // Those that were cut, not those whose error said that nothing was done.
            #expect(docket.count(report, "totals", "unknownUsageCalls") == 15)
            #expect(
                docket.count(report, "totals", "usage", "output") == 20 * Self.answer.outputTokens
            )
            // One protocol tells the input first, so that a cut stream's is known.
            let inputs = provider.requests.map(\.inputTokens)
            let known = wireProtocol == .anthropic ? 35 : 20
            #expect(docket.count(report, "totals", "usage", "input") == known * (inputs.first ?? 0))
        }
    }
}
