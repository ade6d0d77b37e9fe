/// A point in time, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Made by whoever holds the clock (`Commands`), stored as a number, printed as `2026-11-22T07:15:04.120Z`.
package struct Moment: Hashable, Comparable, Sendable, Codable {
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static func < (left: Moment, right: Moment) -> Bool {
        left.microseconds < right.microseconds
    }

    package static func + (moment: Moment, duration: Duration) -> Moment {
        Moment(microseconds: moment.microseconds + duration.microseconds)
    }

    package static func - (later: Moment, earlier: Moment) -> Duration {
        .microseconds(later.microseconds - earlier.microseconds)
    }
}

extension Moment {
    /// The date and time of day in UTC.
    package struct Calendar: Equatable, Sendable {
        package var year, month, day, hour, minute, second, millisecond: Int
    }

    /// Civil date from a count of days, after Howard Hinnant's `civil_from_days`
    /// (https://howardhinnant.github.io/date_algorithms.html): eras of 400 years that begin in March.
    package var calendar: Calendar {
        let milliseconds = microseconds.flooredQuotient(1_000)
        let seconds = milliseconds.flooredQuotient(1_000)
        let days = seconds.flooredQuotient(86_400)
        let secondOfDay = Int(seconds - days * 86_400)
        let shifted = Int(days) + 719_468
        let era = Int(Int64(shifted).flooredQuotient(146_097))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return Calendar(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
            hour: secondOfDay / 3_600,
            minute: secondOfDay / 60 % 60,
            second: secondOfDay % 60,
            millisecond: Int(milliseconds - seconds * 1_000)
        )
    }

    /// `2026-11-22T07:15:04.120Z`
    package var iso8601: String {
        let time = calendar
        return date + "T" + Self.padded(time.hour, 2) + ":" + Self.padded(time.minute, 2) + ":"
            + Self.padded(time.second, 2) + "." + Self.padded(time.millisecond, 3) + "Z"
    }

    /// `2026-11-22`, in UTC.
    package var date: String {
        let time = calendar
        return Self.padded(time.year, 4) + "-" + Self.padded(time.month, 2) + "-" + Self.padded(time.day, 2)
    }

    /// `20261122T071503Z`, as run folders are named.
    package var compact: String {
        let time = calendar
        return Self.padded(time.year, 4) + Self.padded(time.month, 2) + Self.padded(time.day, 2) + "T"
            + Self.padded(time.hour, 2) + Self.padded(time.minute, 2) + Self.padded(time.second, 2) + "Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Duration {
    /// Whole microseconds; what is finer is cut off.
    package var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    /// Seconds as reports print them.
    package var seconds: Double {
        Double(microseconds) / 1_000_000
    }
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
