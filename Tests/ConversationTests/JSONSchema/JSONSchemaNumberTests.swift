import Conversation
import Testing

/// Numbers are compared by what is written, to the last digit.
struct JSONSchemaNumberTests {
    private func fits(_ literal: String, _ keyword: String, _ bound: String) throws -> Bool {
        let schema = try JSONSchema(.object(JSONObject([.init(key: keyword, value: .number(bound))])))
        return schema.problems(of: .number(literal), limit: 1).isEmpty
    }

    @Test(arguments: [
        ("0.1", "0.10000000000000000000000000000000000001"), ("-1", "0"), ("-2", "-1"), ("-1e400", "-1e399"),
        ("9007199254740992", "9007199254740993"), ("1e400", "1e401"), ("9.99e400", "1e401"),
        ("1e-400", "2e-400"), ("0", "1e-9999999"), ("123456789012345678901234567890", "1.3e29"),
        ("9e999999999999999999999", "91e999999999999999999999"), ("-0.5", "-0.25"), ("99", "100"),
    ])
    func `a smaller number is smaller however it is written`(small: String, great: String) throws {
        #expect(try fits(small, "exclusiveMaximum", great))
        #expect(try !fits(great, "exclusiveMaximum", small))
        #expect(try fits(great, "minimum", small))
        #expect(try !fits(small, "minimum", great))
        #expect(try !fits(small, "const", great))
    }

    @Test(arguments: [
        ("1", "1.0"), ("1", "10e-1"), ("100", "1E+2"), ("0", "-0"), ("0", "0.000e77"), ("-1.50", "-15e-1"),
        ("123456789012345678901234567890", "12345678901234567890123456789e1"),
    ])
    func `equal numbers are equal however they are written`(one: String, other: String) throws {
        for keyword in ["const", "minimum", "maximum"] {
            #expect(try fits(one, keyword, other))
            #expect(try fits(other, keyword, one))
        }
        #expect(try !fits(one, "exclusiveMinimum", other))
        #expect(try !fits(one, "exclusiveMaximum", other))
        let unique = try JSONSchema(["uniqueItems": true])
        #expect(unique.problems(of: [[.number(one)], [.number(other)]], limit: 1).count == 1)
    }

    @Test(arguments: [
        ("19.99", "0.01", true), ("19.995", "0.01", false), ("4.35", "0.05", true),
        ("1e308", "0.123456789", false),
        ("0", "7", true), ("-21", "7", true), ("-20", "7", false), ("1e1000", "16", true),
        ("1e1000", "3", false),
        ("111111111111111111111111111111", "3", true), ("111111111111111111111111111112", "3", false),
        ("1e-5", "1e-8", true), ("1e-8", "1e-5", false), ("7e99999999999999999", "7", true),
        ("999999999999999998000000000000000001", "999999999999999999", true),
        ("999999999999999998000000000000000002", "999999999999999999", false),
    ])
    func `multiples are exact`(literal: String, divisor: String, isMultiple: Bool) throws {
        #expect(try fits(literal, "multipleOf", divisor) == isMultiple)
    }

    @Test(arguments: [
        ("1", true), ("1.0", true), ("1e3", true), ("12.5e1", true), ("-0.0", true), ("1.5", false),
        ("1e-1", false), ("9007199254740993.5", false), ("1e999", true),
    ])
    func `an integer is a number without a fraction`(literal: String, isInteger: Bool) throws {
        let schema = try JSONSchema(["type": "integer"])
        #expect(schema.problems(of: .number(literal), limit: 1).isEmpty == isInteger)
    }

    @Test func `limits on sizes may be written with a fraction of zero, and be huge`() throws {
        #expect(try JSONSchema(["minLength": .number("2.0")]).problems(of: "a", limit: 1).count == 1)
        #expect(try JSONSchema(["maxLength": .number("1e99")]).problems(of: "a", limit: 1) == [])
    }
}
