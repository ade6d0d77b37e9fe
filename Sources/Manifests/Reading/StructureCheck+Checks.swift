import Conversation

/// Checks are written by a key that names their kind: `{ "contains": "x", "ignoreCase": true }`.
extension StructureCheck {
    func checkCheck(_ node: Node, _ context: Context) {
        checkAllDoubles(node)
        checkAllPlaceholders(node, context.expansion)
        if let use = node["use"] { return checkUse(node, use, isSet: context.key == "checkSets") }
        let kinds = node.members.compactMap { member in
            vocabulary.checks.first { $0.name == member.key }.map { (member, $0) }
        }
        guard let (member, kind) = kinds.first else { return unknownCheck(node) }
        if let (second, _) = kinds.dropFirst().first {
            return log.report(.twoChecks(member.key, second.key), at: second.keyPlace)
        }
        checkTypes(member.value, kind.types)
        let keys = kind.keys + vocabulary.checkKeys
        for other in node.members where other.key != kind.name {
            guard let key = keys.first(where: { $0.name == other.key }) else {
                unknownKey(other, among: keys.map(\.name))
                continue
            }
            checkTypes(other.value, key.types)
        }
        for key in kind.keys where key.isRequired && node[key.name] == nil {
            log.report(.missingKey(key.name), at: member.keyPlace)
        }
    }

    private func checkUse(_ node: Node, _ use: Node, isSet: Bool) {
        guard let name = use.string else { return wrongType(use, .text) }
        for member in node.members where member.key != "use" {
            log.report(.conflictingKeys("use", member.key), at: member.keyPlace)
        }
        guard let checkSets, !checkSets.contains(name) else { return }
        log.report(.unknownCheckSet(name), at: use.place, suggestion: NearestWord.to(name, in: checkSets))
    }

    private func unknownCheck(_ node: Node) {
        let names = vocabulary.checks.map(\.name)
        let common = vocabulary.checkKeys.map(\.name)
        if let later = node.members.first(where: { vocabulary.laterChecks.contains($0.key) }) {
            return log.report(.notSupportedYet(.check(later.key)), at: later.keyPlace)
        }
        guard let first = node.members.first(where: { !common.contains($0.key) }) else {
            return log.report(.unknownCheck([]), at: node.openingPlace)
        }
        // Other tools name the kind by `type`.
        if let type = node["type"]?.string {
            let suggestion = names.contains(type) ? type : NearestWord.to(type, in: names)
            return log.report(.unknownCheck([type]), at: node.keyPlace("type"), suggestion: suggestion)
        }
        log.report(
            .unknownCheck([first.key]),
            at: first.keyPlace,
            suggestion: NearestWord.to(first.key, in: names)
        )
    }

    private func checkTypes(_ node: Node, _ types: [Vocabulary.JSONType]) {
        if types.contains(where: { $0.takes(node.value) }) { return }
        // Text with braces may yet become an amount or a duration, and nothing else.
        if let text = node.string, !PlaceholderText.names(in: text).isEmpty,
            types.contains(.money) || types.contains(.duration)
        {
            return
        }
        if let text = node.string, types.contains(.duration) {
            return log.report(.invalid(.duration, text), at: node.place)
        }
        if types.contains(.money), node.string != nil || node.value.double != nil {
            return log.report(.invalid(.money, node.value.insertedText), at: node.place)
        }
        log.report(.wrongType(expected: types.map(\.words), found: node.value.kind), at: node.openingPlace)
    }
}

extension Vocabulary.JSONType {
    func takes(_ value: JSONValue) -> Bool {
        switch self {
        case .null: value.isNull
        case .boolean: value.bool != nil
        case .number: value.double != nil
        case .integer: value.integer != nil
        case .string: value.string != nil
        case .array: value.array != nil
        case .object: value.object != nil
        case .money: value.money != nil
        case .duration: value.string.flatMap(TextForms.duration) != nil
        }
    }

    /// A person's words for the type.
    var words: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .number: "a number"
        case .integer: "a whole number"
        case .string: "text"
        case .array: "an array"
        case .object: "an object"
        case .money: "an amount"
        case .duration: "a duration"
        }
    }
}
