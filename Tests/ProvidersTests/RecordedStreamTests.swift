import Conversation
import Providers
import Testing
import Transport

struct RecordedStreamTests {
    @Test(arguments: RecordedStream.all)
    func `a stream becomes its answer`(stream: RecordedStream) async throws {
        let seen = try await see(stream.wireProtocol, CannedExchange(stream.text))
        #expect(seen == Seen(events: stream.events, answer: stream.answer))
    }

    @Test(arguments: RecordedStream.all)
    func `byte by byte it becomes the same`(stream: RecordedStream) async throws {
        let exchange = CannedExchange(chunks: stream.text.utf8.map { [$0] })
        let seen = try await see(stream.wireProtocol, exchange)
        #expect(seen == Seen(events: stream.events, answer: stream.answer))
    }

    @Test(arguments: RecordedStream.all)
    func `in two pieces, cut anywhere, it becomes the same`(stream: RecordedStream) async throws {
        let bytes = Array(stream.text.utf8)
        for offset in 1..<bytes.count {
            let exchange = CannedExchange(chunks: [Array(bytes[..<offset]), Array(bytes[offset...])])
            let seen = try await see(stream.wireProtocol, exchange)
            #expect(seen == Seen(events: stream.events, answer: stream.answer), "cut at \(offset)")
        }
    }

    @Test(arguments: RecordedStream.all, [nil, HTTPFailure.closedInBody("reset")])
    func `ended anywhere it is an error, or whole`(stream: RecordedStream, failure: HTTPFailure?) async throws
    {
        let bytes = Array(stream.text.utf8)
        for offset in 0..<bytes.count {
            let exchange = CannedExchange(chunks: [Array(bytes[..<offset])], failure: failure)
            let seen = try await see(stream.wireProtocol, exchange)
            #expect(stream.events.starts(with: seen.events), "ended at \(offset)")
            if offset >= stream.wholeFrom {
                #expect(seen.answer?.turn == stream.turn, "ended at \(offset)")
                #expect(seen.answer?.stop == stream.stop, "ended at \(offset)")
            } else {
                #expect(seen.error?.kind == .streamCut, "ended at \(offset)")
            }
        }
    }

    @Test func `a cut keeps the usage that is known, as a lower bound`() async throws {
        let stream = RecordedStream.anthropic
        let start = try #require(stream.text.firstRange(of: "\n\nevent: content_block_start"))
        let text = String(stream.text[..<start.lowerBound]) + "\n\n"
        let error = try await see(.anthropic, CannedExchange(text)).error
        #expect(
            error?.usage.usage
                == Usage(input: 1_200, cacheRead: 180_000, cacheWriteShort: 4_000, cacheWriteLong: 5_000)
        )
        #expect(error?.usage.isPartial == true)

        let chat = RecordedStream.chat
        let half = String(chat.text.prefix(chat.text.count / 2))
        #expect(
            try await see(.openAIChat, CannedExchange(half)).error?.usage == ReportedUsage(tier: "default")
        )
    }

    @Test func `a whole chat answer whose usage was cut off has unknown usage`() async throws {
        let stream = RecordedStream.chat
        let text = String(decoding: Array(stream.text.utf8)[..<stream.wholeFrom], as: UTF8.self)
        let answer = try await see(.openAIChat, CannedExchange(text)).answer
        #expect(answer?.usage == ReportedUsage(tier: "default"))
    }
}
