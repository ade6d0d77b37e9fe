package import Catalog
package import Conversation
import Synchronization

/// The decorator through which every call of any purpose goes: it waits for the permit, reserves the worst case,
/// writes the ledger line, sends, settles, and tries again where that may help.
///
/// One for each job and model: it remembers what each session's last request measured, by which the next one's worst
/// case is judged.
package final class LaneModel: LanguageModel {
    private let base: any LanguageModel
    private let provider: ProviderID
    private let lane: Lane
    private let price: PriceSheet?
    private let sheet: Digest?
    private let budgets: [Budget]
    private let stopwatch: Stopwatch
    private let ledger: any CallLedger
    private let observer: any LaneObserver
    private let time: any Timekeeper
    private let chance: @Sendable () -> Double
    private let measured = Mutex<[SessionID: Measurement]>([:])

    private struct Measurement {
        var promptTokens: Int
        var bytes: Int
    }

    /// - Parameters:
    ///   - base: the provider's protocol.
    ///   - provider: the name under which the ledger and events show it; several names may share a lane.
    ///   - lane: whose gate each try passes.
    ///   - price: nothing where the model has none.
    ///   - sheet: the digest of `price`, made once for all jobs.
    ///   - budgets: all of them must bear a call's worst case.
    ///   - stopwatch: stands while a call waits for its permit, for a budget or for its next try.
    ///   - ledger: where calls are written down.
    ///   - observer: told of retries and of a lane's stop.
    ///   - time: for durations and pauses.
    ///   - chance: evenly from 0 up to 1, for jitter.
    package init(
        base: any LanguageModel,
        provider: ProviderID,
        lane: Lane,
        price: PriceSheet?,
        sheet: Digest?,
        budgets: [Budget],
        stopwatch: Stopwatch,
        ledger: any CallLedger,
        observer: any LaneObserver,
        time: any Timekeeper,
        chance: @escaping @Sendable () -> Double
    ) {
        self.base = base
        self.provider = provider
        self.lane = lane
        self.price = price
        self.sheet = sheet
        self.budgets = budgets
        self.stopwatch = stopwatch
        self.ledger = ledger
        self.observer = observer
        self.time = time
        self.chance = chance
    }

    package func answer(
        _ request: ModelRequest,
        receive: @escaping @Sendable (ModelEvent) -> Void
    ) async throws(ModelError) -> ModelAnswer {
        let bytes = request.byteCount
        let promptTokens = mostPromptTokens(request, bytes: bytes)
        var tryNumber = 1
        while true {
            let failure: ModelError
            var slowed = false
            do {
                let answer = try await send(
                    request,
                    try: tryNumber,
                    promptTokens: promptTokens,
                    slowed: &slowed,
                    receive: receive
                )
                if let usage = answer.usage.usage {
                    let measurement = Measurement(promptTokens: usage.prompt, bytes: bytes)
                    measured.withLock { $0[request.origin.session] = measurement }
                }
                return answer
            } catch {
                failure = error
            }
            switch lane.retry.decision(after: failure, try: tryNumber, chance: chance()) {
            case .giveUp:
                throw failure
            case .stopLane:
                if lane.gate.stop(failure) { await observer.laneStopped(provider, error: failure) }
                throw failure
            case .coolDown(let pause):
                lane.gate.coolDown(for: pause)
                if slowed {
                    let width = lane.gate.figures.width
                    await observer.laneSlowed(provider, width: width, error: failure, pause: pause)
                }
                await observer.callRetried(request.origin, provider: provider, error: failure, after: pause)
            case .retry(let pause):
                await observer.callRetried(request.origin, provider: provider, error: failure, after: pause)
                try await wait(pause)
            }
            tryNumber += 1
        }
    }

    /// One try, once whoever leads with the same beginning has let it go.
    private func send(
        _ request: ModelRequest,
        try tryNumber: Int,
        promptTokens: Int,
        slowed: inout Bool,
        receive: @escaping @Sendable (ModelEvent) -> Void
    ) async throws(ModelError) -> ModelAnswer {
        let lead = try await lead(of: request)
        let receive = watching(lead, receive)
        do {
            let answer = try await transmit(
                request,
                try: tryNumber,
                promptTokens: promptTokens,
                slowed: &slowed,
                receive: receive
            )
            if let lead { lane.prefixes?.written(lead) }
            return answer
        } catch {
            if let lead { lane.prefixes?.abandoned(lead) }
            throw error
        }
    }

    /// One permit, one reservation, one line of the ledger.
    private func transmit(
        _ request: ModelRequest,
        try tryNumber: Int,
        promptTokens: Int,
        slowed: inout Bool,
        receive: @escaping @Sendable (ModelEvent) -> Void
    ) async throws(ModelError) -> ModelAnswer {
        let worstCase = price?.worstCase(
            promptTokens: promptTokens,
            outputTokens: request.maxOutputTokens,
            tier: nil
        )
        let asked = time.elapsed
        let permit = try await enter(tokens: promptTokens / 4, reserving: worstCase ?? .zero)
        let began = time.elapsed
        let call = CallBeginning(
            origin: request.origin,
            provider: provider,
            model: request.model,
            tryNumber: tryNumber,
            permitWait: began - asked,
            at: time.moment,
            reserved: worstCase,
            sheet: sheet
        )
        let line: CallLine
        do {
            line = try await ledger.callBegan(call)
        } catch {
            lane.gate.leave(permit, .failed)
            budgets.settle(worstCase ?? .zero, .free)
            throw error
        }
        let sent = time.elapsed
        let result: CallEnd.Result
        do {
            result = .answered(try await base.answer(request, receive: watching(permit, receive)))
        } catch {
            result = .failed(error)
        }
        let duration = time.elapsed - sent
        slowed = lane.gate.leave(permit, result.ofPermit, limits: result.response.limits)
        let ended = time.moment
        let charge = charge(for: result, at: ended)
        budgets.settle(worstCase ?? .zero, charge)
        let end = CallEnd(result: result, at: ended, duration: duration, charge: charge)
        try await ledger.callEnded(line, end, of: call)
        switch result {
        case .answered(let answer): return answer
        case .failed(let error): throw error
        }
    }

    /// Tells the gate that the provider took the request, where it wants to know before the answer has ended.
    private func watching(
        _ permit: Permit,
        _ receive: @escaping @Sendable (ModelEvent) -> Void
    ) -> @Sendable (ModelEvent) -> Void {
        guard permit.tellsWhenTaken else { return receive }
        return { [gate = lane.gate] event in
            if case .began = event { gate.taken(permit) }
            receive(event)
        }
    }

    /// Tells those who wait for the same beginning as soon as the first token has come.
    private func watching(
        _ lead: PrefixCache.Lead?,
        _ receive: @escaping @Sendable (ModelEvent) -> Void
    ) -> @Sendable (ModelEvent) -> Void {
        guard let lead else { return receive }
        return { [prefixes = lane.prefixes] event in
            switch event {
            case .began: break
            case .text, .reasoning, .toolCall: prefixes?.written(lead)
            }
            receive(event)
        }
    }

    // MARK: - Waiting

    /// Waits for whoever is writing the request's beginning into the provider's cache, or takes the lead.
    private func lead(of request: ModelRequest) async throws(ModelError) -> PrefixCache.Lead? {
        guard let prefixes = lane.prefixes, price?.standard.rates.cacheRead != nil,
            let prefix = PrefixCache.Prefix(of: request)
        else { return nil }
        stopwatch.pause()
        defer { stopwatch.resume() }
        return try await prefixes.enter(prefix)
    }

    /// Gets a permit and a reservation, both or neither. Whoever must wait for a budget gives the permit back
    /// meanwhile.
    private func enter(tokens: Int, reserving worstCase: Money) async throws(ModelError) -> Permit {
        stopwatch.pause()
        defer { stopwatch.resume() }
        while true {
            let permit = try await lane.gate.enter(tokens: tokens)
            switch budgets.reserve(worstCase) {
            case nil:
                return permit
            case .exhausted(let scope):
                lane.gate.leave(permit, .failed)
                throw ModelError(.budgetExhausted(scope))
            case .wait(let budget, let number):
                lane.gate.leave(permit, .failed)
                await budget.released(since: number)
            }
        }
    }

    private func wait(_ pause: Duration) async throws(ModelError) {
        stopwatch.pause()
        defer { stopwatch.resume() }
        do {
            try await time.sleep(until: time.elapsed + pause)
        } catch {
            throw ModelError(.cancelled)
        }
    }

    // MARK: - Money

    private func charge(for result: CallEnd.Result, at moment: Moment) -> Charge {
        let usage: ReportedUsage
        switch result {
        case .answered(let answer):
            usage = answer.usage
        case .failed(let error):
            if error.usage.usage == nil, error.kind.isFree { return .free }
            usage = error.usage
        }
        guard let counts = usage.usage, !usage.isPartial else { return .unknownUsage }
        if let told = usage.cost.flatMap(Money.init(literal:)) { return .told(told) }
        switch Cost(of: counts, by: price, tier: usage.tier, region: usage.region, at: moment) {
        case .priced(let money): return .priced(money)
        case .unpriced: return .unpriced
        }
    }

    /// The most tokens that the request's input can be: what the session's last request measured and one for each byte
    /// added since, or one for each byte of it all.
    private func mostPromptTokens(_ request: ModelRequest, bytes: Int) -> Int {
        guard let last = measured.withLock({ $0[request.origin.session] }), bytes >= last.bytes else {
            return bytes
        }
        return min(bytes, last.promptTokens + (bytes - last.bytes))
    }
}
