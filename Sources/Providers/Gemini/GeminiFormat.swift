import Conversation

/// Google's Gemini protocol (https://ai.google.dev/api/generate-content), streamed as server-sent events; also Vertex AI
/// with a bearer token, whose base address ends in `/publishers/google`.
struct GeminiFormat: WireFormat {
    func url(base: String, model: String) -> String {
        versioned(base) + "/models/" + model + ":streamGenerateContent?alt=sse"
    }

    /// `v1beta` has all that `v1` has; whoever wants another version gives the base with it.
    private func versioned(_ base: String) -> String {
        let last = base.split(separator: "/").last ?? ""
        let isVersion = last.first == "v" && last.dropFirst().first?.isNumber == true
        return isVersion || base.hasSuffix("/publishers/google") ? base : base + "/v1beta"
    }

    var keyHeader: KeyHeader {
        .xGoogAPIKey
    }

    func body(of request: ModelRequest) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { $0.gemini(request) }
        return writer.bytes
    }

    func decoder(for request: ModelRequest) -> GeminiDecoder {
        GeminiDecoder(continuing: request.messages)
    }
}
