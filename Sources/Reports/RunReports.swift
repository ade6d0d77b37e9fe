import Conversation
import Foundation
package import Records

/// The reports that lie in every run's folder.
package enum RunReports {
    /// Writes `report.md`, `report.json` and `results.jsonl` from the record, each in full or not at all.
    ///
    /// - Returns: the figures, for whoever prints them too.
    @discardableResult
    package static func write(_ record: Record, into folder: RunFolder) async throws(ReportError) -> RunReport
    {
        // A line for each job takes longer than all figures, which are drawn up meanwhile.
        async let lines = writeLines(record, into: folder)
        let report = try await RunReport(of: record)
        let markdown = try await MarkdownReport.text(report, of: record)
        try await writeFile(at: folder.file("report.md")) { (sink) async throws(ReportError) in
            try sink(Array(markdown.utf8))
        }
        try await writeFile(at: folder.file("report.json")) { (sink) async throws(ReportError) in
            try sink(report.json + [UInt8(ascii: "\n")])
        }
        try await lines.get()
        return report
    }

    private static func writeLines(_ record: Record, into folder: RunFolder) async -> Result<
        Void, ReportError
    > {
        do throws(ReportError) {
            try await writeFile(at: folder.file("results.jsonl")) { (sink) async throws(ReportError) in
                try await ResultLines.write(record, to: sink)
            }
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// Writes a file piece by piece beside its place, and puts it there once it is whole.
    package static func writeFile(
        at path: String,
        _ body: (ReportSink) async throws(ReportError) -> Void
    ) async throws(ReportError) {
        let temporary = path + ".part"
        guard let file = fopen(temporary, "w") else { throw .output(path: path, message: systemMessage) }
        do {
            try await body { (bytes) throws(ReportError) in
                guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
                    throw .output(path: path, message: systemMessage)
                }
            }
        } catch {
            fclose(file)
            unlink(temporary)
            throw error
        }
        guard fclose(file) == 0, rename(temporary, path) == 0 else {
            let message = systemMessage
            unlink(temporary)
            throw .output(path: path, message: message)
        }
    }

    private static var systemMessage: String { String(cString: strerror(errno)) }
}
