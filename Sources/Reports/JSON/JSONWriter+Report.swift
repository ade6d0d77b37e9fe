import Catalog
import Conversation

/// Members as the shapes for machines write them: what is not known is `null`, amounts are decimal strings, durations
/// seconds.
extension JSONWriter {
    mutating func member(_ name: String, optional text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }

    mutating func member(_ name: String, _ money: Money?) {
        member(name, optional: money?.decimal)
    }

    mutating func member(_ name: String, _ moment: Moment?) {
        member(name, optional: moment?.iso8601)
    }

    mutating func member(_ name: String, optional number: Int?) {
        key(name)
        if let number { integer(number) } else { null() }
    }

    /// Six places at most.
    mutating func member(_ name: String, ratio: Double?) {
        key(name)
        if let ratio { raw(Self.trimmed(Amount.fixed(ratio, 6))) } else { null() }
    }

    /// Exact, in seconds.
    mutating func member(_ name: String, seconds duration: Duration?) {
        key(name)
        if let duration { raw(Self.seconds(duration)) } else { null() }
    }

    mutating func member(_ name: String, _ usage: Usage?) {
        key(name)
        guard let usage else { return null() }
        object {
            $0.member("input", usage.input)
            $0.member("cacheRead", usage.cacheRead)
            $0.member("cacheWriteShort", usage.cacheWriteShort)
            $0.member("cacheWriteLong", usage.cacheWriteLong)
            $0.member("output", usage.output)
            $0.member("reasoning", usage.reasoning)
        }
    }

    mutating func object(_ name: String, _ content: (inout JSONWriter) -> Void) {
        key(name)
        object(content)
    }

    mutating func array(_ name: String, _ content: (inout JSONWriter) -> Void) {
        key(name)
        array(content)
    }

    /// `1.92`, without a `Double` in between.
    static func seconds(_ duration: Duration) -> String {
        let microseconds = duration.microseconds
        let digits = String(microseconds.magnitude)
        let filled = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        return (microseconds < 0 ? "-" : "") + trimmed("\(filled.dropLast(6)).\(filled.suffix(6))")
    }

    private static func trimmed(_ decimal: String) -> String {
        var text = decimal[...]
        guard text.contains(".") else { return decimal }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return String(text)
    }
}
