import ArgumentParser
import Conversation
import Records
import Reports

/// The forms in which a run can be told.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case terminal, markdown, json, jsonl, csv
    /// The ledger, a row a call.
    case calls
}

/// A report asked for on the command line: `csv=jobs.csv`.
struct ReportRequest: Sendable {
    var format: ReportFormat
    var path: String

    init(_ text: String) throws(Failure) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else {
            throw Failure(
                "`--report \(text)` is not FORMAT=FILE",
                hint: "--report csv=jobs.csv",
                exit: .usage
            )
        }
        guard let format = ReportFormat(rawValue: String(parts[0])) else {
            let names = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure("no report format `\(parts[0])`", hint: "one of \(names)", exit: .usage)
        }
        self.format = format
        path = String(parts[1])
    }
}

/// Writes a run's reports from its record.
struct ReportWriter: Sendable {
    let record: Record

    /// What lies in every run's folder.
    func writeStandardReports(results: ResultFile, into folder: RunFolder) async throws(Failure) -> RunReport
    {
        do {
            return try await RunReports.write(record, results: results, into: folder)
        } catch {
            throw Failure(error)
        }
    }

    /// Writes a report into a file, whole or not at all.
    func write(_ request: ReportRequest) async throws(Failure) {
        do {
            try await RunReports.writeFile(at: request.path) { (sink) async throws(ReportError) in
                try await write(request.format, style: .plain, to: sink)
            }
        } catch {
            throw Failure(error)
        }
    }

    /// Writes a report to an output.
    func print(_ format: ReportFormat, style: TextStyle, on console: Console) async throws(Failure) {
        do {
            try await write(format, style: style) { console.write($0) }
        } catch {
            throw Failure(error)
        }
    }

    private func write(
        _ format: ReportFormat,
        style: TextStyle,
        to sink: ReportSink
    ) async throws(ReportError) {
        switch format {
        case .jsonl: try await ResultLines.write(record, to: sink)
        case .csv: try await CSVReport.writeJobs(record, to: sink)
        case .calls: try await CSVReport.writeCalls(record, to: sink)
        case .json: try sink(try await RunReport(of: record).json + [UInt8(ascii: "\n")])
        case .markdown:
            let report = try await RunReport(of: record)
            try sink(Array(try await MarkdownReport.text(report, of: record).utf8))
        case .terminal:
            let report = try await RunReport(of: record)
            try sink(Array(try await TerminalReport.text(report, of: record, style: style).utf8))
        }
    }
}
