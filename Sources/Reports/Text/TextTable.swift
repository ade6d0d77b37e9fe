/// A table for people: one set of cells, printed as aligned text or as Markdown.
struct TextTable: Hashable {
    struct Column: Hashable {
        var title: String
        /// Numbers stand flush right, so that their digits line up.
        var isNumber: Bool

        static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    var columns: [Column]
    var rows: [[String]] = []
    /// A last row that sums up the others.
    var total: [String]?

    /// Lines of text: a heading, the rows, the total.
    func lines(_ style: TextStyle, longest: Int = 24) -> [String] {
        let rows = self.rows.map { shortened($0, to: longest) }
        let all = [columns.map(\.title)] + rows + (total.map { [$0] } ?? [])
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        var lines = [style.faint(line(columns.map(\.title), widths))]
        lines += rows.map { line($0, widths) }
        if let total { lines.append(style.strong(line(total, widths))) }
        return lines
    }

    var markdown: [String] {
        var lines = [Self.row(columns.map(\.title))]
        lines.append(Self.row(columns.map { $0.isNumber ? "--:" : "---" }))
        lines += rows.map { Self.row($0.map(Markdown.escaped)) }
        if let total { lines.append(Self.row(total.map { $0.isEmpty ? "" : "**\($0)**" })) }
        return lines
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |"
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: widths[index] - cell.count)
            line += (index == 0 ? "" : "  ") + (columns[index].isNumber ? padding + cell : cell + padding)
        }
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }

    private func shortened(_ cells: [String], to longest: Int) -> [String] {
        zip(columns, cells).map { $0.isNumber ? $1 : Self.shortened($1, to: longest) }
    }

    /// The beginning and the end, which tell names apart better than either alone.
    static func shortened(_ text: String, to longest: Int) -> String {
        guard text.count > longest else { return text }
        let tail = (longest - 1) / 2
        return text.prefix(longest - 1 - tail) + "…" + text.suffix(tail)
    }
}
