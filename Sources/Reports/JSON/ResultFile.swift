package import Records

/// A run's `results.jsonl`, which grows behind the run: when the last job ends, the lines of nearly all others are
/// written.
package actor ResultFile {
    private let record: Record
    private let path: String
    private var file: PartialFile?
    /// The place in the plan of the last job whose line is written.
    private(set) var written = 0

    package init(of record: Record, at path: String) {
        self.record = record
        self.path = path
    }

    /// Writes the lines of those jobs that have ended and have none before them in the plan that has not, some hundreds
    /// at a time.
    package func follow() async throws(ReportError) {
        let start = written
        let open = try await ReportError.reading { () async throws(RecordError) in
            try await record.firstOpenJob(after: start)
        }
        guard let open else { return }
        while open - written > ResultLines.pageSize {
            let jobs = try await ResultLines.page(of: record, after: written).get()
            guard let end = jobs.last?.job.planned.sequence else { return }
            do {
                try write(ResultLines.lines(jobs))
            } catch {
                // Nobody knows how much of the page is in the file: what is written next begins it anew.
                file = nil
                written = 0
                throw error
            }
            written = end
        }
    }

    /// Writes what is left, and puts the file in its place.
    package func finish() async throws(ReportError) {
        try await ResultLines.write(record, after: written) { (bytes) throws(ReportError) in try write(bytes)
        }
        // A run of which nothing is left to say has a file all the same.
        try write([])
        try file?.complete()
    }

    private func write(_ bytes: [UInt8]) throws(ReportError) {
        if file == nil { file = try PartialFile(at: path) }
        try file?.write(bytes)
    }
}
