import Conversation

/// Rows of a `.csv` file after RFC 4180: a header, fields in quotes where they hold commas, quotes or line
/// ends, `""` for a quote. Lines may end in CRLF or LF, empty ones are passed over; all values are text.
struct CSVTable {
    private let path: String
    private var chunks: ByteChunks
    private var columns: [String]?
    private var isBroken = false
    /// The line that is being read, from 1.
    private var line = 1
    /// What of that line was read, for excerpts; very long lines are cut off.
    private var text: [UInt8] = []

    init(path: String, chunks: ByteChunks) {
        self.path = path
        self.chunks = chunks
    }

    mutating func next() -> RowEvent? {
        while !isBroken {
            var record = Record(line: line)
            do {
                guard try read(&record) else { return chunks.takeFailure(path) }
            } catch {
                // What follows a broken quote can't be told from what is inside it.
                isBroken = true
                return .problem(error)
            }
            if record.isBlank { continue }
            guard let columns else {
                if let problem = takeHeader(record) { return .problem(problem) }
                continue
            }
            return row(record, columns)
        }
        return nil
    }

    private func row(_ record: Record, _ columns: [String]) -> RowEvent {
        guard record.fields.count == columns.count else {
            return .problem(
                ManifestProblem(
                    .raggedRow(expected: columns.count, found: record.fields.count),
                    at: record.place(path).location
                )
            )
        }
        var values = JSONObject()
        values.members.reserveCapacity(columns.count)
        for (column, field) in zip(columns, record.fields) {
            guard let text = String(validating: field, as: UTF8.self) else {
                return .problem(ManifestProblem(.file(.notUTF8), at: record.place(path).location))
            }
            values.members.append(JSONObject.Member(key: column, value: .string(text)))
        }
        return .row(Row(values: values, place: record.place(path)))
    }

    /// The first record's fields name the columns. A header that cannot be used ends the table.
    private mutating func takeHeader(_ record: Record) -> ManifestProblem? {
        var names: [String] = []
        for (index, field) in record.fields.enumerated() {
            let name = String(decoding: field, as: UTF8.self)
            let kind: ManifestProblem.Kind? =
                name.isEmpty ? .unnamedColumn(index + 1) : names.contains(name) ? .doubledColumn(name) : nil
            if let kind {
                isBroken = true
                return ManifestProblem(kind, at: record.place(path).location)
            }
            names.append(name)
        }
        columns = names
        return nil
    }
}

// MARK: - Records

extension CSVTable {
    private struct Record {
        var line: Int
        var fields: [[UInt8]] = []
        /// The record's first line.
        var text: [UInt8] = []

        init(line: Int) {
            self.line = line
        }

        var isBlank: Bool {
            fields.count == 1 && fields[0].isEmpty && text.isEmpty
        }

        func place(_ path: String) -> RowPlace {
            .line(file: path, number: line, bytes: text)
        }
    }

    /// Reads one record and the line end behind it.
    ///
    /// - Returns: whether there was one.
    private mutating func read(_ record: inout Record) throws(ManifestProblem) -> Bool {
        guard var byte = take() else { return false }
        while true {
            var field: [UInt8] = []
            var end: UInt8?
            if byte == UInt8(ascii: "\"") {
                end = try readQuoted(&field, &record)
            } else {
                end = try readPlain(&field, from: byte)
            }
            record.fields.append(field)
            guard end == UInt8(ascii: ",") else { break }
            guard let next = take() else {
                record.fields.append([])
                break
            }
            byte = next
        }
        if record.text.isEmpty { record.text = text }
        endLine()
        return true
    }

    /// - Returns: the comma or line end behind the field; nothing at the end of the file.
    private mutating func readPlain(
        _ field: inout [UInt8],
        from first: UInt8
    ) throws(ManifestProblem) -> UInt8? {
        var next: UInt8? = first
        while let byte = next {
            switch byte {
            case UInt8(ascii: ","), 0x0A: return byte
            case 0x0D:
                next = take()
                if next == 0x0A { return next }
                field.append(0x0D)
                continue
            case UInt8(ascii: "\""): throw problem(.strayQuote)
            default: field.append(byte)
            }
            next = take()
        }
        return nil
    }

    /// Reads on behind the opening quote.
    private mutating func readQuoted(
        _ field: inout [UInt8],
        _ record: inout Record
    ) throws(ManifestProblem) -> UInt8? {
        let opening = problem(.openQuote)
        while let byte = take() {
            guard byte == UInt8(ascii: "\"") else {
                field.append(byte)
                if byte == 0x0A {
                    if record.text.isEmpty { record.text = text }
                    endLine()
                }
                continue
            }
            var next = take()
            if next == UInt8(ascii: "\"") {
                field.append(UInt8(ascii: "\""))
                continue
            }
            if next == 0x0D { next = take() }
            guard let end = next else { return nil }
            if end == UInt8(ascii: ",") || end == 0x0A { return end }
            throw problem(.strayQuote)
        }
        throw opening
    }

    private mutating func take() -> UInt8? {
        guard let byte = chunks.next() else { return nil }
        if byte != 0x0A, byte != 0x0D, text.count < 400 { text.append(byte) }
        return byte
    }

    private mutating func endLine() {
        line += 1
        text.removeAll(keepingCapacity: true)
    }

    /// A problem at the byte read last.
    private func problem(_ kind: ManifestProblem.Kind) -> ManifestProblem {
        ManifestProblem(
            kind,
            at: ManifestProblem.Location(
                file: path,
                line: line,
                before: text.dropLast(),
                marked: text.suffix(1),
                after: []
            )
        )
    }
}
