package import Conversation

/// One provider account's share of a run: a gate that every request passes, and how its failures are retried.
package struct Lane: Sendable {
    package var provider: ProviderID
    package var gate: Gate
    package var retry: RetryPolicy
    /// Who leads with beginnings that the provider caches; nothing where answers cost nothing.
    package var prefixes: PrefixCache?
    /// Jobs that may be open at once.
    package var openJobs: Int

    package init(
        provider: ProviderID,
        gate: Gate,
        retry: RetryPolicy = RetryPolicy(),
        prefixes: PrefixCache? = nil,
        openJobs: Int
    ) {
        self.provider = provider
        self.gate = gate
        self.retry = retry
        self.prefixes = prefixes
        self.openJobs = openJobs
    }
}

/// Told of what befalls a lane, for displays and events.
package protocol LaneObserver: Sendable {
    /// A try failed and another follows after a pause.
    func callRetried(_ origin: CallOrigin, provider: ProviderID, error: ModelError, after pause: Duration)
        async
    /// The provider had no room: the lane pauses and goes on with at most so many requests in flight.
    func laneSlowed(_ provider: ProviderID, width: Int, error: ModelError, pause: Duration) async
    /// The lane stopped for good.
    func laneStopped(_ provider: ProviderID, error: ModelError) async
}
