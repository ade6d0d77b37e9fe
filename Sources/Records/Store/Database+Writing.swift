import GRDB
import GRDBSQLite

extension Database {
    /// Executes a statement that is compiled once for each connection.
    ///
    /// Bound and stepped through SQLite's own interface: a job is a dozen statements, and GRDB's general path, with its
    /// observers and its boxed arguments, costs as much as SQLite's work.
    func run(_ sql: String, _ values: [any SQLBindable]) throws {
        let statement = try cachedStatement(sql: sql).sqliteStatement
        assert(Int(sqlite3_bind_parameter_count(statement)) == values.count, "one value for each parameter")
        for (index, value) in values.enumerated() {
            guard value.bind(to: statement, at: Int32(index + 1)) == SQLITE_OK else { throw lastError(sql) }
        }
        var code = sqlite3_step(statement)
        while code == SQLITE_ROW { code = sqlite3_step(statement) }
        let error = code == SQLITE_DONE ? nil : lastError(sql)
        sqlite3_reset(statement)
        if let error { throw error }
    }

    /// Executes a statement that must change exactly one row: anything else means that what it names is not there.
    func change(_ sql: String, _ values: [any SQLBindable], _ subject: @autoclosure () -> String) throws {
        try run(sql, values)
        if sqlite3_changes(sqliteConnection) != 1 {
            throw RecordError.rejected(message: "the record has no \(subject())")
        }
    }

    /// All that `body` writes, or none of it.
    func transaction(_ body: () throws -> Void) throws {
        try run("BEGIN IMMEDIATE", [])
        do {
            try body()
            try run("COMMIT", [])
        } catch {
            // Some failures have rolled back by themselves.
            if isInsideTransaction { try run("ROLLBACK", []) }
            throw error
        }
    }

    private func lastError(_ sql: String) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(sqliteConnection)),
            message: String(cString: sqlite3_errmsg(sqliteConnection)),
            sql: sql
        )
    }
}

/// A value that SQLite can store.
protocol SQLBindable {
    /// - Returns: SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int: SQLBindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Int64: SQLBindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, self)
    }
}

extension Bool: SQLBindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, self ? 1 : 0)
    }
}

extension Double: SQLBindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_double(statement, index, self)
    }
}

extension String: SQLBindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            // An empty buffer may have no address, which would bind NULL.
            guard let address = bytes.baseAddress else {
                return sqlite3_bind_text(statement, index, "", 0, Self.copied)
            }
            return address.withMemoryRebound(to: CChar.self, capacity: bytes.count) { text in
                sqlite3_bind_text64(
                    statement,
                    index,
                    text,
                    UInt64(bytes.count),
                    Self.copied,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
    }

    /// Tells SQLite to copy the text at once: `SQLITE_TRANSIENT`, which Swift does not see.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .some(let value): value.bind(to: statement, at: index)
        case .none: sqlite3_bind_null(statement, index)
        }
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
