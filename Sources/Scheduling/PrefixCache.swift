package import Conversation
import Synchronization

/// Who of a lane writes a prompt's beginning into the provider's cache, and who waits to read it there.
///
/// Jobs of one manifest often begin with the same long text. Sent all at once, each would pay for writing it. So one
/// leads: the others wait until its first token shows that the beginning has been read in, and then find it cached. A
/// leader that fails hands over to the next who waits; nobody waits longer than the leader may take for its first byte.
package final class PrefixCache: Sendable {
    /// The beginning of a request, by its hash. Two that share one by chance cost no more than a needless wait.
    package struct Prefix: Hashable, Sendable {
        var hash: Int
    }

    /// The duty to say what became of a beginning.
    package struct Lead: Hashable, Sendable {
        let prefix: Prefix
        let number: Int
    }

    /// How long a cached beginning is counted on after its last use. The shortest time that a provider promises is 5
    /// minutes.
    fileprivate static let lifetime = Duration.seconds(270)
    /// Beginnings that are remembered: jobs that each have one of their own must not fill the memory.
    fileprivate static let capacity = 256

    /// How long a request waits for its leader.
    private let patience: Duration
    private let time: any Timekeeper
    private let inner = Mutex(Beginnings())

    package init(patience: Duration, time: any Timekeeper) {
        self.patience = patience
        self.time = time
    }

    /// Returns once a request with that beginning may go.
    ///
    /// - Parameter prefix: the request's beginning.
    /// - Returns: the lead, where the request is to write the beginning: say `written` or `abandoned`.
    /// - Throws: `.cancelled`.
    package func enter(_ prefix: Prefix) async throws(ModelError) -> Lead? {
        let deadline = time.elapsed + patience
        while true {
            let now = time.elapsed
            let (isSettled, lead) = inner.withLock { $0.ask(for: prefix, now: now) }
            if isSettled || now >= deadline { return lead }
            await wait(for: prefix, until: deadline)
            if Task.isCancelled { throw ModelError(.cancelled) }
        }
    }

    /// The provider has read the beginning: all who wait may go.
    package func written(_ lead: Lead) {
        let waiters = inner.withLock { inner in
            guard inner.isLed(by: lead) else { return [CheckedContinuation<Void, Never>]() }
            defer { inner.entries[lead.prefix] = Beginnings.Entry(state: .warm(time.elapsed)) }
            return inner.entries[lead.prefix]?.waiters.map(\.continuation) ?? []
        }
        for waiter in waiters { waiter.resume() }
    }

    /// The leader failed: the next who waits leads.
    package func abandoned(_ lead: Lead) {
        let next = inner.withLock { inner -> CheckedContinuation<Void, Never>? in
            guard inner.isLed(by: lead), var entry = inner.entries[lead.prefix] else { return nil }
            entry.state = .cold
            let next = entry.waiters.isEmpty ? nil : entry.waiters.removeFirst()
            inner.entries[lead.prefix] = next == nil ? nil : entry
            return next?.continuation
        }
        next?.resume()
    }
}

// MARK: - Waiting

extension PrefixCache {
    private func wait(for prefix: Prefix, until deadline: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [time] in try? await time.sleep(until: deadline) }
            group.addTask { await self.sleep(prefix) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Returns when something became of the beginning, at once where that has happened already.
    private func sleep(_ prefix: Prefix) async {
        let id = inner.withLock { $0.nextNumber() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWaiting = inner.withLock { inner in
                    guard case .warming? = inner.entries[prefix]?.state, !Task.isCancelled else {
                        return false
                    }
                    inner.entries[prefix]?.waiters.append((id, continuation))
                    return true
                }
                if !isWaiting { continuation.resume() }
            }
        } onCancel: {
            inner.withLock { inner -> CheckedContinuation<Void, Never>? in
                guard let index = inner.entries[prefix]?.waiters.firstIndex(where: { $0.id == id }) else {
                    return nil
                }
                return inner.entries[prefix]?.waiters.remove(at: index).continuation
            }?.resume()
        }
    }
}

/// What is known of each beginning.
private struct Beginnings {
    enum State {
        /// Nobody leads: whoever asks next does.
        case cold
        case warming(leader: Int)
        /// Cached; when it was last used.
        case warm(Duration)
    }

    struct Entry {
        var state: State
        /// In the order in which they came.
        var waiters: [(id: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    var entries: [PrefixCache.Prefix: Entry] = [:]
    private var lastNumber = 0

    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// Whether whoever asks may go, and whether it leads.
    mutating func ask(
        for prefix: PrefixCache.Prefix,
        now: Duration
    ) -> (isSettled: Bool, lead: PrefixCache.Lead?) {
        switch entries[prefix]?.state {
        case .warming: return (false, nil)
        case .warm(let used) where now - used < PrefixCache.lifetime:
            entries[prefix]?.state = .warm(now)
            return (true, nil)
        case .warm, .cold, nil:
            makeRoom(now: now)
            let lead = PrefixCache.Lead(prefix: prefix, number: nextNumber())
            entries[prefix, default: Entry(state: .cold)].state = .warming(leader: lead.number)
            return (true, lead)
        }
    }

    func isLed(by lead: PrefixCache.Lead) -> Bool {
        if case .warming(lead.number)? = entries[lead.prefix]?.state { true } else { false }
    }

    /// Forgets what was cached longest ago, once there is much to remember.
    private mutating func makeRoom(now: Duration) {
        guard entries.count >= PrefixCache.capacity else { return }
        let warm = entries.compactMap { prefix, entry -> (prefix: PrefixCache.Prefix, used: Duration)? in
            if case .warm(let used) = entry.state { (prefix, used) } else { nil }
        }
        if let oldest = warm.min(by: { $0.used < $1.used }) { entries[oldest.prefix] = nil }
    }
}

extension PrefixCache.Prefix {
    /// The beginning that a request shares with those of other jobs: its tools and the first of its system texts, which
    /// the others follow from job to job; all of them where the first is too short to be cached.
    ///
    /// - Returns: nothing where the beginning is shorter than what a provider caches, or must not be cached.
    package init?(of request: ModelRequest) {
        guard request.cachesPrompt else { return nil }
        // About four bytes a token.
        let shortest = request.abilities.cacheMinimum * 4
        let toolBytes = request.tools.reduce(0) {
            $0 + $1.name.utf8.count + $1.description.utf8.count + $1.parameters.text.utf8.count
        }
        let fileBytes = request.files.reduce(0) { $0 + $1.content.utf8.count }
        // Files come after all system texts.
        var texts = request.files.isEmpty ? request.system.prefix(1) : request.system[...]
        if toolBytes + texts.reduce(0, { $0 + $1.utf8.count }) < shortest { texts = request.system[...] }
        let textBytes = texts.reduce(0) { $0 + $1.utf8.count }
        guard toolBytes + textBytes + fileBytes >= shortest else { return nil }
        var hasher = Hasher()
        hasher.combine(request.model)
        hasher.combine(request.tools)
        hasher.combine(texts)
        hasher.combine(request.files)
        hash = hasher.finalize()
    }
}
