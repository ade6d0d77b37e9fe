import Conversation

/// A job's axes and what its `exclude` leaves of their combinations.
struct Matrix {
    /// The most combinations of one job: beyond it someone has mistaken the matrix for `data`.
    static let cellLimit = 10_000

    struct Axis {
        var name: String
        var keyPlace: Place
        var entries: [Entry]
    }

    struct Entry {
        var label: String
        var place: Place
        /// What `{{axis}}` stands for.
        var value: Node
        /// The keys of the job that the entry sets.
        var keys: Node?
    }

    /// One combination: an entry of each axis.
    typealias Cell = [(axis: Axis, entry: Entry)]

    private(set) var axes: [Axis] = []
    private let log: ProblemLog

    /// The axes of a job that has all its inherited keys.
    init(_ job: Node, log: ProblemLog) {
        self.log = log
        if let models = job["models"] { add("model", models, keyPlace: job.keyPlace("models")) }
        for member in job["matrix"]?.members ?? [] {
            add(member.key, member.value, keyPlace: member.keyPlace)
        }
    }

    private mutating func add(_ name: String, _ list: Node, keyPlace: Place) {
        guard let nodes = list.elements, !nodes.isEmpty else { return }
        let isKey = KeyTable.cell.key(name) != nil && name != "as"
        if !isKey, KeyTable.job.key(name) != nil || name == "as" {
            return log.report(.reservedAxis(name), at: keyPlace)
        }
        var axis = Axis(name: name, keyPlace: keyPlace, entries: [])
        for node in nodes {
            guard let entry = entry(node, axis: name, isKey: isKey) else { continue }
            if axis.entries.contains(where: { $0.label == entry.label }) {
                log.report(.doubledLabel(axis: name, label: entry.label), at: entry.place)
            } else {
                axis.entries.append(entry)
            }
        }
        if !axis.entries.isEmpty { axes.append(axis) }
    }

    private func entry(_ node: Node, axis: String, isKey: Bool) -> Entry? {
        guard node.isObject else {
            if node.elements != nil { return nil }
            let label = node.value.insertedText
            guard TextForms.isLabel(label) else {
                // A model's name that is none has been complained of.
                if axis != "model" { log.report(.invalid(.label, label), at: node.place) }
                return nil
            }
            let member = Node.Member(key: axis, keyPlace: node.place, value: node)
            let keys = isKey ? Node(.object([member]), at: node.place) : nil
            return Entry(label: label, place: node.place, value: node, keys: keys)
        }
        guard let label = node["as"], let text = label.string, TextForms.isLabel(text) else { return nil }
        var keys = node
        keys["as"] = nil
        if !isKey { keys[axis] = nil }
        return Entry(label: text, place: label.place, value: node[axis] ?? label, keys: keys)
    }

    /// The combinations in order, the last axis fastest; none where there are too many or nothing is left, of
    /// which it complains at `place`. Each rule is known to name axes that exist.
    func cells(exclude rules: [Node], at place: Place) -> [Cell] {
        let (count, overflow) = axes.reduce((1, false)) { sum, axis in
            let (product, overflow) = sum.0.multipliedReportingOverflow(by: axis.entries.count)
            return (product, sum.1 || overflow)
        }
        guard !overflow, count <= Self.cellLimit else {
            log.report(.tooManyCells(overflow ? .max : count, most: Self.cellLimit), at: axes[0].keyPlace)
            return []
        }
        var cells: [Cell] = [[]]
        for axis in axes {
            cells = cells.flatMap { cell in axis.entries.map { cell + [(axis, $0)] } }
        }
        let left = cells.filter { cell in !rules.contains { excludes($0, cell) } }
        if left.isEmpty { log.report(.everyCellExcluded, at: place) }
        return left
    }

    /// What an `exclude` rule names that does not exist: it would silently leave out nothing.
    func fault(in rule: Node) -> (kind: ManifestProblem.Kind, place: Place, suggestion: String?)? {
        for member in rule.members {
            guard let axis = axes.first(where: { $0.name == member.key }) else {
                return (
                    .unknownAxis(member.key), member.keyPlace,
                    NearestWord.to(member.key, in: axes.map(\.name))
                )
            }
            let labels = axis.entries.map(\.label)
            let label = member.value.value.insertedText
            if !labels.contains(label) {
                return (
                    .unknownWord(label, allowed: labels), member.value.place,
                    NearestWord.to(label, in: labels)
                )
            }
        }
        return nil
    }

    private func excludes(_ rule: Node, _ cell: Cell) -> Bool {
        rule.members.allSatisfy { member in
            cell.contains { $0.axis.name == member.key && $0.entry.label == member.value.value.insertedText }
        }
    }
}
