import Conversation
import Testing

struct OutcomeTests {
    @Test(arguments: [
        (Status.passed, [Outcome.succeeded]),
        (
            .failed,
            [
                .failedChecks, .truncated, .filtered, .refused, .empty, .invalidOutput, .stepLimit,
                .timeLimit, .looping,
                .contextExhausted, .budgetExhausted,
            ]
        ),
        (
            .errored,
            [
                .stalled, .rateLimited, .providerError, .authentication, .toolFailure, .workspaceError,
                .checkError,
                .unrecorded, .internalError,
            ]
        ),
        (.skipped, [.unchanged]), (.stopped, [.cancelled, .interrupted, .notStarted]),
    ])
    func `each outcome means one status`(status: Status, outcomes: [Outcome]) {
        #expect(Outcome.allCases.filter { $0.status == status } == outcomes)
    }

    @Test func `an error that another try may mend is never one that waiting cannot`() {
        let kinds: [ModelError.Kind] = [
            .quotaExhausted, .authentication, .contextExceeded, .notSent, .cancelled,
        ]
        #expect(kinds.filter(\.isTransient) == [])
        #expect(ModelError.Kind.rateLimited.isTransient && ModelError.Kind.rateLimited.isFree)
        #expect(ModelError.Kind.streamCut.isTransient && !ModelError.Kind.streamCut.isFree)
    }
}
