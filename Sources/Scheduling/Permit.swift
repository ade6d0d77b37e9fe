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
