package import Conversation

/// Hours of working days in which a provider multiplies all its prices.
///
/// Public holidays are not known here: they count as the working days they would otherwise be, so that a cost is never
/// told too low.
package struct PeakHours: Hashable, Sendable {
    /// Hours of a day in UTC: from the first, until the last begins.
    package struct Window: Hashable, Sendable {
        package var from: Int
        package var until: Int

        package init(from: Int, until: Int) {
            self.from = from
            self.until = until
        }
    }

    package var factor: Multiplier
    /// When this began to hold.
    package var since: Moment
    package var windows: [Window]

    package init(factor: Multiplier, since: Moment, windows: [Window]) {
        self.factor = factor
        self.since = since
        self.windows = windows
    }

    /// What prices are multiplied by for a call that ended at this moment.
    func factor(at moment: Moment) -> Multiplier {
        guard moment >= since, moment.isMondayToFriday else { return .one }
        let hour = moment.calendar.hour
        return windows.contains { $0.from <= hour && hour < $0.until } ? factor : .one
    }
}

extension Moment {
    fileprivate var isMondayToFriday: Bool {
        let microsecondsOfDay: Int64 = 86_400_000_000
        // 1970-01-01 was a Thursday, the third day after Monday.
        return (microseconds / microsecondsOfDay + 3) % 7 < 5
    }
}
