package import Catalog
package import Conversation

/// Something that happened in a run, told once it is on disk.
package struct RunEvent: Sendable {
    package var at: Moment
    package var job: JobID?
    package var session: SessionID?
    package var step: Int?
    package var kind: Kind

    package enum Kind: Sendable {
        case runStarted(name: String, jobs: Int)
        case jobStarted(attempt: Int, provider: ProviderID, model: ModelReference)
        case sessionStarted(title: String)
        case messageAdded(Entry)
        case toolStarted(call: String, tool: String, title: String)
        case toolFinished(ToolFinish)
        case stepFinished(stop: StopReason, usage: Usage?, cost: Money?)
        case summarized(before: Int, after: Int)
        case callRetried(provider: ProviderID, error: ModelError, after: Duration)
        /// A provider had no room: a pause, then at most so many requests in flight.
        case providerSlowed(ProviderID, width: Int, error: ModelError, pause: Duration)
        case providerStopped(ProviderID, ModelError)
        case checkFinished(check: String, passed: Bool?, detail: String?)
        case jobFinished(JobFinish)
        case runFinished(exitCode: Int)
    }

    package struct ToolFinish: Sendable {
        package var call: String
        package var tool: String
        package var title: String
        package var duration: Duration
        package var failed: Bool
        package var denied: Bool
        package var exitCode: Int?
        /// Of the whole output, and of what the model was sent of it.
        package var bytes: Int
        package var bytesSent: Int
    }

    package struct JobFinish: Sendable {
        package var provider: ProviderID
        package var attempt: Int
        package var ending: Ending
        package var steps: Int
        package var duration: Duration
    }

    package init(at: Moment, job: JobID? = nil, session: SessionID? = nil, step: Int? = nil, kind: Kind) {
        self.at = at
        self.job = job
        self.session = session
        self.step = step
        self.kind = kind
    }
}

/// Told of a run's events, in order within a job.
package protocol RunObserver: Sendable {
    func received(_ event: RunEvent) async

    /// A call was sent to, or came back from, a provider: for displays, on the hot path.
    func callsChanged(_ provider: ProviderID, inFlight change: Int, spent: Money)
}
