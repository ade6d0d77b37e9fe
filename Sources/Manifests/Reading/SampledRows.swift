import Conversation

/// A job's rows and what is known of them before they are read.
struct SampledRows {
    var source: RowSource
    /// The names that rows give, where they are known.
    var columns: Set<String>?
    /// The first row's values.
    var sample: JSONObject?
    /// Whether there is no data to be had, which has been complained of.
    var isBroken = false

    static let broken = SampledRows(source: .none, isBroken: true)
}

extension RowSource {
    var isNone: Bool {
        if case .none = self { true } else { false }
    }
}

extension JobReader {
    /// A job's rows. Where there is no data to be had, it says so.
    func rows(of job: Node) -> SampledRows {
        guard let data = job["data"] else { return SampledRows(source: .none, columns: []) }
        if let elements = data.elements { return inlineRows(elements, at: data.openingPlace) }
        guard let name = data.string, !name.isEmpty else { return .broken }
        guard DataFile.isOne(name) else {
            log.report(.invalid(.dataFile, name), at: data.place)
            return .broken
        }
        let path = FilePath.join(log.sources[data.place.file].folder, name)
        var reader = RowReader(path: path)
        switch reader.next() {
        case .row(let row)?:
            return SampledRows(
                source: .file(path),
                columns: Set(row.values.members.map(\.key)),
                sample: row.values
            )
        case .problem(let problem)?:
            guard problem.location.line == nil else { return SampledRows(source: .file(path)) }
            // It is the manifest that names what is not there.
            log.report(problem.kind, at: data.place)
            return .broken
        case nil: return .broken
        }
    }

    private func inlineRows(_ elements: [Node], at place: Place) -> SampledRows {
        guard !elements.isEmpty else {
            log.report(.noRows, at: place)
            return .broken
        }
        var columns: Set<String> = []
        let rows = elements.filter(\.isObject).map { node in
            var values = JSONObject()
            for member in node.members { values[member.key] = inliner.inlined(member.value).value }
            columns.formUnion(values.members.map(\.key))
            let place = RowPlace.inline(log.sources[node.place.file], node.place.range)
            return Row(values: values, written: node.value.object, place: place)
        }
        return SampledRows(source: .inline(rows), columns: columns, sample: rows.first?.values)
    }
}
