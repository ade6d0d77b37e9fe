import Catalog
package import Conversation

/// One account's share of a run: where it is, how it is spoken to, and how much it bears.
package struct ProviderSettings: Hashable, Sendable, Codable {
    /// Where the key comes from; it is read by whoever sends it and stored nowhere.
    package enum KeySource: Hashable, Sendable, Codable {
        /// No key is sent.
        case none
        /// The first of these variables that is set.
        case environment([String])
        /// A file that its owner alone may read.
        case file(String)
    }

    package struct Timeouts: Hashable, Sendable, Codable {
        package var connect = Duration.seconds(10)
        package var firstByte = Duration.seconds(5 * 60)
        package var idle = Duration.seconds(2 * 60)

        package init() {}
    }

    package var id: ProviderID
    package var wireProtocol: WireProtocol
    /// As written: `{{env.NAME}}` in it is a secret that `resolved` puts in.
    package var baseURL: String
    package var key: KeySource
    /// Where the key goes; the protocol's own place where it is absent.
    package var keyHeader: KeyHeader?
    /// What follows the base address in place of the protocol's own path, with `{model}` where the model's name goes.
    package var path: String?
    /// The version of the Messages protocol; the usual one where it is absent.
    package var version: String?
    /// As written, like `baseURL`.
    package var headers: [String: String]
    /// Requests in flight at once.
    package var concurrency = 8
    /// Jobs open at once, where the manifest says so.
    package var jobs: Int?
    package var requestsPerMinute: Int?
    package var tokensPerMinute: Int?
    /// Further tries of a call that failed in passing.
    package var retries = 5
    package var timeouts = Timeouts()

    package init(
        id: ProviderID,
        wireProtocol: WireProtocol,
        baseURL: String,
        key: KeySource,
        headers: [String: String] = [:]
    ) {
        self.id = id
        self.wireProtocol = wireProtocol
        self.baseURL = baseURL
        self.key = key
        self.headers = headers
    }

    /// Jobs open at once: those with tools leave the provider idle while the tools work, so there are more of
    /// them.
    package func openJobs(withTools: Bool) -> Int {
        jobs ?? concurrency * (withTools ? 2 : 1)
    }

    /// Equal for two names of one account, which then share a lane.
    package var account: String {
        "\(baseURL) \(key)"
    }

    /// An address or a header's value with `{{env.NAME}}` put in.
    ///
    /// - Returns: nothing where a variable is not set.
    package static func resolved(_ text: String, environment: (String) -> String?) -> Secret? {
        var isComplete = true
        let result = try? PlaceholderText.expand(text) { name in
            guard name.hasPrefix("env."), let value = environment(String(name.dropFirst(4))) else {
                isComplete = false
                return nil
            }
            return .string(value)
        }
        return isComplete ? result.map { Secret($0) } : nil
    }
}

extension ProviderSettings {
    /// A known provider with its defaults.
    init(of card: ProviderCard) {
        self.init(
            id: card.id,
            wireProtocol: card.wireProtocol,
            baseURL: card.baseURL,
            key: card.keyVariables.isEmpty ? .none : .environment(card.keyVariables),
            headers: card.headers
        )
        keyHeader = card.keyHeader
        path = card.path
        version = card.version
    }
}
