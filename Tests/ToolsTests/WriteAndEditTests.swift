import Conversation
import Foundation
import TestSupport
import Testing

@testable import Tools

struct WriteAndEditTests {
    private let bench: Bench

    init() throws {
        bench = try Bench()
    }

    private func edit(_ old: String, _ new: String, all: Bool? = nil) async -> String {
        var arguments: JSONValue = [
            "filePath": "a.txt", "oldString": .string(old), "newString": .string(new),
        ]
        if let all, case .object(var object) = arguments {
            object["replaceAll"] = .bool(all)
            arguments = .object(object)
        }
        return await bench.text("edit", arguments)
    }

    @Test func `write makes the folders, and keeps the mode of what was there`() async throws {
        #expect(
            await bench.text("write", ["filePath": "x/y/new.txt", "content": "é\n"])
                == "made `x/y/new.txt` (3 bytes)"
        )
        #expect(try bench.read("x/y/new.txt") == "é\n")
        try bench.write("#!/bin/sh", to: "run.sh")
        try bench.setMode(0o755, of: "run.sh")
        #expect(
            await bench.text("write", ["filePath": "run.sh", "content": ""]) == "replaced `run.sh` (0 bytes)"
        )
        #expect(try bench.mode("run.sh") == 0o755)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: bench.workspace.root).sorted() == [
                "run.sh", "x",
            ]
        )
    }

    @Test func `write goes through a link to the file behind it`() async throws {
        try bench.write("old", to: "real.txt")
        try bench.link("link.txt", to: "real.txt")
        #expect(
            await bench.text("write", ["filePath": "link.txt", "content": "new"])
                == "replaced `real.txt` (3 bytes)"
        )
        #expect(try bench.read("real.txt") == "new")
    }

    @Test func `write refuses folders and what lies in a file`() async throws {
        try bench.write("x", to: "folder/file")
        #expect(
            await bench.text("write", ["filePath": "folder", "content": ""]) == "FAILED: `folder` is a folder"
        )
        #expect(
            await bench.text("write", ["filePath": "folder/file/x", "content": ""])
                .hasPrefix("FAILED: `folder/file/x` cannot be written")
        )
        #expect(try bench.read("folder/file") == "x")
    }

    @Test func `edit replaces what occurs once`() async throws {
        try bench.write("one\ntwo\nthree\n", to: "a.txt")
        #expect(await edit("two\nth", "2\n3") == "edited `a.txt` at line 2")
        #expect(try bench.read("a.txt") == "one\n2\n3ree\n")
    }

    @Test func `edit refuses what occurs more often, unless all are meant`() async throws {
        try bench.write("x\ny\nx\n", to: "a.txt")
        #expect(
            await edit("x", "z")
                == "FAILED: `oldString` occurs 2 times in `a.txt`, at lines 1, 3; nothing was changed. Take in neighboring lines to make it unique, or set `replaceAll`"
        )
        #expect(try bench.read("a.txt") == "x\ny\nx\n")
        #expect(
            await edit("x", "xx", all: true)
                == "edited `a.txt`: replaced 2 occurrences, the first at lines 1, 3"
        )
        #expect(try bench.read("a.txt") == "xx\ny\nxx\n")
    }

    @Test func `edit shows what is nearest to text that is not there`() async throws {
        try bench.write("func a() {\n    return 1\n}\n", to: "a.txt")
        #expect(
            await edit("func a() {\n  return 1", "x")
                == "FAILED: `oldString` does not occur in `a.txt`; nothing was changed. In the file, its first line is there, but not all that follows:\n1| func a() {\n2|     return 1"
        )
        #expect(
            await edit("    retrun 1", "x")
                == "FAILED: `oldString` does not occur in `a.txt`; nothing was changed. In the file, the nearest is:\n2|     return 1"
        )
        #expect(
            await edit("zzzzzzzzzz", "x")
                == "FAILED: `oldString` does not occur in `a.txt`; nothing was changed"
        )
    }

    @Test func `edit makes a new file only where there is none`() async throws {
        #expect(await edit("", "new") == "made `a.txt`")
        #expect(try bench.read("a.txt") == "new")
        #expect(
            await edit("", "newer")
                == "FAILED: `a.txt` exists, and an empty `oldString` only makes new files; give the text to replace, or use `write`"
        )
        #expect(
            await edit("new", "new")
                == "FAILED: `oldString` and `newString` are the same; nothing was changed"
        )
        #expect(
            await bench.text("edit", ["filePath": "b.txt", "oldString": "x", "newString": "y"])
                == "FAILED: there is no `b.txt`; did you mean `a.txt`?"
        )
    }

    @Test func `edit keeps the line ends of a file`() async throws {
        try bench.write("one\r\ntwo\r\nthree\r\n", to: "a.txt")
        #expect(await edit("one\ntwo", "1\n2\n2a") == "edited `a.txt` at line 1")
        #expect(try bench.read("a.txt") == "1\r\n2\r\n2a\r\nthree\r\n")
        try bench.write("unix\nwin\r\nend\r\n", to: "a.txt")
        #expect(await edit("win\nend", "a\nb") == "edited `a.txt` at line 2")
        #expect(try bench.read("a.txt") == "unix\na\r\nb\r\n")
    }

    @Test func `edit leaves bytes alone that are no text`() async throws {
        let path = bench.scratch.path("work/a.txt")
        try Data([0xFF, 0x41, 0x0A, 0xC3]).write(to: URL(filePath: path))
        #expect(await edit("A", "B") == "edited `a.txt` at line 1")
        #expect(try Array(Data(contentsOf: URL(filePath: path))) == [0xFF, 0x42, 0x0A, 0xC3])
    }

    @Test func `text that only looks the same is not the same`() async throws {
        try bench.write("e\u{301}", to: "a.txt")
        #expect(await edit("e\u{301}", "\u{E9}") == "edited `a.txt` at line 1")
        #expect(try Array(bench.read("a.txt").utf8) == [0xC3, 0xA9])
    }
}
