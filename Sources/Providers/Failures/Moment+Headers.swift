import Conversation

extension Moment {
    /// `Sun, 22 Nov 2026 08:00:00 GMT`: the form of HTTP's dates that is sent (RFC 9110, section 5.6.7).
    init?(httpDate text: String) {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
            let month = Self.months.firstIndex(of: words[2].lowercased())
        else { return nil }
        self.init(year: year, month: month + 1, day: day, time: words[4], offset: 0)
    }

    /// `2026-11-22T08:01:00Z`, or with a fraction, or with an offset in place of the `Z` (RFC 3339, section 5.6).
    init?(rfc3339 text: String) {
        let halves = text.split(whereSeparator: { $0 == "T" || $0 == "t" || $0 == " " })
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: "-").compactMap { Int($0) }
        guard date.count == 3 else { return nil }
        var time = halves[1]
        var offset = 0
        if let last = time.last, last == "Z" || last == "z" {
            time.removeLast()
        } else if let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let parts = time[time.index(after: sign)...].split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2 else { return nil }
            offset = (parts[0] * 3_600 + parts[1] * 60) * (time[sign] == "-" ? -1 : 1)
            time = time[..<sign]
        } else {
            return nil
        }
        self.init(year: date[0], month: date[1], day: date[2], time: time, offset: offset)
    }

    private init?(year: Int, month: Int, day: Int, time: Substring, offset: Int) {
        let parts = time.split(separator: ":")
        guard parts.count == 3, let hour = Int(parts[0]), let minute = Int(parts[1]),
            let second = Double(parts[2]), 1...12 ~= month, 1...31 ~= day, 0...24 ~= hour, 0...59 ~= minute,
            0..<61 ~= second, 1970...9999 ~= year
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 - offset
        self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(second * 1_000_000))
    }

    /// Days since 1970 from a civil date, after Howard Hinnant's `days_from_civil`
    /// (https://howardhinnant.github.io/date_algorithms.html), for years since 1970.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
