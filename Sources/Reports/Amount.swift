import Catalog
import Conversation
import Records

/// Numbers as people read them.
enum Amount {
    /// `$12.30`, `$0.0123`, `$0.000041`: with as many places as the amount needs to mean something.
    static func dollars(_ money: Money) -> String {
        dollars(money, places: places(for: money))
    }

    static func dollars(_ money: Money, places: Int) -> String {
        "$" + money.dollars(places: places)
    }

    /// 2 from a dollar on (and for nothing at all), 4 from a cent on, else 6.
    static func places(for money: Money) -> Int {
        switch money.picodollars.magnitude {
        case 0, 1_000_000_000_000...: 2
        case 10_000_000_000...: 4
        default: 6
        }
    }

    /// `$1.20`, `$1.20+` where some calls' cost is not known, `?` where none is.
    static func cost(_ spending: Spending, places: Int? = nil) -> String {
        guard let cost = spending.knownCost else { return "?" }
        let isIncomplete = spending.unpriced > 0 || spending.unknownUsage > 0
        return dollars(cost, places: places ?? self.places(for: cost)) + (isIncomplete ? "+" : "")
    }

    /// `950`, `12.3k`, `4.56M`.
    static func tokens(_ count: Int) -> String {
        switch count {
        case ..<10_000: String(count)
        case ..<1_000_000: fixed(Double(count) / 1_000, 1) + "k"
        case ..<1_000_000_000: fixed(Double(count) / 1_000_000, 2) + "M"
        default: fixed(Double(count) / 1_000_000_000, 2) + "G"
        }
    }

    /// `0.31 s`, `12.4 s`, `3m 05s`, `2h 10m`.
    static func seconds(_ duration: Duration) -> String {
        let seconds = duration.seconds
        switch seconds {
        case ..<10: return fixed(seconds, 2) + " s"
        case ..<100: return fixed(seconds, 1) + " s"
        case ..<3_600: return "\(Int(seconds) / 60)m \(padded(Int(seconds) % 60))s"
        default: return "\(Int(seconds) / 3_600)h \(padded(Int(seconds) / 60 % 60))m"
        }
    }

    /// `97 %`
    static func percent(_ share: Double) -> String {
        fixed(share * 100, 0) + " %"
    }

    /// `1 job`, `2 jobs`
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A number with so many places, rounded half away from zero.
    static func fixed(_ number: Double, _ places: Int) -> String {
        var unit = 1.0
        for _ in 0..<places { unit *= 10 }
        let scaled = Int((abs(number) * unit).rounded())
        let digits = String(scaled)
        let filled = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let text = places == 0 ? filled : "\(filled.dropLast(places)).\(filled.suffix(places))"
        return (number < 0 && scaled > 0 ? "-" : "") + text
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
