/// A file that goes with a prompt, ready to be sent.
package struct Attachment: Hashable, Sendable {
    /// What kind of content models tell apart.
    package enum Kind: String, Hashable, Sendable {
        case text, image
        /// A PDF.
        case document
    }

    /// The file's name without its folders, as the model is told it.
    package var name: String
    package var kind: Kind
    /// `image/png`
    package var mediaType: String
    /// A text's own characters; all else in Base64.
    package var content: String

    package init(name: String, kind: Kind, mediaType: String, content: String) {
        self.name = name
        self.kind = kind
        self.mediaType = mediaType
        self.content = content
    }

    /// `data:image/png;base64,…`, as some protocols have what is not text.
    package var dataURL: String {
        "data:\(mediaType);base64,\(content)"
    }

    /// A text with its name, for protocols that have no place for one.
    package var namedText: String {
        "<file name=\"\(name)\">\n\(content)\n</file>"
    }

    /// The kind and the media type that go with a name's ending; what has no ending of its own is text.
    package static func form(of name: String) -> (kind: Kind, mediaType: String) {
        switch name.split(separator: ".").last?.lowercased() {
        case "png": (.image, "image/png")
        case "jpg", "jpeg": (.image, "image/jpeg")
        case "gif": (.image, "image/gif")
        case "webp": (.image, "image/webp")
        case "pdf": (.document, "application/pdf")
        default: (.text, "text/plain")
        }
    }

    /// The largest file that is sent: what all providers take in one request.
    package static let sizeLimit = 20 * 1024 * 1024
}
