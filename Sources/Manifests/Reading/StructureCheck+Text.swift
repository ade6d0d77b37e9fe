import Catalog
import Conversation

extension StructureCheck {
    /// A value that is text, or may be.
    func checkText(_ node: Node, _ shape: Shape, _ context: Context) {
        let text = node.value.insertedText
        if checkPlaceholders(node, context.expansion) {
            // What it will be is known only when it is expanded.
            if case .form(.jobID) = shape, text.contains(where: { "[]#".contains($0) }) {
                log.report(.invalid(.jobID, text), at: node.place)
            }
            return
        }
        switch shape {
        case .filledText, .path:
            if text.allSatisfy(\.isWhitespace) { log.report(.nothingIn(context.key), at: node.place) }
        case .duration:
            if TextForms.duration(text).map({ $0 > .zero }) != true {
                log.report(.invalid(.duration, text), at: node.place)
            }
        case .money:
            if node.value.money == nil { log.report(.invalid(.money, text), at: node.place) }
        case .percentage:
            if TextForms.percentage(text) == nil { log.report(.invalid(.percentage, text), at: node.place) }
        case .word(let words):
            if !words.contains(text) {
                log.report(
                    .unknownWord(text, allowed: words),
                    at: node.place,
                    suggestion: NearestWord.to(text, in: words)
                )
            }
        case .form(let rule): checkForm(node, rule, text)
        case .tool: checkTool(node, text)
        case .toolPattern:
            if !text.contains(where: { "*?[{".contains($0) }) { checkTool(node, text) }
        default: break
        }
    }

    private func checkForm(_ node: Node, _ rule: ManifestProblem.ValueRule, _ text: String) {
        guard !rule.admits(text) else { return }
        if rule == .environmentName, SecretText.isLikely(in: text) {
            log.report(.literalSecret, at: node.place)
        } else {
            log.report(
                .invalid(rule, text),
                at: node.place,
                suggestion: rule == .modelReference ? model(text) : nil
            )
        }
    }

    /// The model that someone means who leaves the provider out.
    private func model(_ text: String) -> String? {
        let references = catalog.models.map(\.reference)
        let same = references.first { $0.name == text }
        return same?.description
            ?? NearestWord.to(text, in: references.map(\.name)).flatMap { name in
                references.first { $0.name == name }?.description
            }
    }

    private func checkTool(_ node: Node, _ name: String) {
        let names = vocabulary.tools.map(\.name)
        if names.contains(name) { return }
        if name.hasPrefix("mcp:") || vocabulary.laterTools.contains(name) {
            if name.hasPrefix("mcp:"), vocabulary.features.contains(.mcpServers) { return }
            return log.report(.notSupportedYet(.tool(name)), at: node.place)
        }
        log.report(.unknownTool(name), at: node.place, suggestion: NearestWord.to(name, in: names))
    }

    /// - Returns: whether something in the text is yet to be expanded, or can never be.
    @discardableResult
    func checkPlaceholders(_ node: Node, _ expansion: Expansion) -> Bool {
        guard let text = node.string, expansion != .raw, PlaceholderText.hasBraces(text) else { return false }
        let names: [String]
        do {
            names = try PlaceholderText.pieces(of: text).compactMap {
                if case .variable(let name) = $0 { name } else { nil }
            }
        } catch {
            // Where nothing is expanded, stray braces are just braces.
            if expansion == .none { return false }
            log.report(.malformedPlaceholder, at: log.place(ofBraces: error.offset, in: node.place))
            return true
        }
        for name in names {
            let place = log.place(of: name, in: node.place)
            let variable = name.hasPrefix("env.") ? String(name.dropFirst(4)) : nil
            switch (expansion, variable) {
            case (.variables, _?): log.report(.environmentHere(name), at: place)
            case (.variables, nil), (.raw, _): break
            case (.environment, let variable?):
                if let isSet, !isSet(variable) { log.report(.environmentUnset(variable), at: place) }
            case (.environment, nil), (.none, _): log.report(.placeholderHere(name), at: place)
            }
        }
        return !names.isEmpty
    }

    /// The strings anywhere in a value.
    func checkAllPlaceholders(_ node: Node, _ expansion: Expansion) {
        checkPlaceholders(node, expansion)
        for member in node.members { checkAllPlaceholders(member.value, expansion) }
        for element in node.elements ?? [] { checkAllPlaceholders(element, expansion) }
    }
}

extension ManifestProblem.ValueRule {
    func admits(_ text: String) -> Bool {
        switch self {
        case .duration: TextForms.duration(text) != nil
        case .money: Money(decimal: text) != nil
        case .percentage: TextForms.percentage(text) != nil
        case .jobID: TextForms.isJobID(text)
        case .label: TextForms.isLabel(text)
        case .name: TextForms.isName(text)
        case .variableName: TextForms.isName(text) && !text.hasPrefix("env.")
        case .modelReference: ModelReference(text) != nil
        case .url: TextForms.isURL(text)
        case .environmentName: TextForms.isEnvironmentName(text) && !SecretText.isLikely(in: text)
        case .dataFile: DataFile.isOne(text)
        case .decimal: (try? Rate(perMillion: text)) != nil
        }
    }
}

extension ProblemLog {
    /// Where a variable is asked for inside a text.
    func place(of name: String, in place: Place) -> Place {
        for written in ["{{" + name + "}}", name] {
            let found = self.place(ofText: written, in: place)
            if found != place { return found }
        }
        return place
    }

    /// Where braces stand that begin at a byte of a text: a file's, or a string's in quotes. Where escapes
    /// have moved them, the first braces.
    func place(ofBraces offset: Int, in place: Place) -> Place {
        let bytes = sources[place.file].bytes
        let quote =
            bytes.indices.contains(place.range.lowerBound)
            && bytes[place.range.lowerBound] == UInt8(ascii: "\"")
        let start = place.range.lowerBound + offset + (quote ? 1 : 0)
        guard start + 2 <= place.range.upperBound, bytes[start..<start + 2].elementsEqual("{{".utf8) else {
            return self.place(ofText: "{{", in: place)
        }
        return Place(file: place.file, range: start..<start + 2)
    }

    /// Where some plain text stands inside a place; all of the place where it is not found as it is.
    func place(ofText text: String, in place: Place) -> Place {
        let bytes = sources[place.file].bytes
        let pattern = Array(text.utf8)
        guard !pattern.isEmpty, place.range.count >= pattern.count, place.range.upperBound <= bytes.count
        else {
            return place
        }
        for start in place.range.lowerBound...(place.range.upperBound - pattern.count)
        where bytes[start..<start + pattern.count].elementsEqual(pattern) {
            return Place(file: place.file, range: start..<start + pattern.count)
        }
        return place
    }
}
