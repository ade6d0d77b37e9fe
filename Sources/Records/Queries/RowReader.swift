import Catalog
import Conversation
import GRDB

/// Reads a row's columns from left to right, so that a list of columns and the value made of them stand together.
struct RowReader {
    private let row: Row
    private var index = 0

    init(_ row: Row) {
        self.row = row
    }

    /// The next column; `NULL` only where the type is an optional.
    mutating func next<Value: DatabaseValueConvertible & StatementColumnConvertible>() -> Value {
        defer { index += 1 }
        return row[index]
    }

    mutating func identifier<Name: Identifier>() -> Name {
        Name(rawValue: next())
    }

    mutating func identifier<Name: Identifier>() -> Name? {
        let text: String? = next()
        return text.map { Name(rawValue: $0) }
    }

    mutating func moment() -> Moment {
        Moment(microseconds: next())
    }

    mutating func moment() -> Moment? {
        let microseconds: Int64? = next()
        return microseconds.map { Moment(microseconds: $0) }
    }

    mutating func duration() -> Duration? {
        let microseconds: Int64? = next()
        return microseconds.map { Duration.microseconds($0) }
    }

    mutating func money() -> Money? {
        let picodollars: Int64? = next()
        return picodollars.map { Money(picodollars: $0) }
    }

    /// A sum made by `MoneySQL.sum`; it stops at what can be counted.
    mutating func moneySum() -> Money {
        let high: Int64 = next()
        let low: Int64 = next()
        return Money(picodollars: Int64(clamping: Int128(high) << 32 + Int128(low)))
    }

    mutating func json() throws -> JSONValue? {
        let text: String? = next()
        return try text.map { try JSONValue(parsing: $0) }
    }

    /// Most jobs have no variables, axes, tags or facts, and every row is read at least twice.
    mutating func object() throws -> JSONObject {
        guard let text: String = next(), text != "{}" else { return JSONObject() }
        return try JSONValue(parsing: text).object ?? JSONObject()
    }

    mutating func texts() throws -> [String] {
        guard let text: String = next(), text != "[]" else { return [] }
        return try JSONValue(parsing: text).array?.compactMap(\.string) ?? []
    }

    mutating func model() throws -> ModelReference {
        let text: String = next()
        guard let model = ModelReference(text) else {
            throw RecordError.rejected(message: "`\(text)` is no model")
        }
        return model
    }

    /// An outcome and its facts, which are both there or both absent.
    mutating func ending() throws -> Ending? {
        let outcome: String? = next()
        let facts = try object()
        guard let outcome else { return nil }
        guard let known = Outcome(rawValue: outcome) else {
            throw RecordError.rejected(message: "`\(outcome)` is no outcome")
        }
        return Ending(known, facts: facts)
    }
}

extension Database {
    /// All rows of a query, each made into a value.
    func all<Value>(
        _ sql: String,
        _ arguments: StatementArguments = StatementArguments(),
        _ make: (inout RowReader) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try each(sql, arguments) { values.append(try make(&$0)) }
        return values
    }

    /// Looks at the rows of a query, one after the other.
    func each(
        _ sql: String,
        _ arguments: StatementArguments = StatementArguments(),
        _ body: (inout RowReader) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(try cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() {
            var reader = RowReader(row)
            try body(&reader)
        }
    }

    /// The first row of a query.
    func first<Value>(
        _ sql: String,
        _ arguments: StatementArguments = StatementArguments(),
        _ make: (inout RowReader) throws -> Value
    ) throws -> Value? {
        try all(sql, arguments, make).first
    }
}
