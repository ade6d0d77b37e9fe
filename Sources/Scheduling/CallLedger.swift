package import Catalog
package import Conversation

/// Where every call is written down: when it is sent, and when it has ended.
package protocol CallLedger: Sendable {
    /// Returns once the line is on disk; only then is the request sent.
    func callBegan(_ call: CallBeginning) async throws(ModelError) -> CallLine

    /// Completes the line, of which `callBegan` was told as much as `call` says. Nobody acts on the answer before this
    /// has returned.
    func callEnded(_ line: CallLine, _ end: CallEnd, of call: CallBeginning) async throws(ModelError)
}

/// A line of the ledger.
package struct CallLine: Hashable, Sendable {
    package var number: Int64

    package init(number: Int64) {
        self.number = number
    }
}

/// What is known of a call when it is sent.
package struct CallBeginning: Sendable {
    package var origin: CallOrigin
    package var provider: ProviderID
    /// The model that is asked.
    package var model: String
    /// 1 for the first try of a request.
    package var tryNumber: Int
    package var permitWait: Duration
    package var at: Moment
    /// The worst case that budgets hold for it; nothing where the model has no price.
    package var reserved: Money?
    package var sheet: Digest?
}

/// How a call ended.
package struct CallEnd: Sendable {
    package enum Result: Sendable {
        case answered(ModelAnswer)
        case failed(ModelError)
    }

    package var result: Result
    package var at: Moment
    package var duration: Duration
    package var charge: Charge
}

/// What a call is billed, as far as the wire tells.
package enum Charge: Hashable, Sendable {
    case priced(Money)
    /// The provider said itself what it bills, which counts more than any price of ours.
    case told(Money)
    /// Usage is known and the model has no price.
    case unpriced
    /// The provider did not say what was used, or not all of it.
    case unknownUsage
    /// The provider refused the call before doing any work.
    case free
}
