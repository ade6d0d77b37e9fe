import Conversation
import Foundation

extension RunFolder {
    /// The run that an argument means: a folder, or a run's name (or the beginning of just one) below `runs`; the
    /// latest where there is no argument.
    package static func find(_ argument: String?, in runs: String) throws(RecordError) -> RunFolder {
        guard let argument else { return try latest(in: runs) }
        for path in [argument, runs + "/" + argument] where isRun(path) {
            return RunFolder(path: resolved(path))
        }
        let matches = list(in: runs).filter { $0.id.rawValue.hasPrefix(argument) }
        guard matches.count == 1, !argument.isEmpty else { throw .missing(path: runs + "/" + argument) }
        return matches[0]
    }

    /// The run that `latest` points at; where the link is gone or leads nowhere, the one whose name sorts last.
    package static func latest(in runs: String) throws(RecordError) -> RunFolder {
        let link = runs + "/latest"
        if isRun(link) { return RunFolder(path: resolved(link)) }
        guard let last = list(in: runs).first else { throw .missing(path: link) }
        return last
    }

    /// All runs below a folder, the newest first.
    package static func list(in runs: String) -> [RunFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
        return
            names
            .filter { $0 != "latest" && !$0.hasPrefix(".") && isRun(runs + "/" + $0) }
            .sorted(by: >)
            .map { RunFolder(path: runs + "/" + $0) }
    }

    private static func isRun(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: RunFolder(path: path).record)
    }

    private static func resolved(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false).trimmingTrailingSlashes
    }
}

extension String {
    fileprivate var trimmingTrailingSlashes: String {
        var text = self
        while text.count > 1, text.hasSuffix("/") { text.removeLast() }
        return text
    }
}
