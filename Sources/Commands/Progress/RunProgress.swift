import Catalog
import Conversation
import Runs
import Synchronization

/// What is shown of a run while it runs: counts by provider, kept from events, drawn by `LiveDisplay` or told in plain
/// lines.
final class RunProgress: RunObserver {
    /// How one provider's share stands.
    struct Share: Sendable {
        var jobs = 0
        var started = 0
        var passed = 0
        var failed = 0
        var errored = 0
        var inFlight = 0
        var retries = 0
        var spent = Money.zero
        var stopped: String?

        var done: Int {
            passed + failed + errored
        }
    }

    struct State: Sendable {
        var total = 0
        var shares: [ProviderID: Share] = [:]
        var started: Duration
        /// Lines that wait to be shown above a live display.
        var lines: [String] = []
        /// Since the last milestone.
        var finished = 0
    }

    /// Jobs from one milestone to the next.
    private static let milestone = 500

    enum Style: Sendable {
        case silent
        case plain(verbose: Bool)
        case live(verbose: Bool)
    }

    let style: Style
    /// One element each time that some hundred jobs have ended; those that come unseen are one. For one reader.
    let milestones: AsyncStream<Void>
    private let passed: AsyncStream<Void>.Continuation
    private let time: SystemTimekeeper
    private let console: Console
    private let events: EventStream?
    private let state: Mutex<State>

    init(style: Style, console: Console, events: EventStream?, time: SystemTimekeeper) {
        self.style = style
        self.console = console
        self.events = events
        self.time = time
        (milestones, passed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        state = Mutex(State(started: time.elapsed))
    }

    /// The shares by name, and the lines that have not been shown yet.
    func take() -> State {
        state.withLock { state in
            defer { state.lines = [] }
            return state
        }
    }

    /// Counts one more job that has ended; says whether some hundred have since it last said so.
    private func reachedMilestone() -> Bool {
        state.withLock { state in
            state.finished = (state.finished + 1) % Self.milestone
            return state.finished == 0
        }
    }

    func callsChanged(_ provider: ProviderID, inFlight change: Int, spent: Money) {
        state.withLock { state in
            state.shares[provider, default: Share()].inFlight += change
            state.shares[provider, default: Share()].spent += spent
        }
    }

    func received(_ event: RunEvent) async {
        events?.write(event)
        switch event.kind {
        case .runStarted(_, let jobs):
            state.withLock { $0.total = jobs }
        case .jobStarted(_, let provider, _):
            state.withLock { $0.shares[provider, default: Share()].started += 1 }
        case .callRetried(let provider, let error, let pause):
            state.withLock { $0.shares[provider, default: Share()].retries += 1 }
            if isVerbose, let job = event.job {
                say("  \(job): \(provider) \(error.kind.name), trying again in \(Format.seconds(pause))")
            }
        case .providerSlowed(let provider, let width, let error, let pause):
            if isVerbose {
                let seconds = Format.seconds(pause)
                say("~ \(provider): \(error.kind.name): pausing \(seconds), then \(width) at once")
            }
        case .providerStopped(let provider, let error):
            state.withLock { $0.shares[provider, default: Share()].stopped = error.kind.name }
            say("! \(provider): no more calls: \(error.message.isEmpty ? error.kind.name : error.message)")
        case .jobFinished(let finish):
            count(finish)
            if reachedMilestone() { passed.yield() }
            if let job = event.job, isVerbose || finish.ending.outcome.status != .passed {
                say(Format.line(for: finish, job: job))
            }
        case .sessionStarted, .messageAdded, .toolStarted, .toolFinished, .stepFinished, .summarized,
            .checkFinished, .runFinished:
            break
        }
    }

    private func count(_ finish: RunEvent.JobFinish) {
        state.withLock { state in
            switch finish.ending.outcome.status {
            case .passed, .skipped: state.shares[finish.provider, default: Share()].passed += 1
            case .failed: state.shares[finish.provider, default: Share()].failed += 1
            case .errored: state.shares[finish.provider, default: Share()].errored += 1
            case .stopped: break
            }
        }
    }

    private var isVerbose: Bool {
        switch style {
        case .silent: false
        case .plain(let verbose), .live(let verbose): verbose
        }
    }

    /// A line of plain progress: at once, or above the live display when it is next drawn.
    func say(_ line: String) {
        switch style {
        case .silent: break
        case .plain: console.write(line + "\n")
        case .live: state.withLock { $0.lines.append(line) }
        }
    }
}
