import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Transport

struct BodyJoinerTests {
    private static func seen(_ part: HTTPClientResponsePart) -> String {
        switch part {
        case .head(let head): "head \(head.status.code)"
        case .body(let buffer): String(buffer: buffer)
        case .end: "end"
        }
    }

    @Test func `the pieces of one read become one, and nothing is held back after it`() throws {
        let channel = EmbeddedChannel(handler: BodyJoiner())
        func read(_ parts: HTTPClientResponsePart...) throws -> [String] {
            for part in parts { channel.pipeline.fireChannelRead(part) }
            channel.pipeline.fireChannelReadComplete()
            var seen: [String] = []
            while let part = try channel.readInbound(as: HTTPClientResponsePart.self) {
                seen.append(Self.seen(part))
            }
            return seen
        }
        let head = HTTPClientResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok))
        func body(_ text: String) -> HTTPClientResponsePart { .body(ByteBuffer(string: text)) }

        #expect(try read(head, body("a"), body("b"), body("c")) == ["head 200", "abc"])
        #expect(try read(body("d")) == ["d"])
        #expect(try read() == [])
        // The end of one response and the whole of another, however unlikely.
        #expect(
            try read(body("e"), .end(nil), head, body("f"), .end(nil)) == [
                "e", "end", "head 200", "f", "end",
            ]
        )
        #expect(try channel.finish().isClean)
    }
}
