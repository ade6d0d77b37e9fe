import Conversation
import Foundation
import Synchronization
import Tools

/// Reads the files that jobs send. Each is read once in a run: a manifest names few, however many jobs share them.
final class AttachmentLoader: Sendable {
    private let loaded = Mutex<[String: Attachment]>([:])

    /// - Parameter paths: absolute.
    /// - Returns: the files, in that order.
    /// - Throws: what has become of a file since the manifest was read.
    func load(_ paths: [String]) throws(WorkspaceError) -> [Attachment] {
        var files: [Attachment] = []
        for path in paths { files.append(try load(path)) }
        return files
    }

    private func load(_ path: String) throws(WorkspaceError) -> Attachment {
        if let known = loaded.withLock({ $0[path] }) { return known }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .system(path: path, message: error.localizedDescription)
        }
        let (kind, mediaType) = Attachment.form(of: path)
        guard data.count <= Attachment.sizeLimit else {
            throw .system(path: path, message: "the file has become too large to be sent")
        }
        let text = kind == .text ? String(validating: data, as: UTF8.self) : data.base64EncodedString()
        guard let text else { throw .system(path: path, message: "the file is no UTF-8 text any more") }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let file = Attachment(name: name, kind: kind, mediaType: mediaType, content: text)
        loaded.withLock { $0[path] = file }
        return file
    }
}
