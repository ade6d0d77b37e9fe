/// What a response's head says of one of the account's windows.
package struct RateLimit: Hashable, Sendable {
    package enum Unit: Hashable, Sendable {
        case requests
        /// Of the input, or of input and output together where the provider does not tell them apart.
        case tokens
        case outputTokens
    }

    package var unit: Unit
    /// What the window holds when it is full.
    package var limit: Int
    /// What it holds now.
    package var remaining: Int
    /// Until it is full again; nothing where the provider does not say.
    package var refill: Duration?

    package init(unit: Unit, limit: Int, remaining: Int, refill: Duration? = nil) {
        self.unit = unit
        self.limit = limit
        self.remaining = remaining
        self.refill = refill
    }
}
