import Conversation
import Foundation
import Manifests
import Transport

/// Reads a provider's key and secret headers. Read once; stored nowhere.
struct Credentials {
    var environment: [String: String]

    /// - Throws: what is missing and what to do.
    func key(of provider: ProviderSettings) throws(Failure) -> Secret? {
        switch provider.key {
        case .none:
            return nil
        case .environment(let names):
            for name in names {
                if let value = environment[name], !value.isEmpty { return Secret(value) }
            }
            guard let name = names.first else { return nil }
            throw Failure(
                "provider `\(provider.id)`: no key: `\(names.joined(separator: "` or `"))` is not set",
                hint: "export \(name)=…"
            )
        case .file(let path):
            return try key(fromFile: path, provider: provider.id)
        }
    }

    func headers(of provider: ProviderSettings) throws(Failure) -> [HTTPRequest.Header] {
        var headers: [HTTPRequest.Header] = []
        for (name, text) in provider.headers.sorted(by: { $0.key < $1.key }) {
            guard let value = ProviderSettings.resolved(text, environment: { environment[$0] }) else {
                throw Failure(
                    "provider `\(provider.id)`: the header `\(name)` needs a variable that is not set"
                )
            }
            headers.append(HTTPRequest.Header(name, value.reveal(), isSecret: text.contains("{{env.")))
        }
        return headers
    }

    func baseURL(of provider: ProviderSettings) throws(Failure) -> String {
        guard let url = ProviderSettings.resolved(provider.baseURL, environment: { environment[$0] }) else {
            throw Failure("provider `\(provider.id)`: its `baseURL` needs a variable that is not set")
        }
        return url.reveal()
    }

    private func key(fromFile path: String, provider: ProviderID) throws(Failure) -> Secret {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let attributes, let data = FileManager.default.contents(atPath: path) else {
            throw Failure("provider `\(provider)`: the key file `\(path)` cannot be read")
        }
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard mode & 0o077 == 0 else {
            throw Failure(
                "provider `\(provider)`: the key file `\(path)` can be read by others",
                hint: "chmod 600 \(path)"
            )
        }
        let text = String(decoding: data, as: UTF8.self)
        return Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
