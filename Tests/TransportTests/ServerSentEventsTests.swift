import Testing
import Transport

struct ServerSentEventsTests {
    /// The data of all events of a stream that comes in these chunks.
    private func events(_ chunks: [[UInt8]]) -> [String] {
        var stream = ServerSentEvents()
        var found: [String] = []
        for chunk in chunks {
            stream.feed(chunk)
            while let event = stream.next() {
                found.append(String(decoding: event.bytes[event.range], as: UTF8.self))
            }
        }
        return found
    }

    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var stream: String
        var events: [String]

        var testDescription: String { name }
    }

    static let examples = [
        Example(name: "line feeds", stream: "data: one\n\ndata: two\n\n", events: ["one", "two"]),
        Example(name: "carriage returns", stream: "data: one\r\rdata: two\r\r", events: ["one", "two"]),
        Example(name: "pairs", stream: "data: one\r\n\r\ndata: two\r\n\r\n", events: ["one", "two"]),
        Example(
            name: "mixed ends",
            stream: "data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\r",
            events: ["a\nb\nc", "d"]
        ),
        Example(name: "several data lines", stream: "data: a\ndata:\ndata: b\n\n", events: ["a\n\nb"]),
        Example(name: "one space is dropped", stream: "data:  a \n\ndata:b\n\n", events: [" a ", "b"]),
        Example(name: "comments", stream: ": hello\n\n:\ndata: a\n: ping\n\n", events: ["a"]),
        Example(
            name: "other fields",
            stream: "event: x\nid: 7\nretry: 10\ndatum: no\ndata: a\n\n",
            events: ["a"]
        ),
        Example(name: "no data", stream: "event: ping\n\ndata: a\n\n", events: ["a"]),
        Example(name: "empty data", stream: "data\n\ndata:\n\n", events: ["", ""]),
        Example(name: "byte order mark", stream: "\u{FEFF}data: a\n\n\u{FEFF}data: b\n\n", events: ["a"]),
        Example(name: "incomplete last event", stream: "data: a\n\ndata: b\n", events: ["a"]),
        Example(name: "incomplete last line", stream: "data: a\n\ndata: b", events: ["a"]),
        Example(name: "wide characters", stream: "data: 日本 🦉\n\n", events: ["日本 🦉"]),
        Example(name: "blank lines", stream: "\n\n\r\r\ndata: a\n\n\n\n\ndata: b\n\n", events: ["a", "b"]),
        Example(name: "colons in data", stream: "data: a: b\n\n", events: ["a: b"]),
        Example(name: "nothing", stream: "", events: []),
    ]

    @Test(arguments: examples)
    func `finds the events of a whole stream`(example: Example) {
        #expect(events([Array(example.stream.utf8)]) == example.events)
    }

    @Test(arguments: examples)
    func `finds the same events byte by byte`(example: Example) {
        #expect(events(Array(example.stream.utf8).map { [$0] }) == example.events)
    }

    @Test(arguments: examples)
    func `finds the same events cut at every offset`(example: Example) {
        let bytes = Array(example.stream.utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let chunks = [bytes[..<first], bytes[first..<second], bytes[second...]].map(Array.init)
                #expect(events(chunks) == example.events, "cut at \(first) and \(second)")
            }
        }
    }

    @Test func `hands out an event of one line without copying it`() throws {
        var stream = ServerSentEvents()
        stream.feed(Array("data: abc\n\n".utf8))
        let next = stream.next()
        let event = try #require(next)
        #expect(event.range == 6..<9)
        #expect(event.bytes.count == 11)
    }
}
