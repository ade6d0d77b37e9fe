import Conversation

/// A row of RFC 4180: fields are quoted where they must be, lines end in CR LF.
struct CSVRow {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    /// Text of whatever origin. What a spreadsheet would take for a formula is kept from it by an apostrophe before it
    /// (https://owasp.org/www-community/attacks/CSV_Injection).
    mutating func text(_ text: String?) {
        guard let text else { return field("") }
        if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
            field("'" + text)
        } else {
            field(text)
        }
    }

    /// A number of our own.
    mutating func number(_ number: Int?) {
        field(number.map(String.init) ?? "")
    }

    mutating func seconds(_ duration: Duration?) {
        field(duration.map(JSONWriter.seconds) ?? "")
    }

    /// Text that is known to be harmless: an amount, a moment, a name of ours.
    mutating func field(_ text: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
            bytes += text.utf8
            return
        }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    mutating func end() {
        bytes += [0x0D, 0x0A]
        isFirst = true
    }
}
