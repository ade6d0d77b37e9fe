import Catalog
import Conversation
import Manifests

/// What a plan comes to before anything is sent: jobs by model, and the most that each job's first call, and all its
/// steps, can cost.
struct Forecast {
    private struct Line {
        var jobs = 0
        var firstCall = Money.zero
        var allSteps = Money.zero
        var unpriced = 0
    }

    private let reading: Reading
    private var lines: [ModelReference: Line] = [:]
    private var unexpanded = 0

    init(_ reading: Reading) {
        self.reading = reading
    }

    mutating func add(_ planned: PlannedJob) {
        guard let job = try? reading.templates[planned.template].job(planned) else {
            unexpanded += 1
            return
        }
        let card = reading.catalog[job.model]
        var line = lines[job.model, default: Line()]
        line.jobs += 1
        if let price = card?.price {
            let bytes = job.prompts.reduce(job.system?.utf8.count ?? 0) { $0 + $1.utf8.count }
            let output = job.outputCap(of: card)
            line.firstCall += price.worstCase(promptTokens: bytes, outputTokens: output)
            // Each step may fill the window that its answer leaves.
            let room = card?.context.map { max($0 - output, bytes) } ?? bytes
            let steps = job.tools.isEmpty ? job.prompts.count : job.maxSteps
            let step = price.worstCase(promptTokens: job.tools.isEmpty ? bytes : room, outputTokens: output)
            for _ in 0..<steps { line.allSteps += step }
        } else {
            line.unpriced += 1
        }
        lines[job.model] = line
    }

    var text: String {
        var table = [["model", "jobs", "one call at most", "all steps at most"]]
        var total = Line()
        for (model, line) in lines.sorted(by: { $0.key.description < $1.key.description }) {
            table.append(row(model.description, line))
            total.jobs += line.jobs
            total.firstCall += line.firstCall
            total.allSteps += line.allSteps
            total.unpriced += line.unpriced
        }
        table.append(row("total", total))
        var text = Self.aligned(table)
        text += "\n" + providers
        if let budget = reading.budget ?? reading.manifests.compactMap(\.budget).first {
            text += "budget    $\(budget.decimal); calls that could break it are not sent\n"
        }
        if total.unpriced > 0 {
            text += "\(total.unpriced) jobs have models without a price: their cost is unknown\n"
        }
        return text
    }

    /// A line a lane: how wide it is.
    private var providers: String {
        let used = Set(lines.keys.map(\.provider)).sorted()
        return used.compactMap { reading.settings(for: $0) }.map { settings in
            "\(settings.id): \(settings.concurrency) requests in flight, "
                + "\(settings.openJobs(withTools: false)) jobs open\n"
        }.joined()
    }

    private func row(_ name: String, _ line: Line) -> [String] {
        let isUnpriced = line.unpriced == line.jobs && line.jobs > 0
        return [
            name, String(line.jobs), isUnpriced ? "unpriced" : "$" + line.firstCall.dollars(places: 4),
            isUnpriced ? "unpriced" : "$" + line.allSteps.dollars(places: 2),
        ]
    }

    private static func aligned(_ table: [[String]]) -> String {
        let widths = (table.first ?? []).indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
