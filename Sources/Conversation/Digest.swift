import Crypto

/// The SHA-256 digest of some bytes, as 64 lower-case hex digits: the name by which content is recognized again.
package struct Digest: Identifier {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The digest of the text's UTF-8 bytes.
    package init(of text: String) {
        self.init(of: Array(text.utf8))
    }

    package init(of bytes: [UInt8]) {
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        for byte in SHA256.hash(data: bytes) {
            digits.append(Self.digits[Int(byte >> 4)])
            digits.append(Self.digits[Int(byte & 15)])
        }
        rawValue = String(decoding: digits, as: UTF8.self)
    }

    /// The first hex digits, enough to tell apart the few things that stand beside each other.
    package func prefix(_ digits: Int) -> String {
        String(rawValue.prefix(digits))
    }

    /// A number as hex digits of a fixed width, so that order by text is order by number.
    package static func hexadecimal(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
