import Conversation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Tools

struct ReadToolTests {
    private let bench: Bench

    init() throws {
        bench = try Bench()
    }

    @Test func `lines are numbered`() async throws {
        try bench.write("one\ntwo\r\nthrée", to: "a.txt")
        #expect(await bench.text("read", ["filePath": "a.txt"]) == "00001| one\n00002| two\n00003| thrée\n")
    }

    @Test func `offset and limit choose lines, and the rest is told of`() async throws {
        try bench.write((1...10).map { "line \($0)\n" }.joined(), to: "a.txt")
        #expect(
            await bench.text("read", ["filePath": "a.txt", "offset": 3, "limit": 2])
                == "00004| line 4\n00005| line 5\n[the file goes on; read it with `offset` 5]\n"
        )
        #expect(await bench.text("read", ["filePath": "a.txt", "offset": 9]) == "00010| line 10\n")
        #expect(
            await bench.text("read", ["filePath": "a.txt", "offset": 10])
                == "FAILED: `a.txt` has only 10 lines; `offset` 10 is past its end"
        )
    }

    @Test func `long files end after 2000 lines or 50 KiB, long lines after 2000 characters`() async throws {
        try bench.write(String(repeating: "x\n", count: 5_000), to: "lines.txt")
        let lines = await bench.text("read", ["filePath": "lines.txt"])
        #expect(lines.hasSuffix("01996| x\n[the file goes on; read it with `offset` 1996]\n"))
        try bench.write(
            String(repeating: String(repeating: "é", count: 3_000) + "\n", count: 50),
            to: "wide.txt"
        )
        let wide = await bench.text("read", ["filePath": "wide.txt"])
        #expect(
            wide.hasPrefix("00001| " + String(repeating: "é", count: 2_000) + " [line cut here]\n00002| ")
        )
        #expect(wide.utf8.count <= 50 * 1_024)
        #expect(wide.hasSuffix("[the file goes on; read it with `offset` 12]\n"))
        #expect(!bench.scratch.exists("outputs"))
    }

    @Test func `a file of gigabytes costs no more than what is shown`() async throws {
        let path = try bench.write("first\nsecond\n", to: "huge.txt")
        // Sparse: it takes no room on the disk.
        let file = try FileDescriptor.open(path, .writeOnly)
        try file.resize(to: 5 << 30)
        try file.close()
        #expect(
            await bench.text("read", ["filePath": "huge.txt", "limit": 1])
                .hasPrefix("FAILED: `huge.txt` is a binary file")
        )
        try bench.write(String(repeating: "x", count: 9_000) + "\nsecond\n", to: "large.txt")
        let large = try FileDescriptor.open(bench.scratch.path("work/large.txt"), .writeOnly)
        try large.resize(to: 5 << 30)
        try large.close()
        #expect(
            await bench.text("read", ["filePath": "large.txt", "offset": 1, "limit": 1])
                == "00002| second\n[the file goes on; read it with `offset` 2]\n"
        )
    }

    @Test func `what is no text is refused in words`() async throws {
        try bench.write("a\0b", to: "b.bin")
        try bench.write("", to: "empty")
        try bench.write("x", to: "folder/x")
        #expect(
            await bench.text("read", ["filePath": "b.bin"])
                == "FAILED: `b.bin` is a binary file of 3 bytes; it cannot be read as text"
        )
        #expect(await bench.text("read", ["filePath": "empty"]) == "(`empty` is empty)")
        #expect(
            await bench.text("read", ["filePath": "folder"])
                == "FAILED: `folder` is a folder; use `list` to see what is in it"
        )
        #expect(
            await bench.text("read", ["filePath": "../x"])
                == "FAILED: `../x` is outside the workspace; paths are relative to its root, `.`"
        )
    }

    @Test func `a pipe is never waited for`() async throws {
        #expect(mkfifo(bench.scratch.path("work/pipe"), 0o600) == 0)
        #expect(await bench.text("read", ["filePath": "pipe"]) == "FAILED: `pipe` is not a regular file")
        #expect(await bench.text("grep", ["pattern": "x"]) == "no lines match `x`")
    }

    @Test func `a missing file brings up to three like it`() async throws {
        for name in ["config.json", "config.jsonc", "config.toml", "configs.json", "other.txt"] {
            try bench.write("x", to: "etc/" + name)
        }
        #expect(
            await bench.text("read", ["filePath": "etc/confg.json"])
                == "FAILED: there is no `etc/confg.json`; did you mean `etc/config.json`, `etc/config.jsonc`, `etc/configs.json`?"
        )
        #expect(
            await bench.text("read", ["filePath": "other.txt"])
                == "FAILED: there is no `other.txt`; did you mean `etc/other.txt`?"
        )
        #expect(await bench.text("read", ["filePath": "zzz/qqq"]) == "FAILED: there is no `zzz/qqq`")
    }
}
