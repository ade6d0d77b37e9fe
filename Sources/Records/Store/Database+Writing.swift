import GRDB

extension Database {
    /// Executes a statement that is compiled once for each connection.
    func run(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?]) throws {
        let statement = try cachedStatement(sql: sql)
        try statement.execute(arguments: StatementArguments(arguments))
    }

    /// Executes a statement that must change exactly one row: anything else means that what it names is not there.
    func change(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?], _ subject: String) throws {
        try run(sql, arguments)
        if changesCount != 1 { throw RecordError.rejected(message: "the record has no \(subject)") }
    }
}

extension String {
    /// Text from models, tools and providers as SQLite can hold it: it would end at the first NUL, which becomes U+FFFD.
    /// (Entries are JSON, where a NUL is written `\u0000` and comes back.)
    var storable: String {
        guard utf8.contains(0) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
}
