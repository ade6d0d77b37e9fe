import Conversation

/// What an outcome means, as an SQL expression, made from the one table there is (`Outcome.status`).
enum StatusSQL {
    /// A `CASE` over a column of outcomes; `NULL` where it has none.
    static func cases(of column: String) -> String {
        let lines = Status.allCases.map { "WHEN \(column) IN (\(outcomes(of: $0))) THEN '\($0.rawValue)'" }
        return "CASE " + lines.joined(separator: " ") + " END"
    }

    /// The outcomes of a status, for `IN (…)`.
    static func outcomes(of status: Status) -> String {
        Outcome.allCases.filter { $0.status == status }.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    }
}
