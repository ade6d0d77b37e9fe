import Conversation
import Foundation
import Synchronization
import Transport

/// A folder of cassettes, one file for each job, shared by all exchanges of a run.
///
/// A job's file is read when the job first asks; the other files only when a job's own has no answer. Only a few are
/// kept in memory at a time.
package final class CassetteFolder: Sendable {
    /// What has been asked how often, and what is known of the files.
    private struct State {
        var asked: [String: JobCounts] = [:]
        var cache = CassetteCache()
        /// Every file's answers by what was asked; nothing until the first answer was sought in all files.
        var index: [Digest: [Place]]?
        /// The jobs whose files this run has begun anew.
        var begun: Set<String> = []
    }

    private struct JobCounts {
        var total = 0
        var byDigest: [Digest: Int] = [:]
    }

    /// The answers of one file to one question, in their order.
    struct Place {
        var file: String
        var positions: [Int]
    }

    let path: String
    /// As the command that records what is missing names it.
    let manifest: String
    let placeholders: Placeholders
    private let recording: Recording
    private let state = Mutex(State())

    /// - Parameters:
    ///   - path: of the folder; it need not exist before something is recorded.
    ///   - manifest: as the user wrote it, for the command that would record a missing answer.
    ///   - recording: what the headers of new files say.
    ///   - placeholders: what is not written as it is, and put back on replay.
    package init(path: String, manifest: String, recording: Recording, placeholders: Placeholders) {
        self.path = path
        self.manifest = manifest
        self.recording = recording
        self.placeholders = placeholders
    }

    // MARK: - Looking up

    enum Lookup {
        case hit(Cassette.Response)
        /// With the request's number among its job's, from 1.
        case miss(number: Int)
    }

    /// The next answer to a request: the job's own, else one that another job got to the same question.
    func next(for request: CanonicalRequest, job: String) -> Lookup {
        state.withLock { state in
            var counts = state.asked[job] ?? JobCounts()
            let occurrence = counts.byDigest[request.digest] ?? 0
            counts.byDigest[request.digest] = occurrence + 1
            counts.total += 1
            state.asked[job] = counts
            let own = fileName(of: job)
            if let response = response(to: request, occurrence, in: own, &state) { return .hit(response) }
            for place in places(of: request.digest, &state) where place.positions.count > occurrence {
                if let response = response(to: request, occurrence, in: place.file, &state) {
                    return .hit(response)
                }
            }
            return .miss(number: counts.total)
        }
    }

    private func response(
        to request: CanonicalRequest,
        _ occurrence: Int,
        in file: String,
        _ state: inout State
    ) -> Cassette.Response? {
        guard let cassette = state.cache.cassette(file, in: path) else { return nil }
        let answers = cassette.exchanges.lazy.filter { $0.request.digest == request.digest }
        return answers.dropFirst(occurrence).first?.response
    }

    private func places(of digest: Digest, _ state: inout State) -> [Place] {
        if let index = state.index { return index[digest] ?? [] }
        var index: [Digest: [Place]] = [:]
        for file in files {
            guard let cassette = state.cache.cassette(file, in: path) else { continue }
            let byDigest = Dictionary(
                grouping: cassette.exchanges.indices,
                by: { cassette.exchanges[$0].request.digest }
            )
            for (digest, positions) in byDigest {
                index[digest, default: []].append(Place(file: file, positions: positions))
            }
        }
        state.index = index
        return index[digest] ?? []
    }

    private var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted()
    }

    private func fileName(of job: String) -> String {
        JobID(job).slug + ".json"
    }

    // MARK: - Explaining a miss

    /// What the nearest recorded request is, and in what it differs.
    func explanation(of request: CanonicalRequest, job: String, number: Int) -> String {
        let own = fileName(of: job)
        let isOwnFile = FileManager.default.fileExists(atPath: path + "/" + own)
        let candidates = state.withLock { state in
            if isOwnFile { return state.cache.cassette(own, in: path)?.exchanges ?? [] }
            // Enough to find the same question in another folder's words, and not all of thousands of files.
            return files.prefix(100).flatMap {
                state.cache.cassette($0, in: path)?.exchanges.prefix(20) ?? []
            }
        }
        return Miss(
            job: job,
            number: number,
            request: request.body,
            candidates: candidates.map(\.request.body),
            isOwnFile: isOwnFile,
            folder: path,
            manifest: manifest
        ).text
    }

    // MARK: - Recording

    /// Adds an exchange to its job's file, which is written whole and put in place at once.
    ///
    /// - Parameters:
    ///   - exchange: as it shall stand in the file.
    ///   - job: decides the file.
    ///   - beginsAnew: whether the job's first exchange of this run replaces what the file held before.
    /// - Throws: what kept the file from being written.
    func add(_ exchange: Cassette.Exchange, job: String, beginsAnew: Bool) throws {
        try state.withLock { state in
            let file = fileName(of: job)
            let isFirst = state.begun.insert(job).inserted
            var cassette = Cassette(job: job, recording: recording)
            if !(beginsAnew && isFirst), let former = state.cache.cassette(file, in: path) {
                cassette.exchanges = former.exchanges
            }
            cassette.exchanges.append(exchange)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try Data(cassette.text.utf8).write(to: URL(filePath: path + "/" + file), options: .atomic)
            state.cache.keep(cassette, as: file)
        }
    }
}

/// The cassettes that were used last.
private struct CassetteCache {
    private var cassettes: [String: Cassette?] = [:]
    /// Oldest use first.
    private var order: [String] = []

    private static let limit = 64

    /// Nothing where there is no such file, or it is no cassette.
    mutating func cassette(_ file: String, in folder: String) -> Cassette? {
        if let known = cassettes[file] {
            touch(file)
            return known
        }
        let data = FileManager.default.contents(atPath: folder + "/" + file)
        let cassette = data.flatMap { try? Cassette(parsing: Array($0)) }
        keep(cassette, as: file)
        return cassette
    }

    mutating func keep(_ cassette: Cassette?, as file: String) {
        cassettes[file] = .some(cassette)
        touch(file)
        if order.count > Self.limit { cassettes[order.removeFirst()] = nil }
    }

    private mutating func touch(_ file: String) {
        if let index = order.firstIndex(of: file) { order.remove(at: index) }
        order.append(file)
    }
}
