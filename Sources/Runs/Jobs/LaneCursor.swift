import Conversation
import Records
import Synchronization

/// A lane's way through its share of the plan: a page of rows at a time, so that memory does not grow with the plan.
final class LaneCursor: Sendable {
    private static let pageSize = 256

    private struct State {
        var page: ArraySlice<JobRecord> = []
        var last = 0
        var isDry = false
    }

    let lane: ProviderID
    private let record: Record
    private let state = Mutex(State())

    init(lane: ProviderID, record: Record) {
        self.lane = lane
        self.record = record
    }

    /// The next job without an outcome, in the plan's order. Asked by one task at a time.
    func next() async throws(RecordError) -> JobRecord? {
        if let job = state.withLock({ $0.page.popFirst() }) { return job }
        let (last, isDry) = state.withLock { ($0.last, $0.isDry) }
        guard !isDry else { return nil }
        let page = try await record.nextJobs(lane: lane, after: last, limit: Self.pageSize)
        return state.withLock { state in
            state.isDry = page.count < Self.pageSize
            state.last = page.last?.planned.sequence ?? last
            state.page = page[...]
            return state.page.popFirst()
        }
    }
}
