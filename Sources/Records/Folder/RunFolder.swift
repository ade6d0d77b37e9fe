package import Conversation
import Foundation

/// The folder of one run, and the paths of what lies in it.
package struct RunFolder: Hashable, Sendable {
    package let path: String

    /// A folder that exists.
    package init(path: String) {
        self.path = path
    }

    /// The run's name, which is the folder's.
    package var id: RunID {
        RunID((path as NSString).lastPathComponent)
    }

    package var record: String { file("record.sqlite") }
    package var lock: String { file("lock") }
    package var log: String { file("docket.log") }

    /// The path of a report or a manifest in it.
    package func file(_ name: String) -> String {
        path + "/" + name
    }

    /// The patch of a job, relative to the folder: `patches/<slug>.patch`.
    package static func patch(slug: String) -> String {
        "patches/\(slug).patch"
    }

    /// Where full tool outputs of a job lie, relative to the folder.
    package static func outputs(slug: String) -> String {
        "outputs/\(slug)"
    }
}

// MARK: - Making one

extension RunFolder {
    /// Makes the folder of a new run below a folder of runs, readable for its owner alone, and points `latest` at it.
    ///
    /// The folder of runs is made if need be; where its parent is named `.docket`, a `.gitignore` there keeps all of it
    /// out of git. The name's letters and digits become part of the folder's, and `chance` tells apart runs of the same
    /// name that begin in the same second.
    package static func create(
        in runs: String,
        name: String,
        at moment: Moment,
        chance: UInt64
    ) throws(RecordError) -> RunFolder {
        let digits = Digest.hexadecimal(chance & 0xFFFF, digits: 4)
        let id = "\(moment.compact)-\(slug(of: name))-\(digits)"
        let path = runs + "/" + id
        do {
            try makeFolder(runs)
            try ignoreInGit(runs)
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            if FileManager.default.fileExists(atPath: path) { throw .exists(path: path) }
            throw .storage(path: path, message: error.localizedDescription)
        }
        try pointLatest(at: id, in: runs)
        return RunFolder(path: path)
    }

    /// At most 40 of `[a-z0-9-]`.
    static func slug(of name: String) -> String {
        var slug = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
            default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
            }
        }
        slug = String(slug.prefix(40))
        while slug.hasSuffix("-") { slug.removeLast() }
        return slug.isEmpty ? "run" : slug
    }

    private static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    private static func ignoreInGit(_ runs: String) throws {
        let parent = (runs as NSString).deletingLastPathComponent
        guard (parent as NSString).lastPathComponent == ".docket" else { return }
        let file = parent + "/.gitignore"
        if FileManager.default.fileExists(atPath: file) { return }
        try Data("*\n".utf8).write(to: URL(filePath: file))
    }

    /// A symbolic link, put in place by a rename so that no reader ever finds none.
    private static func pointLatest(at id: String, in runs: String) throws(RecordError) {
        let link = runs + "/latest"
        let temporary = runs + "/.latest-" + id
        guard symlink(id, temporary) == 0 else { throw .storage(path: temporary, message: lastSystemError()) }
        guard rename(temporary, link) == 0 else {
            let message = lastSystemError()
            unlink(temporary)
            throw .storage(path: link, message: message)
        }
    }
}

/// What the system says of the call that just failed.
func lastSystemError() -> String {
    String(cString: strerror(errno))
}
