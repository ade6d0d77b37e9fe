package import Records

/// Why a report could not be made.
package enum ReportError: Error, Hashable, Sendable {
    case record(RecordError)
    /// The report's own file or stream could not be written.
    case output(path: String, message: String)
}

/// Where a report goes, piece by piece: a file, standard output, an array in a test.
package typealias ReportSink = ([UInt8]) throws(ReportError) -> Void

extension ReportError {
    /// Does what reads the record.
    static func reading<Value>(
        _ body: () async throws(RecordError) -> Value
    ) async throws(ReportError) -> Value {
        do {
            return try await body()
        } catch {
            throw .record(error)
        }
    }
}
