import Conversation
import Testing

@testable import Scheduling

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(retries: 5)

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16)])
    func `pauses are drawn from a ceiling that doubles`(number: Int, ceiling: Int) {
        let error = ModelError(.serverError)
        #expect(policy.decision(after: error, try: number, chance: 0) == .retry(after: .zero))
        #expect(policy.decision(after: error, try: number, chance: 1) == .retry(after: .seconds(ceiling)))
    }

    @Test func `no pause of our own is longer than the longest`() {
        let policy = RetryPolicy(retries: 50)
        #expect(
            policy.decision(after: ModelError(.network), try: 40, chance: 1) == .retry(after: .seconds(60))
        )
    }

    @Test func `where a cassette answers, another try comes at once`() {
        var policy = policy
        policy.waits = false
        let error = ModelError(.rateLimited, retryAfter: .seconds(7_200))
        #expect(policy.decision(after: error, try: 1, chance: 1) == .retry(after: .zero))
        #expect(policy.decision(after: error, try: 6, chance: 1) == .giveUp)
    }

    @Test func `tries are bounded`() {
        #expect(policy.decision(after: ModelError(.serverError), try: 6, chance: 0) == .giveUp)
        #expect(
            RetryPolicy(retries: 0).decision(after: ModelError(.rateLimited), try: 1, chance: 0) == .giveUp
        )
    }

    @Test func `a provider's pause is kept in full, with up to a tenth added`() {
        let error = ModelError(.rateLimited, retryAfter: .seconds(20))
        #expect(policy.decision(after: error, try: 1, chance: 0) == .coolDown(.seconds(20)))
        #expect(policy.decision(after: error, try: 1, chance: 1) == .coolDown(.seconds(22)))
    }

    @Test func `a provider that asks for more than an hour is not waited for`() {
        let error = ModelError(.rateLimited, retryAfter: .seconds(3_601))
        #expect(policy.decision(after: error, try: 1, chance: 0) == .giveUp)
    }

    @Test(arguments: [ModelError.Kind.authentication, .quotaExhausted])
    func `what no call can mend stops the lane`(kind: ModelError.Kind) {
        #expect(policy.decision(after: ModelError(kind, shouldRetry: true), try: 1, chance: 0) == .stopLane)
    }

    @Test func `the provider's word on another try counts`() {
        #expect(
            policy.decision(after: ModelError(.rejected, shouldRetry: true), try: 1, chance: 1)
                == .retry(after: .seconds(1))
        )
        #expect(
            policy.decision(after: ModelError(.serverError, shouldRetry: false), try: 1, chance: 1) == .giveUp
        )
    }

    @Test(arguments: [ModelError.Kind.empty, .unusableCall])
    func `an answer that is none is asked for once more`(kind: ModelError.Kind) {
        #expect(policy.decision(after: ModelError(kind), try: 1, chance: 0) == .retry(after: .zero))
        #expect(policy.decision(after: ModelError(kind), try: 2, chance: 0) == .giveUp)
        #expect(RetryPolicy(retries: 0).decision(after: ModelError(kind), try: 1, chance: 0) == .giveUp)
    }

    @Test(arguments: [
        ModelError.Kind.contextExceeded, .rejected, .notFound, .filtered, .unrecorded, .cancelled, .stalled,
        .budgetExhausted(.run), .notSent, .recordFailed,
    ])
    func `what another try cannot mend is not tried`(kind: ModelError.Kind) {
        #expect(policy.decision(after: ModelError(kind), try: 1, chance: 0) == .giveUp)
    }
}
