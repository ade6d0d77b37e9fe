package import Catalog
package import Conversation

/// A ledger line's number, unique in its run and growing; handed out by `Store.nextCallNumber()`.
package struct CallNumber: Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: CallNumber, right: CallNumber) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// One line of the ledger: a request to a model, retries included.
package struct CallRecord: Hashable, Sendable {
    package var start: CallStart
    /// Nothing while the call is in flight, or where the program was killed during it.
    package var end: CallEnd?

    package init(start: CallStart, end: CallEnd? = nil) {
        self.start = start
        self.end = end
    }
}

/// What is written before a request is sent.
package struct CallStart: Hashable, Sendable {
    package var number: CallNumber
    package var origin: CallOrigin
    package var provider: ProviderID
    /// The model asked, by its name at the provider.
    package var model: String
    /// 1 for the first, 2 for the first retry.
    package var tryNumber: Int
    /// How long the call waited for its lane's permit.
    package var permitWait: Duration
    package var sent: Moment
    /// The worst case that budgets hold for it; nothing where the model has no price.
    package var reserved: Money?

    package init(
        number: CallNumber,
        origin: CallOrigin,
        provider: ProviderID,
        model: String,
        tryNumber: Int = 1,
        permitWait: Duration = .zero,
        sent: Moment,
        reserved: Money? = nil
    ) {
        self.number = number
        self.origin = origin
        self.provider = provider
        self.model = model
        self.tryNumber = tryNumber
        self.permitWait = permitWait
        self.sent = sent
        self.reserved = reserved
    }
}

/// What is written when a request has ended.
package struct CallEnd: Hashable, Sendable {
    package enum Result: Hashable, Sendable {
        /// A whole answer, and why the model ended it (`StopReason.name`).
        case answered(stopReason: String)
        /// No answer.
        case failed(CallFailure)
        /// The answer began and broke off.
        case cut(CallFailure)
        /// The program was killed while the call was in flight; what it consumed is unknown.
        case interrupted
    }

    package var number: CallNumber
    package var ended: Moment
    package var result: Result
    /// The model that says it answered.
    package var model: String?
    package var response: ResponseFacts
    package var usage: ReportedUsage
    package var price: CallPrice
    /// Whether a cassette answered, so that nothing was spent.
    package var isReplayed: Bool

    package init(
        number: CallNumber,
        ended: Moment,
        result: Result,
        model: String? = nil,
        response: ResponseFacts = ResponseFacts(),
        usage: ReportedUsage = .unknown,
        price: CallPrice,
        isReplayed: Bool = false
    ) {
        self.number = number
        self.ended = ended
        self.result = result
        self.model = model
        self.response = response
        self.usage = usage
        self.price = price
        self.isReplayed = isReplayed
    }

    /// The end of a call that answered.
    package init(
        _ number: CallNumber,
        answer: ModelAnswer,
        at ended: Moment,
        price: CallPrice,
        isReplayed: Bool = false
    ) {
        self.init(
            number: number,
            ended: ended,
            result: .answered(stopReason: answer.stop.name),
            model: answer.model,
            response: answer.response,
            usage: answer.usage,
            price: price,
            isReplayed: isReplayed
        )
    }

    /// The end of a call that did not.
    package init(
        _ number: CallNumber,
        error: ModelError,
        at ended: Moment,
        price: CallPrice,
        isReplayed: Bool = false
    ) {
        let failure = CallFailure(kind: error.kind.name, message: error.message)
        let isCut =
            switch error.kind {
            case .streamCut, .idleTimeout, .stalled: true
            case .cancelled, .malformed: error.response.firstByte != nil
            default: false
            }
        self.init(
            number: number,
            ended: ended,
            result: isCut ? .cut(failure) : .failed(failure),
            response: error.response,
            usage: error.usage,
            price: price,
            isReplayed: isReplayed
        )
    }
}

/// Why a call gave no whole answer.
package struct CallFailure: Hashable, Sendable {
    /// `ModelError.Kind.name`.
    package var kind: String
    package var message: String

    package init(kind: String, message: String) {
        self.kind = kind
        self.message = message
    }
}

/// What a call cost, or why nobody can say.
package enum CallPrice: Hashable, Sendable {
    /// Computed from the recorded usage by the price sheet of that digest, which must have been stored
    /// (`RecordChange.sheetUsed`) before or in the same commit.
    case priced(Money, sheet: Digest)
    /// The provider said itself what it bills.
    case told(Money)
    /// The provider surely did no work it could bill (`ModelError.Kind.isFree`): it costs nothing and counts neither
    /// as unpriced nor as unknown.
    case free
    /// The model has no price.
    case unpriced
    /// The provider did not say, or not finally, what the call consumed.
    case unknownUsage
}
