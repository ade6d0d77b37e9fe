import Conversation

/// Leave to send one request, with what was known when it was given.
package struct Permit: Hashable, Sendable {
    /// What became of a request, as far as it tells how much the provider takes.
    package enum Result: Sendable {
        /// The provider took it, whether or not the answer became whole.
        case taken
        /// The provider had no room for it.
        case refused
        /// It was not sent, or its end says nothing of room.
        case failed
    }

    let width: AdaptiveWidth.Mark
    let window: LearnedWindow.Mark
    /// Whether the gate wants to hear as soon as the provider has taken the request, because it may let more through.
    package let tellsWhenTaken: Bool
}

extension CallEnd.Result {
    var response: ResponseFacts {
        switch self {
        case .answered(let answer): answer.response
        case .failed(let error): error.response
        }
    }

    /// What the end of a call tells of the provider's room.
    var ofPermit: Permit.Result {
        guard case .failed(let error) = self else { return .taken }
        switch error.kind {
        case .rateLimited, .overloaded: return .refused
        default: return .failed
        }
    }
}
