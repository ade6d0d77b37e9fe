import Conversation

/// Where the rows of a job's variables come from.
enum RowSource: Sendable {
    /// The job has no data and is there once.
    case none
    case inline([Row])
    /// A `.jsonl` or `.csv` file, by its path.
    case file(String)
}

/// One row of variables.
struct Row: Sendable {
    var values: JSONObject
    /// What the row's digest is made of, where that is not `values`: before files were put in.
    var written: JSONObject?
    var place: RowPlace

    /// Where the row's name comes from: its `id` column, else the first eight hex digits of its digest.
    var name: String {
        if let id = values["id"], !id.isNull { return id.insertedText }
        return Digest(of: JSONValue.object(written ?? values).canonicalText).prefix(8)
    }
}

/// What a data file is called.
enum DataFile {
    static func isOne(_ path: String) -> Bool {
        [".jsonl", ".ndjson", ".csv"].contains { path.lowercased().hasSuffix($0) }
    }
}

/// Where a row stands. A location with its excerpt is made only for a row that has a problem.
enum RowPlace: Sendable {
    /// Bytes of a manifest.
    case inline(SourceText, Range<Int>)
    case line(file: String, number: Int, bytes: [UInt8])

    var location: ManifestProblem.Location {
        switch self {
        case .inline(let source, let range): source.location(of: range)
        case .line(let file, let number, let bytes):
            ManifestProblem.Location(
                file: file,
                line: number,
                before: bytes[..<0],
                marked: bytes[...],
                after: []
            )
        }
    }
}

/// What a data file yields next.
enum RowEvent {
    case row(Row)
    case problem(ManifestProblem)
}

/// Reads a data file row by row: no more than a chunk and a row of it is ever in memory.
struct RowReader {
    private enum Format {
        case lines(JSONLines)
        case table(CSVTable)
    }

    private var format: Format?
    private var opening: ManifestProblem?
    private(set) var count = 0
    private let path: String

    init(path: String) {
        self.path = path
        do {
            let chunks = try ByteChunks(path: path)
            format =
                path.lowercased().hasSuffix(".csv")
                ? .table(CSVTable(path: path, chunks: chunks)) : .lines(JSONLines(path: path, chunks: chunks))
        } catch {
            opening = ManifestProblem(.file(error), at: ManifestProblem.Location(file: path))
        }
    }

    /// Nothing at the end of the file.
    mutating func next() -> RowEvent? {
        if let problem = opening {
            opening = nil
            return .problem(problem)
        }
        let event: RowEvent?
        switch format {
        case .lines(var lines):
            format = nil
            event = lines.next()
            format = .lines(lines)
        case .table(var table):
            format = nil
            event = table.next()
            format = .table(table)
        case nil: return nil
        }
        if event == nil {
            format = nil
            guard count > 0 else { return .problem(ManifestProblem(.noRows, at: .init(file: path))) }
        }
        count += 1
        return event
    }
}
