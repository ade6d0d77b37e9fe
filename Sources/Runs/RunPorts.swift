package import Conversation
package import Tools

/// All that a run needs of the world; made in `Commands`, or by a test.
package struct RunPorts: Sendable {
    package var time: any Timekeeper
    /// Any 64 bits.
    package var chance: @Sendable () -> UInt64
    /// How each provider's account is spoken to; every provider of the plan's models is there.
    package var models: [ProviderID: any LanguageModel]
    /// All that tools see of an environment, before a workspace adds its own.
    package var toolEnvironment: [String: String]
    /// Places for tool processes.
    package var processes: Permits
    /// Makes the jobs' workspaces, in a folder of this run's own.
    package var isolator: Isolator
    /// `linux` or `macos`, as models are told.
    package var platform: String
    package var observer: any RunObserver

    package init(
        time: any Timekeeper,
        chance: @escaping @Sendable () -> UInt64,
        models: [ProviderID: any LanguageModel],
        toolEnvironment: [String: String],
        processes: Permits,
        isolator: Isolator,
        platform: String,
        observer: any RunObserver
    ) {
        self.time = time
        self.chance = chance
        self.models = models
        self.toolEnvironment = toolEnvironment
        self.processes = processes
        self.isolator = isolator
        self.platform = platform
        self.observer = observer
    }
}
