import Conversation
import Foundation
import Testing

struct MomentTests {
    @Test func `dates agree with Foundation's calendar`() throws {
        var calendar = Foundation.Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        // From 1583, the first whole year of the Gregorian calendar, to 2400, at odd steps of some 33 days.
        for seconds in stride(from: Int64(-12_212_553_600), to: 13_569_465_600, by: 2_877_777) {
            let date = Date(timeIntervalSince1970: Double(seconds))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
            let time = Moment(microseconds: seconds * 1_000_000 + 7_999).calendar
            #expect(
                [time.year, time.month, time.day, time.hour, time.minute, time.second, time.millisecond] == [
                    parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second, 7,
                ]
            )
        }
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z", "19700101T000000Z"),
        (-1, "1969-12-31T23:59:59.999Z", "19691231T235959Z"),
        (1_795_331_704_120_999, "2026-11-22T07:15:04.120Z", "20261122T071504Z"),
        (951_782_399_999_999, "2000-02-28T23:59:59.999Z", "20000228T235959Z"),
        (951_782_400_000_000, "2000-02-29T00:00:00.000Z", "20000229T000000Z"),
        (4_107_542_400_000_000, "2100-03-01T00:00:00.000Z", "21000301T000000Z"),
    ])
    func `moments are printed in UTC`(microseconds: Int64, iso8601: String, compact: String) {
        let moment = Moment(microseconds: microseconds)
        #expect(moment.iso8601 == iso8601)
        #expect(moment.compact == compact)
        #expect(moment.date == String(iso8601.prefix(10)))
    }

    @Test func `the time between two moments added to the first is the second`() {
        let first = Moment(microseconds: -5)
        let second = Moment(microseconds: 1_795_331_704_120_999)
        #expect(first + (second - first) == second)
        #expect(second + (first - second) == first)
        #expect(first < second)
    }

    @Test(arguments: [
        (Duration.milliseconds(-1_500), Int64(-1_500_000), -1.5), (.nanoseconds(1_999), 1, 0.000_001),
        (.seconds(3), 3_000_000, 3),
    ])
    func `durations count whole microseconds`(duration: Duration, microseconds: Int64, seconds: Double) {
        #expect(duration.microseconds == microseconds)
        #expect(duration.seconds == seconds)
    }
}
