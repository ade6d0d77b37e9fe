import Conversation

/// The variables that one template has.
struct VariableScope {
    /// The values of `vars` and of the matrix.
    var variables: JSONObject
    var vars: Node?
    var axes: [Matrix.Axis]
    /// The names that rows give; nothing where that is not known.
    var columns: Set<String>?
    /// Names that are meant to be variables, though what defines them has mistakes.
    var meant: [String] = []
}

/// Which variables there are and which are asked for: an unknown one is an error, one that nobody asks for a
/// warning.
struct VariableUse {
    private var declared: [Place: String] = [:]
    private var order: [Place] = []
    private(set) var used: Set<Place> = []

    /// Takes note of what `vars` declares.
    mutating func declare(_ vars: Node?) {
        for member in vars?.members ?? [] { declare(member.key, at: member.keyPlace) }
    }

    private mutating func declare(_ name: String, at place: Place) {
        if declared.updateValue(name, forKey: place) == nil { order.append(place) }
    }

    /// Looks at every text of a template.
    ///
    /// - Returns: the names that have been complained of, so that no row is blamed for them again.
    mutating func check(_ nodes: [Node], _ scope: VariableScope, _ log: ProblemLog) -> Set<String> {
        var reported: Set<String> = []
        declare(scope.vars)
        for axis in scope.axes where KeyTable.cell.key(axis.name) == nil {
            if axis.entries.allSatisfy({ $0.keys?.members.isEmpty ?? true }) {
                declare(axis.name, at: axis.keyPlace)
            }
        }
        for name in scope.columns ?? [] {
            if let vars = scope.vars, vars[name] != nil {
                log.report(.variableTwice(name, .vars, .data), at: vars.keyPlace(name))
                reported.insert(name)
            } else if let axis = scope.axes.first(where: { $0.name == name }) {
                log.report(.variableTwice(name, .matrix, .data), at: axis.keyPlace)
                reported.insert(name)
            }
        }
        let known = scope.variables.members.map(\.key) + (scope.columns?.sorted() ?? []) + scope.meant
        use(nodes, scope)
        for node in nodes {
            node.forEachText { text, place in
                do throws(PlaceholderText.Malformed) {
                    _ = try PlaceholderText.pieces(of: text)
                } catch {
                    log.report(.malformedPlaceholder, at: log.place(ofBraces: error.offset, in: place))
                }
            }
        }
        guard scope.columns != nil else { return reported }
        for node in nodes {
            node.forEachText { text, place in
                for name in PlaceholderText.names(in: text)
                where !name.hasPrefix("env.") && !known.contains(name) {
                    log.report(
                        .unknownVariable(name),
                        at: log.place(of: name, in: place),
                        suggestion: NearestWord.to(name, in: known)
                    )
                    reported.insert(name)
                }
            }
        }
        return reported
    }

    /// Takes note of what some texts ask for.
    mutating func use(_ nodes: [Node], _ scope: VariableScope) {
        for node in nodes {
            node.forEachText { text, _ in
                for name in PlaceholderText.names(in: text) {
                    if let vars = scope.vars, vars[name] != nil { used.insert(vars.keyPlace(name)) }
                    if let axis = scope.axes.first(where: { $0.name == name }) { used.insert(axis.keyPlace) }
                }
            }
        }
    }

    /// The names that `vars` and axes declare.
    var names: Set<String> {
        Set(declared.values)
    }

    /// Warns of each that nobody asked for, save at places that someone else looks after.
    func reportUnused(to log: ProblemLog, except: [Place]) {
        for place in order where !used.contains(place) && !except.contains(place) {
            guard let name = declared[place] else { continue }
            log.report(.unusedVariable(name), at: place, severity: .warning)
        }
    }
}

extension Node {
    /// Visits every string in which variables are expanded.
    func forEachText(_ visit: (String, Place) -> Void) {
        switch content {
        case .string(let text): visit(text, place)
        case .array(let elements):
            for element in elements { element.forEachText(visit) }
        case .object(let members):
            for member in members { member.value.forEachText(visit) }
        case .null, .bool, .number: break
        }
    }
}
