import Cassettes
import Conversation
import Manifests
import Providers
import Transport

/// The way to each provider of a run: network, cassettes, or both.
struct Endpoints: Sendable {
    private(set) var models: [ProviderID: any LanguageModel] = [:]
    private var networks: [NetworkExchange] = []

    /// - Parameters:
    ///   - providers: those of the run.
    ///   - mode: whether answers come from cassettes; a replay reads no key and opens no connection.
    ///   - recording: what cassettes are made with.
    ///   - world: where keys, proxies and clocks are.
    /// - Throws: what is missing: a key, a variable.
    init(
        _ providers: [ProviderSettings],
        mode: CassetteMode,
        recording: RecordingFacts,
        world: World
    ) throws(Failure) {
        let time = world.time
        let clock = ProviderClock(now: { time.moment }, elapsed: { time.elapsed })
        let credentials = Credentials(environment: world.environment)
        var accounts: [Account] = []
        for provider in providers {
            guard !mode.isReplay else {
                accounts.append(Account(settings: provider, baseURL: provider.baseURL, key: nil, headers: []))
                continue
            }
            accounts.append(
                Account(
                    settings: provider,
                    baseURL: try credentials.baseURL(of: provider),
                    key: try credentials.key(of: provider),
                    headers: try credentials.headers(of: provider)
                )
            )
        }
        let folder = recording.folder(
            mode,
            secrets: accounts.flatMap(\.secrets),
            origin: Self.origin(of: accounts)
        )
        for account in accounts {
            let endpoint = ProviderEndpoint(
                wireProtocol: account.settings.wireProtocol,
                baseURL: account.baseURL,
                key: account.key,
                keyHeader: account.settings.keyHeader,
                path: account.settings.path,
                version: account.settings.version,
                headers: account.headers
            )
            let exchange = try exchange(for: account, mode: mode, folder: folder, world: world)
            models[account.settings.id] = endpoint.model(over: exchange, clock: clock)
        }
    }

    /// Closes all connections; exchanges must have ended.
    func shutdown() async {
        for network in networks { await network.shutdown() }
    }

    private struct Account {
        var settings: ProviderSettings
        var baseURL: String
        var key: Secret?
        var headers: [HTTPRequest.Header]

        var secrets: [Secret] {
            (key.map { [$0] } ?? []) + headers.filter(\.isSecret).map { Secret($0.value) }
        }
    }

    private mutating func exchange(
        for account: Account,
        mode: CassetteMode,
        folder: CassetteFolder?,
        world: World
    ) throws(Failure) -> any HTTPExchange {
        if let folder, mode.isReplay { return ReplayExchange(from: folder) }
        let timeouts = account.settings.timeouts
        let network: NetworkExchange
        do {
            network = try NetworkExchange(
                address: account.baseURL,
                width: account.settings.concurrency,
                timeouts: HTTPTimeouts(
                    connect: timeouts.connect,
                    firstByte: timeouts.firstByte,
                    idle: timeouts.idle
                ),
                environment: world.environment
            )
        } catch {
            throw Failure(error, provider: account.settings.id)
        }
        networks.append(network)
        guard let folder else { return network }
        switch mode {
        case .live, .replay: return network
        case .record: return RecordingExchange(of: network, into: folder, beginsAnew: true)
        case .recordMissing:
            return ReplayExchange(
                from: folder,
                missing: RecordingExchange(of: network, into: folder, beginsAnew: false)
            )
        }
    }

    /// A server on this machine is a script, as far as cassettes tell.
    private static func origin(of accounts: [Account]) -> Recording.Origin {
        let isLocal = accounts.allSatisfy {
            $0.baseURL.contains("//127.0.0.1") || $0.baseURL.contains("//localhost")
        }
        return isLocal && !accounts.isEmpty ? .loopback : .provider
    }
}

/// What cassettes are made with.
struct RecordingFacts: Sendable {
    /// The manifests as the user wrote them.
    var manifest: String
    /// The run's day.
    var date: String
    var home: String
    /// Where copies of workspaces are.
    var workspaces: String

    func folder(_ mode: CassetteMode, secrets: [Secret], origin: Recording.Origin) -> CassetteFolder? {
        let path: String
        switch mode {
        case .live: return nil
        case .record(let folder), .recordMissing(let folder), .replay(let folder): path = folder
        }
        return CassetteFolder(
            path: path,
            manifest: manifest,
            recording: Recording(origin: origin, version: Docket.version, date: date),
            placeholders: Placeholders(
                [
                    (value: home, name: "home"), (value: workspaces, name: "workspaces"),
                    (value: date, name: "date"),
                ],
                secrets: secrets
            )
        )
    }
}
