package import Records

/// The reports that lie in every run's folder.
package enum RunReports {
    /// Writes `report.md` and `report.json` from the record and completes `results.jsonl`, each in full or not at all.
    ///
    /// - Parameters:
    ///   - record: of the run.
    ///   - results: as far as it has followed the run.
    ///   - folder: the run's.
    /// - Returns: the figures, for whoever prints them too.
    /// - Throws: what could not be read or written.
    @discardableResult
    package static func write(
        _ record: Record,
        results: ResultFile,
        into folder: RunFolder
    ) async throws(ReportError) -> RunReport {
        // A line for each job may take longer than all figures, which are drawn up meanwhile.
        async let lines = finish(results)
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

    private static func finish(_ results: ResultFile) async -> Result<Void, ReportError> {
        do throws(ReportError) {
            try await results.finish()
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
        let file = try PartialFile(at: path)
        try await body { (bytes) throws(ReportError) in try file.write(bytes) }
        try file.complete()
    }
}
