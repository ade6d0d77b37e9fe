import Conversation
import Foundation
import TestSupport
import Testing

@testable import Tools

struct OutputTests {
    private func shortened(
        _ text: String,
        lines: Int,
        bytes: Int,
        _ kept: ToolOutput.KeptEnd,
        chunk: Int? = nil
    ) -> (text: String, wholeSize: Int) {
        let collector = OutputCollector(
            limit: OutputLimit(lines: lines, bytes: bytes),
            folder: nil,
            name: "x"
        )
        let all = Array(text.utf8)
        for start in stride(from: 0, to: all.count, by: chunk ?? max(1, all.count)) {
            all[start..<min(all.count, start + (chunk ?? all.count))].withUnsafeBytes { collector.append($0) }
        }
        return collector.finish(keeping: kept)
    }

    @Test func `what fits is untouched`() {
        let text = (1...10).map { "\($0)\n" }.joined()
        #expect(shortened(text, lines: 10, bytes: 1_000, .head).text == text)
        #expect(shortened(text + "x", lines: 10, bytes: 1_000, .head).text != text + "x")
        #expect(shortened("", lines: 10, bytes: 1_000, .head) == ("", 0))
    }

    @Test func `the head, or both ends, by lines`() {
        let text = (1...20).map { "line \($0)\n" }.joined()
        #expect(
            shortened(text, lines: 10, bytes: 1_000, .head).text
                == "line 1\nline 2\nline 3\nline 4\nline 5\nline 6\n\n[14 lines (109 bytes) left out here]\n"
        )
        #expect(
            shortened(text, lines: 10, bytes: 1_000, .headAndTail).text
                == "line 1\nline 2\nline 3\n\n[14 lines (106 bytes) left out here]\nline 18\nline 19\nline 20\n"
        )
    }

    @Test func `any chunking of an output is shown the same`() {
        let text = (1...900).map { "línea \($0) " + String(repeating: "ñ", count: $0 % 40) + "\n" }.joined()
        let whole = shortened(text, lines: 200, bytes: 4_096, .headAndTail)
        #expect(whole.wholeSize == text.utf8.count)
        #expect(whole.text.utf8.count <= 4_096)
        for chunk in [1, 7, 64, 1_000, 5_000] {
            #expect(shortened(text, lines: 200, bytes: 4_096, .headAndTail, chunk: chunk) == whole)
        }
    }

    @Test func `a single long line is cut between characters`() {
        let text = String(repeating: "é", count: 5_000)
        let (shown, size) = shortened(text, lines: 100, bytes: 1_001, .headAndTail)
        #expect(size == 10_000)
        #expect(shown.utf8.count <= 1_001)
        #expect(!shown.contains("\u{FFFD}"))
        #expect(shown.hasPrefix("éé") && shown.hasSuffix("éé"))
    }

    @Test func `files of outputs never meet`() throws {
        let scratch = try Scratch()
        for text in ["first", "second"] {
            let collector = OutputCollector(
                limit: OutputLimit(lines: 1, bytes: 64),
                folder: scratch.path("o"),
                name: "call/../1"
            )
            collector.append(text + "\n" + text)
            _ = collector.finish(keeping: .head)
        }
        #expect(try scratch.read("o/call____1.txt") == "first\nfirst")
        #expect(try scratch.read("o/call____1-2.txt") == "second\nsecond")
    }

    @Test func `cleaning does not depend on where the chunks end`() {
        let text =
            "\u{1B}[1;31mred\u{1B}[0m /tmp/w/a /tmp/w2 /tmp/w\n\u{1B}]8;;http://x\u{1B}\\link\u{1B}(B /tmp/w"
        let expected = "red ./a /tmp/w2 .\nlink ."
        for chunk in 1...text.utf8.count {
            var cleaner = OutputCleaner(root: "/tmp/w")
            var clean: [UInt8] = []
            let all = Array(text.utf8)
            for start in stride(from: 0, to: all.count, by: chunk) {
                all[start..<min(all.count, start + chunk)].withUnsafeBytes { clean += cleaner.clean($0) }
            }
            clean += cleaner.finish()
            #expect(String(decoding: clean, as: UTF8.self) == expected)
        }
    }
}
