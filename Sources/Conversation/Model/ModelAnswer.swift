/// A whole answer: the stream ended as its protocol says it must.
package struct ModelAnswer: Hashable, Sendable {
    package var turn: AssistantTurn
    package var stop: StopReason
    package var usage: ReportedUsage
    /// The model that says it answered, which need not be the one that was asked.
    package var model: String?
    package var response: ResponseFacts

    package init(
        turn: AssistantTurn,
        stop: StopReason,
        usage: ReportedUsage,
        model: String? = nil,
        response: ResponseFacts = ResponseFacts()
    ) {
        self.turn = turn
        self.stop = stop
        self.usage = usage
        self.model = model
        self.response = response
    }
}

/// What the wire told of one response, whether it answered or failed.
package struct ResponseFacts: Hashable, Sendable {
    package var status: Int?
    /// The provider's own name for the request, for its support.
    package var requestID: String?
    /// From sending to the response's head.
    package var firstByte: Duration?
    /// From sending to the first text, reasoning or tool delta.
    package var firstToken: Duration?
    /// What the head told of the account's windows; not kept in the ledger.
    package var limits: [RateLimit]

    package init(
        status: Int? = nil,
        requestID: String? = nil,
        firstByte: Duration? = nil,
        firstToken: Duration? = nil,
        limits: [RateLimit] = []
    ) {
        self.status = status
        self.requestID = requestID
        self.firstByte = firstByte
        self.firstToken = firstToken
        self.limits = limits
    }
}
