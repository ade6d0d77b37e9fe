import Conversation

/// Says that a request has no recorded answer, which recorded request is nearest and in what words it differs, and how
/// it would be recorded.
struct Miss {
    let job: String
    /// Which of the job's requests it is, from 1.
    let number: Int
    let request: JSONValue
    /// The job's own recorded requests in their order, else those of other jobs.
    let candidates: [JSONValue]
    /// Whether the job has a file.
    let isOwnFile: Bool
    let folder: String
    let manifest: String

    var text: String {
        var lines = ["no recorded answer to request \(number) of job `\(job)` in \(folder)"]
        if isOwnFile, candidates.isEmpty {
            lines.append("its file \(JobID(job).slug).json holds no recording that can be read")
        } else if candidates.contains(request) {
            lines.append("it was recorded, but fewer times than it is asked")
        } else if let nearest {
            lines.append(
                isOwnFile ? "nearest: its recorded request \(nearest.index + 1)" : "nearest: another job's"
            )
            lines += nearest.difference.lines
        }
        lines.append("record it: docket run \(manifest) --record-missing \(folder)")
        return lines.joined(separator: "\n")
    }

    /// The request of the same number, else the one with the smallest difference.
    private var nearest: (index: Int, difference: RequestDifference)? {
        if isOwnFile, candidates.indices.contains(number - 1),
            let difference = RequestDifference(recorded: candidates[number - 1], asked: request)
        {
            return (number - 1, difference)
        }
        return candidates.enumerated().compactMap { index, candidate in
            RequestDifference(recorded: candidate, asked: request).map { (index, $0) }
        }.min { $0.1.size < $1.1.size }
    }
}

/// Where two requests part, and in what words.
struct RequestDifference: Hashable {
    /// `messages[2].content[0].text`
    let path: String
    /// Nothing where the recorded request has no such place.
    let recorded: String?
    /// Nothing where the present request has no such place.
    let asked: String?
    /// How many places differ.
    let size: Int

    /// Nothing where the two are equal.
    init?(recorded: JSONValue, asked: JSONValue) {
        var places: [(path: String, recorded: JSONValue?, asked: JSONValue?)] = []
        Self.compare(recorded, asked, path: "", into: &places)
        guard let first = places.first else { return nil }
        path = first.path
        self.recorded = first.recorded.map(Self.words)
        self.asked = first.asked.map(Self.words)
        size = places.count
    }

    var lines: [String] {
        var lines = ["differs at \(path)" + (size > 1 ? " and \(size - 1) more places" : "")]
        let (old, new) = Self.shortened(recorded ?? "", asked ?? "")
        if recorded != nil { lines.append("- " + old) }
        if asked != nil { lines.append("+ " + new) }
        return lines
    }

    private static func words(_ json: JSONValue) -> String {
        json.string ?? json.text
    }

    private static func compare(
        _ old: JSONValue?,
        _ new: JSONValue?,
        path: String,
        into places: inout [(path: String, recorded: JSONValue?, asked: JSONValue?)]
    ) {
        guard old != new else { return }
        switch (old, new) {
        case (.object(let old), .object(let new)):
            let keys = new.members.map(\.key) + old.members.map(\.key).filter { new[$0] == nil }
            for key in keys {
                compare(old[key], new[key], path: path.isEmpty ? key : path + "." + key, into: &places)
            }
        case (.array(let old), .array(let new)):
            for index in 0..<max(old.count, new.count) {
                compare(
                    old.indices.contains(index) ? old[index] : nil,
                    new.indices.contains(index) ? new[index] : nil,
                    path: path + "[\(index)]",
                    into: &places
                )
            }
        default:
            places.append((path, old, new))
        }
    }

    /// Both texts around the words in which they differ, with a few words before and after.
    private static func shortened(_ old: String, _ new: String) -> (String, String) {
        let oldWords = old.split(whereSeparator: \.isWhitespace)
        let newWords = new.split(whereSeparator: \.isWhitespace)
        let before = zip(oldWords, newWords).prefix { $0 == $1 }.count
        let most = min(oldWords.count, newWords.count) - before
        let after = zip(oldWords.reversed(), newWords.reversed()).prefix { $0 == $1 }.count
        let kept = min(after, most)
        return (excerpt(oldWords, before, kept), excerpt(newWords, before, kept))
    }

    private static func excerpt(_ words: [Substring], _ before: Int, _ after: Int) -> String {
        let (context, limit) = (4, 24)
        let start = max(0, before - context)
        var end = min(words.count, words.count - after + context)
        let isCut = end - start > limit
        if isCut { end = start + limit }
        return (start > 0 ? "… " : "") + words[start..<end].joined(separator: " ")
            + (isCut || end < words.count ? " …" : "")
    }
}
