/// Says every half minute how a run in a pipe stands, so that nobody takes a long run for a dead one.
struct Heartbeat {
    let progress: RunProgress
    let time: SystemTimekeeper

    func run() async {
        while !Task.isCancelled {
            do { try await time.sleep(until: time.elapsed + .seconds(30)) } catch { return }
            let state = progress.take()
            let shares = state.shares.values
            let done = shares.reduce(0) { $0 + $1.done }
            let inFlight = shares.reduce(0) { $0 + $1.inFlight }
            let passed = time.elapsed - state.started
            progress.say(
                "\(Format.seconds(passed)): \(done) of \(state.total) jobs done, \(inFlight) calls in flight"
            )
        }
    }
}
