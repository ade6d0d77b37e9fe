import Catalog
import Conversation

/// Draws a run's progress on a terminal: a line a provider, in place, with what failed scrolling above. What it costs
/// does not depend on how much happens: it looks a few times a second.
final class LiveDisplay {
    private let progress: RunProgress
    private let console: Console
    private let time: SystemTimekeeper
    private var drawn = 0

    init(progress: RunProgress, console: Console, time: SystemTimekeeper) {
        self.progress = progress
        self.console = console
        self.time = time
    }

    /// Draws until the task is cancelled, then once more.
    func run() async {
        while !Task.isCancelled {
            draw()
            do { try await time.sleep(until: time.elapsed + .milliseconds(125)) } catch { break }
        }
        draw()
    }

    private func draw() {
        let state = progress.take()
        // Up to the first line of the last drawing, and everything below it away.
        var text = drawn > 0 ? "\u{1B}[\(drawn)A\u{1B}[J" : ""
        let width = console.columns
        for line in state.lines { text += String(line.prefix(width * 3)) + "\n" }
        var lines: [String] = []
        for (provider, share) in state.shares.sorted(by: { $0.key < $1.key }) {
            lines.append(Self.line(provider, share))
        }
        let done = state.shares.values.reduce(0) { $0 + $1.done }
        lines.append("\(done) of \(state.total) jobs, \(Format.seconds(time.elapsed - state.started))")
        for line in lines { text += String(line.prefix(max(width - 1, 20))) + "\n" }
        drawn = lines.count
        console.write(text)
    }

    private static func line(_ provider: ProviderID, _ share: RunProgress.Share) -> String {
        var text = provider.rawValue.padding(to: 14)
        text += " \(share.done) done"
        if share.failed > 0 { text += ", \(share.failed) failed" }
        if share.errored > 0 { text += ", \(share.errored) errored" }
        text += ", \(max(share.started - share.done, 0)) open, \(share.inFlight) in flight"
        if share.retries > 0 { text += ", \(share.retries) retries" }
        text += ", $" + share.spent.dollars(places: 4)
        if let stopped = share.stopped { text += ", stopped: \(stopped)" }
        return text
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
