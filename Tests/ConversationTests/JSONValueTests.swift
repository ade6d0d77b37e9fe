import Conversation
import Foundation
import Testing

struct JSONValueTests {
    @Test(arguments: [
        ("3", 3), ("-3", -3), ("-0", 0), ("3.0", 3), ("3e0", 3), ("30e-1", 3),
        ("9223372036854775807", Int.max),
        ("9007199254740991.0", 9_007_199_254_740_991),
    ])
    func `a whole number is one however it is written`(literal: String, number: Int) {
        #expect(JSONValue.number(literal).integer == number)
    }

    @Test(arguments: ["3.5", "9223372036854775808", "1e300", "1e999", "9007199254740993.0", "-1e40"])
    func `what is not whole or does not fit is no integer`(literal: String) {
        #expect(JSONValue.number(literal).integer == nil)
    }

    @Test func `a number keeps its literal from text to text`() throws {
        let text = #"{"a":0.10,"b":1E5,"c":123456789012345678901234567890,"d":-0}"#
        #expect(try JSONValue(parsing: text).text == text)
    }

    @Test func `canonical text is equal for equal members in any order`() throws {
        let one = try JSONValue(parsing: #"{"b":[{"z":1,"y":2}],"a":"x","é":0,"B":0}"#)
        let other = try JSONValue(parsing: #"{"B":0,"é":0,"a":"x","b":[{"y":2,"z":1}]}"#)
        #expect(one != other)
        #expect(one.canonicalText == other.canonicalText)
        #expect(one.canonicalText == #"{"B":0,"a":"x","b":[{"y":2,"z":1}],"é":0}"#)
    }

    @Test func `the order of an array counts`() {
        let one: JSONValue = [1, 2]
        let other: JSONValue = [2, 1]
        #expect(one.canonicalText != other.canonicalText)
    }

    @Test func `members are set, replaced and taken away in place`() {
        var object = JSONObject()
        object["a"] = 1
        object["b"] = 2
        object["a"] = "one"
        object["c"] = nil
        #expect(JSONValue.object(object).text == #"{"a":"one","b":2}"#)
        object["a"] = nil
        #expect(JSONValue.object(object).text == #"{"b":2}"#)
    }

    @Test func `text is escaped so that any reader gives it back`() throws {
        let texts =
            (0..<0x100).compactMap { Unicode.Scalar($0) }.map { String(Character($0)) }
            + ["\"\\/", "😀\u{2028}\u{10FFFF}", "a\u{0}b"]
        for text in texts {
            let json = JSONValue.string(text).text
            #expect(try JSONValue(parsing: json) == .string(text))
            let data = Data("[\(json)]".utf8)
            #expect(try JSONSerialization.jsonObject(with: data) as? [String] == [text])
        }
    }

    @Test func `the writer puts commas where they belong`() {
        var writer = JSONWriter()
        writer.array {
            $0.object { _ in }
            $0.object {
                $0.member("a", 1)
                $0.key("b")
                $0.array {
                    $0.null()
                    $0.bool(true)
                    $0.array { _ in }
                    $0.string("x")
                }
                $0.member("c", false)
                $0.member("d", .object(JSONObject()))
            }
            $0.raw("1e5")
        }
        #expect(writer.text == #"[{},{"a":1,"b":[null,true,[],"x"],"c":false,"d":{}},1e5]"#)
    }

    @Test func `coders carry it as text with order and literals kept`() throws {
        let value = try JSONValue(parsing: #"{"b":1.10,"a":null}"#)
        let data = try JSONEncoder().encode([value])
        #expect(try JSONDecoder().decode([JSONValue].self, from: data) == [value])
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode([JSONValue].self, from: Data(#"["{"]"#.utf8))
        }
    }
}
