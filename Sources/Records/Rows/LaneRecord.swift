package import Conversation

/// What one lane did. A resumed run adds its own figures to those before.
package struct LaneRecord: Hashable, Sendable {
    package var provider: ProviderID
    /// The most requests that may be in flight, and the most jobs that may be open.
    package var width: Int
    package var jobs: Int
    package var requests: Int
    package var maxInFlight: Int
    /// Answers that said: too many requests.
    package var limited: Int
    package var coolDown: Duration

    package init(
        provider: ProviderID,
        width: Int,
        jobs: Int,
        requests: Int = 0,
        maxInFlight: Int = 0,
        limited: Int = 0,
        coolDown: Duration = .zero
    ) {
        self.provider = provider
        self.width = width
        self.jobs = jobs
        self.requests = requests
        self.maxInFlight = maxInFlight
        self.limited = limited
        self.coolDown = coolDown
    }
}

/// A price sheet that some call was priced by.
package struct SheetRecord: Hashable, Sendable {
    package var digest: Digest
    package var json: JSONValue

    package init(digest: Digest, json: JSONValue) {
        self.digest = digest
        self.json = json
    }
}
