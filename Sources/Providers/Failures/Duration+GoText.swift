extension Duration {
    /// Nothing for what is no sensible delay.
    init?(milliseconds: Double) {
        guard milliseconds.isFinite, abs(milliseconds) < 1e12 else { return nil }
        self = .microseconds(Int64(milliseconds * 1_000))
    }

    /// Go's text for durations (https://pkg.go.dev/time#ParseDuration), with Groq's `d` for days, and a plain number for
    /// seconds: one or more of a number and a unit.
    ///
    /// | text | seconds |
    /// |---|---|
    /// | `120ms` | 0.12 |
    /// | `7.66s` | 7.66 |
    /// | `6m0s` | 360 |
    /// | `10h17m5.7s` | 37025.7 |
    /// | `20` | 20 |
    init?(goText text: Substring) {
        if let seconds = Double(text) {
            self.init(milliseconds: seconds * 1_000)
            return
        }
        var rest = text
        var milliseconds = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest[number.endIndex...]
            let unit = rest.prefix { !$0.isNumber }
            rest = rest[unit.endIndex...]
            guard let value = Double(number), let scale = Self.scale(of: unit) else { return nil }
            milliseconds += value * scale
        }
        guard !text.isEmpty else { return nil }
        self.init(milliseconds: milliseconds)
    }

    private static func scale(of unit: Substring) -> Double? {
        switch unit {
        case "ns": 0.000_001
        case "us", "µs": 0.001
        case "ms": 1
        case "s": 1_000
        case "m": 60_000
        case "h": 3_600_000
        case "d": 86_400_000
        default: nil
        }
    }
}
