import Conversation
import Foundation
import TestSupport
import Testing

@testable import Manifests

/// Data files.
struct RowTests {
    /// What a file yields: rows as JSON, problems as line, column and kind.
    private func events(_ text: String, _ name: String) throws -> [String] {
        try events(Array(text.utf8), name)
    }

    private func events(_ bytes: [UInt8], _ name: String) throws -> [String] {
        let scratch = try Scratch()
        try Data(bytes).write(to: URL(filePath: scratch.path(name)))
        var reader = RowReader(path: scratch.path(name))
        var events: [String] = []
        while let event = reader.next() {
            switch event {
            case .row(let row): events.append(JSONValue.object(row.values).text)
            case .problem(let problem):
                events.append("\(problem.location.line ?? 0):\(problem.location.column) \(problem.kind)")
            }
            guard events.count < 20 else { break }
        }
        return events
    }

    @Test(arguments: [
        ("a,b\n1,2\n", ["{\"a\":\"1\",\"b\":\"2\"}"]),
        ("a,b\r\n1,2\r\n3,4", ["{\"a\":\"1\",\"b\":\"2\"}", "{\"a\":\"3\",\"b\":\"4\"}"]),
        ("\u{FEFF}a\nx\n", ["{\"a\":\"x\"}"]),
        ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", ["{\"a\":\"x, y\",\"b\":\"say \\\"hi\\\"\"}"]),
        ("a,b\n\"two\r\nlines\",2\n", ["{\"a\":\"two\\r\\nlines\",\"b\":\"2\"}"]),
        ("a,b\n,\n", ["{\"a\":\"\",\"b\":\"\"}"]),
        ("a\n\"\"\n\nx\n", ["{\"a\":\"\"}", "{\"a\":\"x\"}"]),
        ("\"a\",b\n1,", ["{\"a\":\"1\",\"b\":\"\"}"]),
        ("a\n007\n 1 \n", ["{\"a\":\"007\"}", "{\"a\":\" 1 \"}"]),
        ("a\nx\ry\n", ["{\"a\":\"x\\ry\"}"]),
        ("a\n\"x\"", ["{\"a\":\"x\"}"]),
        ("größe\n\u{1F44D}\n", ["{\"größe\":\"\u{1F44D}\"}"]),
    ])
    func `CSV is read after RFC 4180`(text: String, rows: [String]) throws {
        #expect(try events(text, "d.csv") == rows)
    }

    @Test(arguments: [
        (
            "a,b\n1\n1,2\n1,2,3\n",
            [
                "2:1 raggedRow(expected: 2, found: 1)", "{\"a\":\"1\",\"b\":\"2\"}",
                "4:1 raggedRow(expected: 2, found: 3)",
            ]
        ),
        ("a,b\n\"x\ny\",1,2\n", ["2:1 raggedRow(expected: 2, found: 3)"]),
        ("a\nx\"y\n", ["2:2 strayQuote"]),
        ("a\n\"x\"y\n", ["2:4 strayQuote"]),
        ("a,b\n1,\"x\n2,3\n", ["2:3 openQuote"]),
        ("a,a\n1,2\n", ["1:1 doubledColumn(\"a\")"]),
        ("a,\n1,2\n", ["1:1 unnamedColumn(2)"]),
        ("a\n", ["0:1 noRows"]),
        ("", ["0:1 noRows"]),
    ])
    func `a broken table says where`(text: String, found: [String]) throws {
        #expect(try events(text, "d.csv") == found)
    }

    @Test func `bytes that are no UTF-8 are refused in either form`() throws {
        #expect(
            try events(Array("a\n".utf8) + [0xFF, 0x0A], "d.csv")
                == ["2:1 file(Manifests.ManifestProblem.FileTrouble.notUTF8)"]
        )
        #expect(
            try events(Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8), "d.jsonl")
                == ["1:1 file(Manifests.ManifestProblem.FileTrouble.notUTF8)"]
        )
    }

    @Test func `lines of JSON are rows, and a bad one harms no other`() throws {
        let text =
            "\u{FEFF}{\"a\": 1}\r\n\n  \n{\"a\": [1, {\"b\": null}]}\n{\"a\": }\n7\n{\"a\":1,\"a\":2}\n{\"a\": 1.50}"
        #expect(
            try events(text, "d.jsonl") == [
                "{\"a\":1}", "{\"a\":[1,{\"b\":null}]}",
                "5:7 malformedRow(Conversation.JSONError.Kind.expected(\"a value\"), found: Optional(\"}\"))",
                "6:1 rowIsNoObject(found: \"a number\")", "7:1 doubledKey(\"a\", firstLine: 7)",
                "{\"a\":1.50}",
            ]
        )
    }

    @Test func `rows may be longer than a chunk`() throws {
        let long = String(repeating: "x", count: 200_000)
        #expect(
            try events("a\n\"\(long)\"\n\(long)\n", "d.csv") == [
                "{\"a\":\"\(long)\"}", "{\"a\":\"\(long)\"}",
            ]
        )
        #expect(try events("{\"a\":\"\(long)\"}\n", "d.jsonl") == ["{\"a\":\"\(long)\"}"])
    }

    @Test func `values of data keep their type, and CSV values are text`() async throws {
        let bench = try Bench()
        try bench.scratch.write("{\"w\": {\"k\": [1, \"{{x}}\"]}, \"id\": \"r1\"}\n", to: "d/rows.jsonl")
        try bench.scratch.write("w\n{{x}}\n", to: "d/rows.csv")
        for (file, prompt) in [("d/rows.jsonl", "{\"k\":[1,\"{{x}}\"]}"), ("d/rows.csv", "{{x}}")] {
            let jobs = try await bench.jobs(
                "{ \"docket\": 1, \"jobs\": [{ \"id\": \"a\", \"model\": \"acme/plain\", \"prompt\": \"{{w}}\", \"data\": \"\(file)\" }] }"
            )
            #expect(jobs.map(\.prompts) == [[prompt]])
        }
    }

    @Test func `a problem of a row stands in the data file`() async throws {
        let bench = try Bench()
        try bench.scratch.write("{\"w\": 1}\n{\"v\": 1}\n{\"w\": 1, \"taken\": 2}\noops\n", to: "rows.jsonl")
        let path = try bench.scratch.write(
            Bench.manifest(
                "\"system\": \"{{w}} {{taken}}\", \"vars\": { \"taken\": 1 }, \"data\": \"rows.jsonl\""
            ),
            to: "m.json"
        )
        let problems = await bench.reader.problems(paths: [path])
        #expect(problems.allSatisfy { $0.location.file == bench.scratch.path("rows.jsonl") })
        #expect(
            problems.map { $0.location.line } == [2, 3, 4]
        )
        #expect(
            problems.map(\.kind) == [
                .rowLacks("w"), .variableTwice("taken", .vars, .data),
                .malformedRow(.expected("a value"), found: "o"),
            ]
        )
        #expect(problems.map(\.location.excerpt) == ["{\"v\": 1}", "{\"w\": 1, \"taken\": 2}", "oops"])
    }

    @Test func `of very many problems the first hundred are told`() async throws {
        let bench = try Bench()
        try bench.scratch.write("{\"w\": 1}\n" + String(repeating: "oops\n", count: 150), to: "rows.jsonl")
        let path = try bench.scratch.write(
            Bench.manifest("\"system\": \"{{w}}\", \"data\": \"rows.jsonl\""),
            to: "m.json"
        )
        let problems = await bench.reader.problems(paths: [path])
        #expect(problems.count == 101)
        #expect(problems.first?.kind == .moreProblems(50))
    }

    @Test func `data that is not there is the manifest's problem`() async throws {
        let bench = try Bench()
        try bench.scratch.write("", to: "empty.jsonl")
        let found = try await bench.found(
            """
            { "docket": 1, "jobs": [
              { "id": "a", "model": "acme/plain", "prompt": "{{w}}", "data": 1️⃣"none.jsonl" },
              { "id": "b", "model": "acme/plain", "prompt": "{{w}}", "data": 2️⃣"rows.txt" },
              { "id": "c", "model": "acme/plain", "prompt": "{{w}}", "data": 3️⃣[] },
              { "id": "d", "model": "acme/plain", "prompt": "{{w}}", "data": 4️⃣"empty.jsonl" } ] }
            """
        )
        #expect(
            found == [
                Found(1, .file(.missing)), Found(2, .invalid(.dataFile, "rows.txt")), Found(3, .noRows),
                Found(4, .noRows),
            ]
        )
    }

    @Test func `300,000 rows are 300,000 jobs`() async throws {
        let bench = try Bench()
        try bench.scratch.write(
            (0..<300_000).map { "{\"id\":\($0)}" }.joined(separator: "\n"),
            to: "rows.jsonl"
        )
        let reading = try bench.read(Bench.manifest("\"data\": \"rows.jsonl\""))
        var count = 0
        var last: JobID?
        let problems = await reading.forEachJob { job in
            count += 1
            last = job.id
        }
        #expect(problems == [])
        #expect(count == 300_000)
        #expect(last == JobID("a:299999"))
    }

    @Test(arguments: ["rows.jsonl", "rows.csv"])
    func `no more of a file is read than a chunk ahead`(name: String) throws {
        let scratch = try Scratch()
        // Rows of 10 bytes, 1 MB in all.
        let row = name.hasSuffix("csv") ? "123456789\n" : "{\"a\":123}\n"
        let path = try scratch.write(String(repeating: row, count: 100_000), to: name)
        var reader = RowReader(path: path)
        for _ in 0..<10 { _ = reader.next() }
        // Whatever was not read by now is gone.
        try FileHandle(forWritingTo: URL(filePath: path)).truncate(atOffset: 0)
        var rest = 0
        while let event = reader.next() {
            if case .row = event { rest += 1 }
        }
        #expect(6_000...7_000 ~= rest)
    }
}
