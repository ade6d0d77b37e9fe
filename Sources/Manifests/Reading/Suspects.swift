import Catalog
import Conversation

/// A mistyped key is one problem, not also all that would follow from the key being absent. These are the
/// keys that unknown ones were most likely meant to be.
extension Node {
    func meantKeys(of table: KeyTable) -> Set<String> {
        Set(members.compactMap { table.key($0.key) == nil ? table.nearestName(to: $0.key) : nil })
    }
}

extension KeyTable {
    /// The name that someone most likely meant, in this tool's words or another's.
    func nearestName(to word: String) -> String? {
        let names = keys.map(\.name)
        return ForeignWords.translation(of: word, among: names) ?? NearestWord.to(word, in: names)
    }
}

extension ManifestFile {
    /// The keys of the top level that may be there under another name, or in a file that could not be read.
    var meantKeys: Set<String> {
        var keys = own.meantKeys(of: .manifest)
        for node in included { keys.formUnion(node.meantKeys(of: .included)) }
        if lacksIncludes { keys.formUnion(["checkSets", "defaults", "providers", "vars"]) }
        return keys
    }

    /// The keys that a job may have under another name, or inherit from what may be there under another name.
    func meantKeys(of job: Node) -> Set<String> {
        var keys = job.meantKeys(of: .job)
        keys.formUnion(whole["defaults"]?.meantKeys(of: .defaults) ?? [])
        let top = meantKeys
        keys.formUnion(top.intersection(["matrix", "vars"]))
        if top.contains("defaults") { keys.formUnion(["matrix", "model", "prompt", "vars", "workspace"]) }
        return keys
    }
}

extension Node {
    /// Whether a provider's definition has mistakes that could hide a model or its price.
    var isDoubtfulProvider: Bool {
        if !meantKeys(of: .provider).isDisjoint(with: ["baseURL", "models", "protocol"]) { return true }
        return self["models"]?.members.contains { member in
            let price = member.value["price"]
            return !member.value.meantKeys(of: .model).isEmpty
                || price.map { PriceSheet(prices: $0.value) == nil } ?? false
        } ?? false
    }
}
