/// Sums of money in SQL. `sum()` fails once it passes 64 bits, which amounts at the limit of `Money` do at once, so the
/// upper and the lower half of each amount are summed apart; `RowReader.moneySum()` puts them together.
enum MoneySQL {
    /// Two columns.
    static func sum(_ amount: String) -> String {
        "ifnull(sum((\(amount)) >> 32), 0), ifnull(sum((\(amount)) & 4294967295), 0)"
    }
}
