/// Why a call gave no whole answer, classified once, where status and headers are at hand.
package struct ModelError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Too many requests or tokens for now.
        case rateLimited
        /// The account has no credit or has met its spending limit: waiting does not help.
        case quotaExhausted
        /// The provider has no capacity for now.
        case overloaded
        /// The provider failed, or asked to try again.
        case serverError
        /// No connection, or it broke before the response began.
        case network
        /// The response began and broke off before its final event.
        case streamCut
        /// No connection within the time allowed.
        case connectTimeout
        /// No response head within the time allowed.
        case firstByteTimeout
        /// No byte within the time allowed.
        case idleTimeout
        /// No content within the session's stall time, though bytes may have come.
        case stalled
        /// The key is wrong or may not do this.
        case authentication
        /// The model or the address does not exist.
        case notFound
        /// The conversation is longer than the model takes.
        case contextExceeded
        /// A policy of the provider refused the request.
        case filtered
        /// The provider calls the request wrong.
        case rejected
        /// What came is not what the protocol says: HTML in place of JSON, an event that does not parse.
        case malformed
        /// The model wrote a tool call that its provider could not read.
        case unusableCall
        /// A whole answer with nothing in it.
        case empty
        /// No cassette holds an answer; the text says what is nearest and how to record it.
        case unrecorded
        /// A budget cannot bear the call's worst case; it was not sent.
        case budgetExhausted(BudgetScope)
        /// The run is draining or the lane has stopped; the call was not sent.
        case notSent
        /// The job was cancelled while the call was in flight.
        case cancelled
        /// The ledger line could not be written, so nothing may be sent or acted on.
        case recordFailed
    }

    package var kind: Kind
    /// What the provider said, for people; nothing is decided by it.
    package var message: String
    /// How long the provider asked to wait.
    package var retryAfter: Duration?
    /// The provider's word on whether another try may help; overrides our own reading except for quotas.
    package var shouldRetry: Bool?
    package var usage: ReportedUsage
    package var response: ResponseFacts

    package init(
        _ kind: Kind,
        message: String = "",
        retryAfter: Duration? = nil,
        shouldRetry: Bool? = nil,
        usage: ReportedUsage = .unknown,
        response: ResponseFacts = ResponseFacts()
    ) {
        self.kind = kind
        self.message = message
        self.retryAfter = retryAfter
        self.shouldRetry = shouldRetry
        self.usage = usage
        self.response = response
    }
}

/// Which promise of a budget would be broken.
package enum BudgetScope: String, Hashable, Sendable {
    case run, job, provider, purpose
}

extension ModelError.Kind {
    /// The name under which ledgers and reports show it.
    package var name: String {
        switch self {
        case .rateLimited: "rateLimited"
        case .quotaExhausted: "quotaExhausted"
        case .overloaded: "overloaded"
        case .serverError: "serverError"
        case .network: "network"
        case .streamCut: "streamCut"
        case .connectTimeout: "connectTimeout"
        case .firstByteTimeout: "firstByteTimeout"
        case .idleTimeout: "idleTimeout"
        case .stalled: "stalled"
        case .authentication: "authentication"
        case .notFound: "notFound"
        case .contextExceeded: "contextExceeded"
        case .filtered: "filtered"
        case .rejected: "rejected"
        case .malformed: "malformed"
        case .unusableCall: "unusableCall"
        case .empty: "empty"
        case .unrecorded: "unrecorded"
        case .budgetExhausted: "budgetExhausted"
        case .notSent: "notSent"
        case .cancelled: "cancelled"
        case .recordFailed: "recordFailed"
        }
    }

    /// Whether the same request may succeed at another try.
    package var isTransient: Bool {
        switch self {
        case .rateLimited, .overloaded, .serverError, .network, .streamCut, .connectTimeout,
            .firstByteTimeout,
            .idleTimeout, .malformed, .unusableCall, .empty:
            true
        case .quotaExhausted, .stalled, .authentication, .notFound, .contextExceeded, .filtered, .rejected,
            .unrecorded, .budgetExhausted, .notSent, .cancelled, .recordFailed:
            false
        }
    }

    /// Whether the provider surely did no work that it could bill: the request never reached it, or it answered with
    /// an error in place of an answer.
    package var isFree: Bool {
        switch self {
        case .rateLimited, .quotaExhausted, .overloaded, .serverError, .connectTimeout, .authentication,
            .notFound,
            .contextExceeded, .rejected, .unrecorded, .budgetExhausted, .notSent:
            true
        case .network, .streamCut, .firstByteTimeout, .idleTimeout, .stalled, .filtered, .malformed,
            .unusableCall,
            .empty, .cancelled, .recordFailed:
            false
        }
    }
}
