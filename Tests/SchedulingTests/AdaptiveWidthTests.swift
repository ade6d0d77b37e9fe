import Conversation
import Testing

@testable import Scheduling

/// A provider that takes so many requests at once, and a lane that always has more to send: what becomes of each
/// request is known before the next one is sent.
private struct CappedProvider {
    var cap: Int
    var width: AdaptiveWidth
    var inFlight: [AdaptiveWidth.Mark] = []
    var refusals = 0
    var sent = 0

    /// Sends as many as the width allows, hears of each, then lets all that were taken end.
    mutating func round() {
        var marks: [AdaptiveWidth.Mark] = []
        while marks.count < width.current { marks.append(width.mark(level: marks.count + 1)) }
        sent += marks.count
        var left = marks.count
        for mark in marks.dropFirst(cap) {
            left -= 1
            refusals += 1
            _ = width.refuse(mark, inFlight: left)
        }
        for mark in marks.prefix(cap) { width.took(mark, isWanted: true) }
    }
}

@Suite struct AdaptiveWidthTests {
    @Test func `it begins narrow and doubles while everything is taken`() {
        var provider = CappedProvider(cap: 1_000, width: AdaptiveWidth(most: 100))
        var widths: [Int] = []
        for _ in 0..<5 {
            widths.append(provider.width.current)
            provider.round()
        }
        #expect(widths == [16, 32, 64, 100, 100])
    }

    @Test func `it is never wider than it may be`() {
        #expect(AdaptiveWidth(most: 4).current == 4)
        #expect(!AdaptiveWidth(most: 4).isGrowing)
    }

    @Test(arguments: [3, 8, 20, 33, 64])
    func `it finds what the provider takes, and is refused rarely from then on`(cap: Int) {
        var provider = CappedProvider(cap: cap, width: AdaptiveWidth(most: 100))
        while provider.sent < 200 { provider.round() }
        #expect(provider.width.current <= cap + 1)
        #expect(provider.refusals < max(30, cap))
        provider.refusals = 0
        provider.sent = 0
        while provider.sent < 3_000 { provider.round() }
        #expect(provider.width.current >= cap - 1)
        #expect(provider.refusals * 100 < provider.sent * 2)
    }

    @Test func `it widens again once the provider takes more`() {
        var provider = CappedProvider(cap: 8, width: AdaptiveWidth(most: 64))
        while provider.sent < 200 { provider.round() }
        provider.cap = 1_000
        var answers = 0
        while provider.width.current < 64, answers < 10_000 {
            answers += provider.width.current
            provider.round()
        }
        #expect(provider.width.current == 64)
    }

    @Test
    func `a refusal beside many that were taken at full width narrows it a little, to a quarter at most`() {
        var width = AdaptiveWidth(most: 16)
        for _ in 0..<1_000 {
            for _ in 0..<4 { width.took(width.mark(level: width.current), isWanted: true) }
            _ = width.refuse(width.mark(level: width.current), inFlight: width.current - 1)
            #expect(width.current >= 4)
        }
    }

    @Test func `a width that nobody uses does not grow`() {
        var width = AdaptiveWidth(most: 100)
        for _ in 0..<100 { width.took(width.mark(level: 1), isWanted: false) }
        #expect(width.current == AdaptiveWidth.first)
    }
}

@Suite struct LearnedWindowTests {
    @Test func `it knows nothing until it is told`() {
        var window = LearnedWindow()
        #expect(window.wait(tokens: 1_000_000, now: .zero) == nil)
    }

    @Test func `a window refills evenly until the time at which it is full`() {
        var window = LearnedWindow()
        let mark = window.take(tokens: 10)
        // 30 of 14,400 requests a day are gone, and come back one in six seconds.
        let limit = RateLimit(unit: .requests, limit: 14_400, remaining: 0, refill: .seconds(86_400))
        window.learn([limit], of: mark, now: .seconds(10))
        #expect(window.wait(tokens: 10, now: .seconds(10)) == .seconds(6))
        #expect(window.wait(tokens: 10, now: .seconds(13)) == .seconds(3))
        #expect(window.wait(tokens: 10, now: .seconds(16)) == nil)
    }

    @Test func `tokens sent since are taken off`() {
        var window = LearnedWindow()
        let mark = window.take(tokens: 500)
        _ = window.take(tokens: 300)
        let limit = RateLimit(unit: .tokens, limit: 1_000, remaining: 500, refill: .seconds(30))
        window.learn([limit], of: mark, now: .zero)
        #expect(window.wait(tokens: 200, now: .zero) == nil)
        _ = window.take(tokens: 200)
        #expect(window.wait(tokens: 100, now: .zero) == .seconds(6))
    }

    @Test func `a request larger than the window waits until that is full`() {
        var window = LearnedWindow()
        let limit = RateLimit(unit: .tokens, limit: 1_000, remaining: 900, refill: .seconds(6))
        window.learn([limit], of: window.take(tokens: 1), now: .zero)
        #expect(window.wait(tokens: 5_000, now: .zero) == .seconds(6))
        #expect(window.wait(tokens: 5_000, now: .seconds(6)) == nil)
    }

    @Test func `no request goes while the window of the answers is empty`() {
        var window = LearnedWindow()
        let limit = RateLimit(unit: .outputTokens, limit: 100, remaining: 0, refill: .seconds(100))
        window.learn([limit], of: window.take(tokens: 1), now: .zero)
        #expect(window.wait(tokens: 1, now: .zero) == .seconds(1))
    }
}
