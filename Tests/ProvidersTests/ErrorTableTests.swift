import Conversation
import Scheduling
import Testing

struct ErrorTableTests {
    /// What the rule that decides for every call makes of an error.
    private func retry(after error: ModelError) -> ErrorRow.Retry {
        let policy = RetryPolicy(retries: 5)
        switch policy.decision(after: error, try: 1, chance: 0) {
        case .stopLane: return .stopsLane
        case .giveUp: return .no
        case .retry, .coolDown:
            return policy.decision(after: error, try: 2, chance: 0) == .giveUp ? .once : .yes
        }
    }

    private func expect(_ row: ErrorRow, _ seen: Seen, _ form: Comment? = nil) throws {
        let error = try #require(seen.error, form)
        #expect(error.kind == row.kind, form)
        #expect(retry(after: error) == row.retry, form)
        #expect(error.retryAfter == row.delay, form)
        #expect(seen.answer == nil, form)
    }

    @Test(arguments: ErrorTable.rows)
    func `an error is what its row says`(row: ErrorRow) async throws {
        try expect(row, try await see(row.wireProtocol, row.exchange))
    }

    @Test(arguments: ErrorTable.gemini)
    func `an error of Google is the same in an array and in a stream`(row: ErrorRow) async throws {
        var listed = row
        listed.body = "[\(row.body)]"
        try expect(row, try await see(.gemini, listed.exchange), "in an array")
        let streamed = CannedExchange("data: \(row.body)\n\n")
        try expect(row, try await see(.gemini, streamed), "in a stream")
    }

    @Test func `no two rows have the same name`() {
        let names = Dictionary(grouping: ErrorTable.rows, by: \.name)
        #expect(names.filter { $0.value.count > 1 }.keys.sorted() == [])
    }
}
