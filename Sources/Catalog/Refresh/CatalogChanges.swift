/// What is different between two catalogs, model by model.
package struct CatalogChanges: Hashable, Sendable {
    package struct Change: Hashable, Sendable {
        package var before: ModelCard
        package var after: ModelCard

        package init(before: ModelCard, after: ModelCard) {
            self.before = before
            self.after = after
        }
    }

    /// Each list in the catalogs' own order.
    package private(set) var added: [ModelCard]
    package private(set) var removed: [ModelCard]
    package private(set) var changed: [Change]

    package init(from old: ModelCatalog, to new: ModelCatalog) {
        added = new.models.filter { old[$0.reference] == nil }
        removed = old.models.filter { new[$0.reference] == nil }
        changed = new.models.compactMap { after in
            guard let before = old[after.reference], before != after else { return nil }
            return Change(before: before, after: after)
        }
    }

    package var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && changed.isEmpty
    }

    /// The changes of some models; one that was changed counts if it is or was among them.
    package func filtered(_ isWanted: (ModelCard) -> Bool) -> CatalogChanges {
        var changes = self
        changes.added = added.filter(isWanted)
        changes.removed = removed.filter(isWanted)
        changes.changed = changed.filter { isWanted($0.before) || isWanted($0.after) }
        return changes
    }
}
