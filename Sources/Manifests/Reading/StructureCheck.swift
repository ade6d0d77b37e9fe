import Catalog
import Conversation

/// Holds what is written against the tables of keys: unknown keys, wrong types, impossible values. What
/// depends on more than one key is for others to find.
struct StructureCheck {
    let vocabulary: Vocabulary
    let catalog: ModelCatalog
    let log: ProblemLog
    /// The names that `use` may give; nothing where they are not known.
    let checkSets: [String]?
    /// Whether a variable of the environment is set; nothing where it does not matter.
    let isSet: ((String) -> Bool)?

    /// Where a value stands.
    struct Context {
        /// The key that it belongs to.
        var key: String
        var expansion: Expansion
        /// Whether `null` takes a default away here.
        var allowsNull = false
    }

    func check(_ node: Node, _ table: KeyTable, _ context: Context) {
        guard node.isObject else { return wrongType(node, .object(table)) }
        checkDoubles(node)
        for member in node.members {
            guard let key = table.key(member.key) else {
                unknownKey(member, among: table.names(with: vocabulary.features))
                continue
            }
            guard key.isAvailable(with: vocabulary.features) else {
                log.report(.notSupportedYet(.key(key.name)), at: member.keyPlace)
                continue
            }
            var inner = context
            inner.key = key.name
            inner.expansion = key.expansion ?? context.expansion
            inner.allowsNull = (context.allowsNull || table.inherits) && !key.isRequired
            check(member.value, key.shape, inner)
        }
        let meant = node.meantKeys(of: table)
        for key in table.keys where key.isRequired && node[key.name] == nil && !meant.contains(key.name) {
            log.report(.missingKey(key.name), at: node.openingPlace)
        }
    }

    func check(_ node: Node, _ shape: Shape, _ context: Context) {
        if node.isNull, context.allowsNull { return }
        guard shape.takes(node) else { return wrongType(node, shape) }
        switch shape {
        case .flag, .off: break
        case .constant(let number):
            if node.value.integer != number {
                log.report(.unknownWord(node.value.insertedText, allowed: [String(number)]), at: node.place)
            }
        case .integer(let range): checkRange(node, Double(range.lowerBound), Double(range.upperBound))
        case .number(let range): checkRange(node, range.lowerBound, range.upperBound)
        case .text, .filledText, .path, .duration, .percentage, .word, .form, .tool, .toolPattern, .money:
            checkText(node, shape, context)
        case .list(let element, let least):
            let elements = node.elements ?? []
            if elements.count < least { log.report(.nothingIn(context.key), at: node.place) }
            var inner = context
            inner.allowsNull = false
            for node in elements { check(node, element, inner) }
        case .object(let table): check(node, table, context)
        case .map(let rule, let shape): checkMap(node, rule, shape, context)
        case .either(let shapes):
            if let shape = shapes.first(where: { $0.takes(node) }) { check(node, shape, context) }
        case .anything: checkAllDoubles(node)
        case .check: checkCheck(node, context)
        case .axisEntry: checkAxisEntry(node, context)
        }
    }

    private func checkMap(
        _ node: Node,
        _ rule: ManifestProblem.ValueRule?,
        _ shape: Shape,
        _ context: Context
    ) {
        checkDoubles(node)
        for member in node.members {
            if let rule, !rule.admits(member.key) {
                log.report(.invalid(rule, member.key), at: member.keyPlace)
            }
            var inner = context
            inner.key = member.key
            check(member.value, shape, inner)
        }
    }

    /// An entry of an axis is a value of the key that the axis is named like, or of a variable, or an object
    /// of keys.
    private func checkAxisEntry(_ node: Node, _ context: Context) {
        let axis = context.key == "models" ? "model" : context.key
        guard node.isObject else {
            if node.elements != nil { return wrongType(node, .axisEntry) }
            guard let key = KeyTable.cell.key(axis), axis != "as" else { return }
            guard key.isAvailable(with: vocabulary.features) else {
                return log.report(.notSupportedYet(.key(axis)), at: node.place)
            }
            return check(node, key.shape, Context(key: axis, expansion: .variables, allowsNull: true))
        }
        var keys = node
        if KeyTable.cell.key(axis) == nil { keys[axis] = nil }
        check(keys, .cell, Context(key: axis, expansion: .variables, allowsNull: true))
    }
}

// MARK: - Problems

extension StructureCheck {
    func wrongType(_ node: Node, _ shape: Shape) {
        log.report(.wrongType(expected: shape.types, found: node.value.kind), at: node.openingPlace)
    }

    func unknownKey(_ member: Node.Member, among names: [String]) {
        let suggestion =
            ForeignWords.translation(of: member.key, among: names) ?? NearestWord.to(member.key, in: names)
        log.report(.unknownKey(member.key), at: member.keyPlace, suggestion: suggestion)
    }

    /// Of two members with one name, readers of JSON take either.
    func checkDoubles(_ node: Node) {
        var seen: [String: Place] = [:]
        for member in node.members {
            if let first = seen[member.key] {
                log.report(.doubledKey(member.key, firstLine: log.line(of: first).line), at: member.keyPlace)
            } else {
                seen[member.key] = member.keyPlace
            }
        }
    }

    func checkAllDoubles(_ node: Node) {
        checkDoubles(node)
        for member in node.members { checkAllDoubles(member.value) }
        for element in node.elements ?? [] { checkAllDoubles(element) }
    }

    private func checkRange(_ node: Node, _ least: Double, _ most: Double) {
        guard let number = node.value.double, number < least || number > most else { return }
        func text(_ bound: Double) -> String {
            bound.rounded() == bound ? String(Int(bound)) : String(bound)
        }
        log.report(
            .outOfRange(
                node.value.insertedText,
                least: number < least ? text(least) : nil,
                most: number > most ? text(most) : nil
            ),
            at: node.place
        )
    }
}

extension Node {
    /// The first character of an object or array; all of any other value.
    var openingPlace: Place {
        switch content {
        case .object, .array:
            Place(file: place.file, range: place.range.lowerBound..<place.range.lowerBound + 1)
        default: place
        }
    }
}

extension Shape {
    /// Whether a value is of the JSON type that this asks for.
    func takes(_ node: Node) -> Bool {
        switch self {
        case .text, .filledText, .path, .duration, .percentage, .word, .tool, .toolPattern: node.string != nil
        case .form(let rule): node.string != nil || rule == .decimal && node.value.double != nil
        case .money: node.string != nil || node.value.double != nil
        case .flag: node.value.bool != nil
        case .off: node.value == false
        case .integer, .constant: node.value.integer != nil
        case .number: node.value.double != nil
        case .list: node.elements != nil
        case .object, .map, .check: node.isObject
        case .either(let shapes): shapes.contains { $0.takes(node) }
        case .anything: true
        case .axisEntry: node.elements == nil
        }
    }

    /// The types that this takes, in a person's words.
    var types: [String] {
        switch self {
        case .text, .filledText, .word: ["text"]
        case .path: ["a path"]
        case .duration: ["a duration"]
        case .percentage: ["a percentage"]
        case .tool, .toolPattern: ["the name of a tool"]
        case .form(let rule): [rule == .decimal ? "a decimal number" : "text"]
        case .money: ["an amount"]
        case .flag: ["true or false"]
        case .off: ["false"]
        case .integer, .constant: ["a whole number"]
        case .number: ["a number"]
        case .list: ["an array"]
        case .object, .map, .check: ["an object"]
        case .either(let shapes): shapes.flatMap(\.types)
        case .anything: ["any value"]
        case .axisEntry: ["text", "a number", "an object"]
        }
    }
}
