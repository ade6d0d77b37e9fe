import Catalog
import Conversation
import Foundation
import Manifests

/// What the record keeps of a run so that it can be resumed without its manifests.
struct RunSettings: Codable, Sendable {
    var manifests: [Manifest]
    var providers: [ProviderSettings]
    /// Binds the whole run.
    var budget: Money?
    /// Lanes in which some job has tools: they open more jobs than they send requests.
    var lanesWithTools: Set<ProviderID>
    /// Where answers come from, in the caller's words.
    var answers: [String]

    init(_ reading: Reading, lanes: Set<ProviderID>, answers: [String]) {
        self.answers = answers
        manifests = reading.manifests
        providers = lanes.sorted().compactMap { reading.settings(for: $0) }
        budget = reading.budget
        lanesWithTools = []
        let laneOf = laneOf
        for template in reading.templates where template.hasTools {
            let models = template.hasFixedModels ? template.namedModels.map(\.provider) : Array(lanes)
            lanesWithTools.formUnion(models.compactMap { laneOf[$0] })
        }
    }

    var json: JSONValue {
        get throws {
            try JSONValue(parsing: Array(JSONEncoder().encode(self)))
        }
    }

    init(_ json: JSONValue) throws {
        self = try JSONDecoder().decode(RunSettings.self, from: Data(json.text.utf8))
    }

    /// Two names of one account share a lane, which has the first one's name.
    var laneOf: [ProviderID: ProviderID] {
        var first: [String: ProviderID] = [:]
        var lanes: [ProviderID: ProviderID] = [:]
        for provider in providers {
            let lane = first[provider.account] ?? provider.id
            first[provider.account] = lane
            lanes[provider.id] = lane
        }
        return lanes
    }
}
