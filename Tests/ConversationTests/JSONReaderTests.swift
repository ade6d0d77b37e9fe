import Conversation
import Testing

/// Texts that a JSON reader must take, must refuse, or must take in one way.
struct JSONReaderTests {
    private static let wellFormed: [(String, JSONValue)] = [
        ("null", JSONValue.null), (" true ", true), ("false", false), ("\t\r\n0\n", .number("0")),
        ("-0", .number("-0")), ("-12.50e+3", .number("-12.50e+3")), ("1E400", .number("1E400")),
        ("123456789012345678901234567890", .number("123456789012345678901234567890")),
        (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{8}\u{C}\n\r\t")),
        (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\u0000""#, "\u{0}"),
        ("\"\u{7F}\u{2028}€😀\"", "\u{7F}\u{2028}€😀"),
        ("[]", []), ("[ ]", []), ("[[],[[]]]", [[], [[]]]), ("[1 , \"a\"]", [1, "a"]), ("{}", [:]),
        (#"{"":{"a":[null]}}"#, ["": ["a": [nil]]]),
    ]

    @Test(arguments: wellFormed) func `well-formed text is read`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
        #expect(try JSONNode(parsing: Array(text.utf8)).value == value)
        var reader = JSONReader(Array(text.utf8))
        try reader.skipValue()
        try reader.expectEnd()
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "tru", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1.e3",
        "1e",
        "1e+", "0x1", "1_000", "--1", "1 2", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1,,2]", "[1]]",
        "{",
        "}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#, #"{a:1}"#, #"{'a':1}"#, #"{"a":1 "b":2}"#,
        #"{"a" 1}"#, #"{1:2}"#, #"{"a":1}}"#, #"""#, #""a"#, #""\"#, #""\""#, "\"a\nb\"", "\"a\tb\"",
        "\"\u{0}\"",
        "'a'", "/* c */ 1", "// c\n1", "[1]x", "\u{FEFF}1", "\u{A0}1",
    ])
    func `malformed text is refused, also where it is passed over`(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(throws: JSONError.self) { try JSONNode(parsing: Array(text.utf8)) }
        #expect(throws: JSONError.self) {
            var reader = JSONReader(Array(text.utf8))
            try reader.skipValue()
            try reader.expectEnd()
        }
    }

    @Test(arguments: [
        (#""\x""#, JSONError(.invalidEscape, at: 1)), (#""\u12""#, JSONError(.invalidEscape, at: 1)),
        (#""ab\u12g4""#, JSONError(.invalidEscape, at: 3)), (#""\U0041""#, JSONError(.invalidEscape, at: 1)),
        (#"{"a": tru}"#, JSONError(.expected("a value"), at: 6)),
        ("[1 2]", JSONError(.expected("\",\" or \"]\""), at: 3)),
        (#"{"a" 1}"#, JSONError(.expected("\":\""), at: 5)),
        ("{1:2}", JSONError(.expected("a name in quotes"), at: 1)),
        ("[1,]", JSONError(.expected("a value"), at: 3)), ("01", JSONError(.invalidNumber, at: 0)),
        ("[1.]", JSONError(.invalidNumber, at: 1)), ("1 x", JSONError(.trailing, at: 2)),
        ("\"a\u{1}\"", JSONError(.invalidText, at: 2)), ("[[", JSONError(.unexpectedEnd, at: 2)),
    ])
    func `a refusal says what is wrong and where`(text: String, error: JSONError) {
        #expect(throws: error) { try JSONValue(parsing: text) }
        #expect(throws: error) { try JSONNode(parsing: Array(text.utf8)) }
    }

    @Test(arguments: [
        (#""\ud83d\ude00""#, "😀"), (#""\uD83D\uDE00x""#, "😀x"), (#""\ud83d""#, "\u{FFFD}"),
        (#""\ude00""#, "\u{FFFD}"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83dA""#, "\u{FFFD}A"),
        (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\udbff\udfff""#, "\u{10FFFF}"),
        (#""\ud800\udc00""#, "\u{10000}"),
    ])
    func `surrogate escapes pair up, and a half alone is replaced`(text: String, value: String) throws {
        #expect(try JSONValue(parsing: text) == .string(value))
    }

    @Test(
        arguments: [
            [0xFF], [0x80], [0xC3], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
        ] as [[UInt8]]
    )
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONError(.invalidText, at: 1)) { try JSONValue(parsing: [quote] + bytes + [quote]) }
        let escaped = [quote] + Array(#"\n"#.utf8) + bytes + [quote]
        #expect(throws: JSONError(.invalidText, at: 1)) { try JSONValue(parsing: escaped) }
    }

    @Test func `nesting is read to its limit and refused beyond it`() throws {
        for (opening, closing) in [("[", "]"), (#"{"a":"#, "}")] {
            func text(_ depth: Int) -> [UInt8] {
                let inner = opening == "[" ? "" : "1"
                return Array(
                    (String(repeating: opening, count: depth) + inner
                        + String(repeating: closing, count: depth)).utf8
                )
            }
            _ = try JSONValue(parsing: text(JSONReader.depthLimit))
            _ = try JSONNode(parsing: text(JSONReader.depthLimit))
            #expect(throws: JSONError(.tooDeep, at: JSONReader.depthLimit * opening.utf8.count)) {
                try JSONValue(parsing: text(JSONReader.depthLimit + 1))
            }
            #expect(throws: JSONError.self) {
                var reader = JSONReader(text(100_000))
                try reader.skipValue()
            }
        }
    }

    @Test func `siblings do not add to the depth`() throws {
        let text = "[" + Array(repeating: "[]", count: 2_000).joined(separator: ",") + "]"
        #expect(try JSONValue(parsing: text).array?.count == 2_000)
    }

    private static let sample = #"""
        {"text": "a\u00e9\ud83d\ude00\\", "numbers": [0, -1.5e-3, 12], "nested": {"t": true, "f": false, "n": null},
         "empty": [{}, [], ""]}
        """#

    @Test func `text cut off anywhere is refused`() throws {
        let bytes = Array(Self.sample.utf8)
        _ = try JSONValue(parsing: bytes)
        for length in 0..<bytes.count {
            let cut = Array(bytes[..<length])
            #expect(throws: JSONError.self, "\(length)") { try JSONValue(parsing: cut) }
            #expect(throws: JSONError.self, "\(length)") { try JSONNode(parsing: cut) }
            #expect(throws: JSONError.self, "\(length)") {
                var reader = JSONReader(cut)
                try reader.skipValue()
                try reader.expectEnd()
            }
        }
    }

    @Test func `any one byte changed is read or refused, never a crash`() throws {
        let bytes = Array(Self.sample.utf8)
        for index in bytes.indices {
            for byte in [0, 0x22, 0x2C, 0x30, 0x5B, 0x5C, 0x5D, 0x75, 0x7B, 0x7D, 0x80, 0xFF] as [UInt8] {
                var changed = bytes
                changed[index] = byte
                let value = try? JSONValue(parsing: changed)
                let node = try? JSONNode(parsing: changed)
                #expect(value == node?.value)
            }
        }
    }

    @Test func `members are handed out as they come, with what is not wanted passed over`() throws {
        var reader = JSONReader(
            Array(
                #"{"a": {"x": [1, "]"]}, "b": "text", "c": null, "d": 7, "e": "7", "\u0066": 8, "ff": 9}"#
                    .utf8
            )
        )
        var seen: [String] = []
        try reader.enterObject()
        while let key = try reader.nextKey() {
            switch key {
            case "a": seen.append(try reader.readRaw())
            case "b": seen.append(try reader.readString())
            case "c": seen.append(try reader.readOptionalString() ?? "nothing")
            case "d", "e": seen.append(try reader.readOptionalInteger().map(String.init) ?? "no number")
            case "f": seen.append("escaped \(try reader.readNumber())")
            default: seen.append("other \(try reader.readNumber())")
            }
        }
        try reader.expectEnd()
        #expect(seen == [#"{"x": [1, "]"]}"#, "text", "nothing", "7", "no number", "escaped 8", "other 9"])
    }

    @Test func `a part of the bytes is read as if it were all`() throws {
        let bytes = Array(#"data: {"a":1} and more"#.utf8)
        var reader = JSONReader(bytes, in: 6..<13)
        #expect(try reader.readValue() == ["a": 1])
        try reader.expectEnd()
        #expect(reader.offset == 13)
        var cut = JSONReader(bytes, in: 6..<12)
        #expect(throws: JSONError(.unexpectedEnd, at: 12)) { try cut.readValue() }
    }
}
