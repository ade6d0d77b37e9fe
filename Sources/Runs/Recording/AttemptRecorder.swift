import Catalog
import Conversation
import Records
import Scheduling
import Sessions
import Synchronization
import Tools

/// Writes down all that happens in one attempt at a job, in order.
///
/// What need not be safe before the session goes on waits for the next change that must: the events of a step are then
/// one commit. What must be safe: a call before it is sent, an answer before its tools run or its checks begin, a tool's
/// result before the next call.
final class AttemptRecorder: Sendable {
    private struct State {
        var waiting: [RecordChange] = []
        /// Tools of the step that run now.
        var openTools = 0
        /// What the latest answer cost, for displays.
        var lastCost: Money?
    }

    let store: Store
    let job: JobID
    let session: SessionID
    private let observer: any RunObserver
    private let time: any Timekeeper
    private let isReplayed: Bool
    private let state = Mutex(State())

    init(
        store: Store,
        job: JobID,
        session: SessionID,
        observer: any RunObserver,
        time: any Timekeeper,
        isReplayed: Bool
    ) {
        self.store = store
        self.job = job
        self.session = session
        self.observer = observer
        self.time = time
        self.isReplayed = isReplayed
    }

    /// Writes changes later, with the next that must be safe.
    func note(_ changes: RecordChange...) {
        state.withLock { $0.waiting += changes }
    }

    /// Writes changes after all that was noted before; returns once they are on disk.
    func commit(_ changes: RecordChange..., urgency: Store.Urgency = .now) async throws(RecordError) {
        // Handed to the store under the lock, so that no later change of this attempt can overtake an earlier one.
        let result: Result<Void, RecordError> = await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                let all = state.waiting + changes
                if all.isEmpty { return true }
                state.waiting = []
                store.submit(all, urgency) { continuation.resume(returning: $0) }
                return false
            }
            if isEmpty { continuation.resume(returning: .success(())) }
        }
        try result.get()
    }

    func tell(_ kind: RunEvent.Kind, step: Int? = nil) async {
        await observer.received(RunEvent(at: time.moment, job: job, session: session, step: step, kind: kind))
    }
}

// MARK: - The session's events

extension AttemptRecorder: SessionObserver {
    func received(_ event: SessionEvent) async throws(SessionUnrecorded) {
        do {
            try await record(event)
        } catch {
            throw SessionUnrecorded(message: "\(error)")
        }
    }

    private func record(_ event: SessionEvent) async throws(RecordError) {
        switch event {
        case .entryAdded(let index, let step, let entry):
            let change = RecordChange.entryAdded(
                EntryRecord(session: session, sequence: index, step: step, at: time.moment, entry: entry)
            )
            switch entry {
            case .system, .user, .results: note(change)
            // What follows an answer without tool calls is written at once: the next call, or the attempt's end.
            case .assistant(let turn) where turn.toolCalls.isEmpty: note(change)
            case .assistant, .summary: try await commit(change)
            }
            await tell(.messageAdded(entry), step: step)
        case .toolStarted(let step, let start):
            let change = RecordChange.toolStarted(
                Records.ToolStart(
                    session: session,
                    step: step,
                    call: start.call.id,
                    tool: start.tool,
                    title: start.title,
                    canWrite: start.canWrite,
                    started: time.moment
                )
            )
            state.withLock { $0.openTools += 1 }
            if start.canWrite { try await commit(change) } else { note(change) }
            await tell(.toolStarted(call: start.call.id, tool: start.tool, title: start.title), step: step)
        case .toolFinished(let step, let report):
            let change = RecordChange.toolFinished(
                ToolEnd(
                    session: session,
                    step: step,
                    call: report.call.id,
                    finished: time.moment,
                    failed: report.result.isError,
                    denied: report.isDenied,
                    exitCode: report.exitCode,
                    bytes: report.bytes,
                    bytesSent: report.result.text.utf8.count,
                    result: report.result.text
                )
            )
            let isLast = state.withLock { state in
                state.openTools -= 1
                return state.openTools == 0
            }
            // The last one's result is safe with the step's results, before the next call is sent.
            if isLast, !report.canWrite { note(change) } else { try await commit(change) }
            await tell(.toolFinished(RunEvent.ToolFinish(report)), step: step)
        case .stepFinished(let step, let stop, let usage):
            let cost = state.withLock { $0.lastCost }
            await tell(.stepFinished(stop: stop, usage: usage.usage, cost: cost), step: step)
        case .summarized(let step, let before, let after):
            await tell(.summarized(before: before, after: after), step: step)
        case .titled(let title):
            note(.titleSet(session, title))
        }
    }
}

// MARK: - The ledger

extension AttemptRecorder: CallLedger {
    func callBegan(_ call: CallBeginning) async throws(ModelError) -> CallLine {
        let number = store.nextCallNumber()
        let start = CallStart(
            number: number,
            origin: call.origin,
            provider: call.provider,
            model: call.model,
            tryNumber: call.tryNumber,
            permitWait: call.permitWait,
            sent: call.at,
            reserved: call.reserved
        )
        do {
            try await commit(.callStarted(start))
        } catch {
            throw ModelError(.recordFailed, message: "\(error)")
        }
        observer.callsChanged(call.provider, inFlight: 1, spent: .zero)
        return CallLine(number: number.rawValue)
    }

    func callEnded(_ line: CallLine, _ end: Scheduling.CallEnd, of call: CallBeginning)
        async throws(ModelError)
    {
        let number = CallNumber(rawValue: line.number)
        var price = CallPrice.unknownUsage
        var spent = Money.zero
        switch end.charge {
        case .priced(let money):
            spent = money
            price = call.sheet.map { .priced(money, sheet: $0) } ?? .unpriced
        case .told(let money):
            spent = money
            price = .told(money)
        case .unpriced: price = .unpriced
        case .unknownUsage: price = .unknownUsage
        case .free: price = .free
        }
        observer.callsChanged(call.provider, inFlight: -1, spent: spent)
        switch end.result {
        case .answered(let answer):
            state.withLock { $0.lastCost = price.money }
            // Safe with the entry that holds the answer.
            note(
                .callEnded(
                    Records.CallEnd(number, answer: answer, at: end.at, price: price, isReplayed: isReplayed)
                )
            )
        case .failed(let error):
            let change = RecordChange.callEnded(
                Records.CallEnd(number, error: error, at: end.at, price: price, isReplayed: isReplayed)
            )
            do {
                try await commit(change)
            } catch {
                throw ModelError(.recordFailed, message: "\(error)")
            }
        }
    }
}

extension AttemptRecorder: LaneObserver {
    func callRetried(
        _ origin: CallOrigin,
        provider: ProviderID,
        error: ModelError,
        after pause: Duration
    ) async {
        await tell(.callRetried(provider: provider, error: error, after: pause), step: origin.step)
    }

    func laneSlowed(_ provider: ProviderID, width: Int, error: ModelError, pause: Duration) async {
        await tell(.providerSlowed(provider, width: width, error: error, pause: pause))
    }

    func laneStopped(_ provider: ProviderID, error: ModelError) async {
        await tell(.providerStopped(provider, error))
    }
}

extension CallPrice {
    fileprivate var money: Money? {
        switch self {
        case .priced(let money, _), .told(let money): money
        case .free, .unpriced, .unknownUsage: nil
        }
    }
}
