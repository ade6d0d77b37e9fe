import Catalog
import Conversation
import Manifests
import Records
import Scheduling
import Synchronization

/// The models and lanes of a run: how each model is asked, through which gate, at which price.
final class Roster: Sendable {
    /// What is the same for every job of one model.
    struct Member: Sendable {
        var card: ModelCard
        var base: any LanguageModel
        var lane: Lane
        var sheet: Digest?
    }

    let lanes: [ProviderID: Lane]
    private let laneOf: [ProviderID: ProviderID]
    private let catalog: ModelCatalog
    private let models: [ProviderID: any LanguageModel]
    private let members = Mutex<[ModelReference: Member]>([:])

    init(
        settings: RunSettings,
        catalog: ModelCatalog,
        models: [ProviderID: any LanguageModel],
        isReplayed: Bool,
        time: any Timekeeper
    ) {
        self.catalog = catalog
        self.models = models
        laneOf = settings.laneOf
        var lanes: [ProviderID: Lane] = [:]
        for provider in settings.providers where laneOf[provider.id] == provider.id {
            // A cassette answers at once: nothing paces it, and no pause is kept.
            let gate = Gate(
                width: provider.concurrency,
                requestsPerMinute: isReplayed ? nil : provider.requestsPerMinute,
                tokensPerMinute: isReplayed ? nil : provider.tokensPerMinute,
                learns: !isReplayed,
                time: time
            )
            var retry = RetryPolicy(retries: provider.retries)
            retry.waits = !isReplayed
            lanes[provider.id] = Lane(
                provider: provider.id,
                gate: gate,
                retry: retry,
                prefixes: isReplayed ? nil : PrefixCache(patience: provider.timeouts.firstByte, time: time),
                openJobs: provider.openJobs(withTools: settings.lanesWithTools.contains(provider.id))
            )
        }
        self.lanes = lanes
    }

    func member(_ model: ModelReference) throws(RunError) -> Member {
        if let member = members.withLock({ $0[model] }) { return member }
        guard let card = catalog[model], let base = models[model.provider], let name = laneOf[model.provider],
            let lane = lanes[name]
        else { throw .unknownModel(model) }
        let member = Member(card: card, base: base, lane: lane, sheet: card.price?.digest)
        members.withLock { $0[model] = member }
        return member
    }

    /// The price sheets of these models, to be stored before the first call names one.
    func sheets(of models: some Sequence<ModelReference>) -> [SheetRecord] {
        var sheets: [Digest: SheetRecord] = [:]
        for model in models {
            guard let price = catalog[model]?.price else { continue }
            let digest = price.digest
            sheets[digest] = SheetRecord(digest: digest, json: price.json)
        }
        return Array(sheets.values)
    }
}
