import Conversation

/// Rows of a `.jsonl` file: an object on each line. Empty lines are passed over.
struct JSONLines {
    private let path: String
    private var chunks: ByteChunks
    private var line: [UInt8] = []
    private var number = 0

    init(path: String, chunks: ByteChunks) {
        self.path = path
        self.chunks = chunks
    }

    mutating func next() -> RowEvent? {
        while chunks.readLine(into: &line) {
            number += 1
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            return read()
        }
        return chunks.takeFailure(path)
    }

    private func read() -> RowEvent {
        guard String(validating: line, as: UTF8.self) != nil else {
            return .problem(ManifestProblem(.file(.notUTF8), at: location(0..<line.count)))
        }
        do {
            let value = try JSONValue(parsing: line)
            guard let object = value.object else {
                return .problem(
                    ManifestProblem(.rowIsNoObject(found: value.kind), at: location(0..<line.count))
                )
            }
            if let doubled = object.doubledKey {
                return .problem(
                    ManifestProblem(.doubledKey(doubled, firstLine: number), at: location(0..<line.count))
                )
            }
            return .row(Row(values: object, place: .line(file: path, number: number, bytes: line)))
        } catch {
            let found = line.indices.contains(error.offset) ? String(UnicodeScalar(line[error.offset])) : nil
            return .problem(
                ManifestProblem(
                    .malformedRow(error.kind, found: found),
                    at: location(error.offset..<error.offset + 1)
                )
            )
        }
    }

    private func location(_ range: Range<Int>) -> ManifestProblem.Location {
        let start = min(range.lowerBound, line.count)
        let end = min(range.upperBound, line.count)
        return ManifestProblem.Location(
            file: path,
            line: number,
            before: line[..<start],
            marked: line[start..<end],
            after: line[end...]
        )
    }
}

extension ByteChunks {
    /// That reading failed midway; told once.
    mutating func takeFailure(_ path: String) -> RowEvent? {
        guard failed else { return nil }
        failed = false
        return .problem(ManifestProblem(.file(.unreadable), at: ManifestProblem.Location(file: path)))
    }
}

extension JSONObject {
    /// A name that comes twice.
    var doubledKey: String? {
        var seen: Set<String> = []
        return members.first { !seen.insert($0.key).inserted }?.key
    }
}
