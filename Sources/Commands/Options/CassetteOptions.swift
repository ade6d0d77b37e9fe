import ArgumentParser

/// Whether answers come from cassettes or from the network.
struct CassetteOptions: ParsableArguments {
    @Option(help: "Ask the network and record every answer in this folder.")
    var record: String?

    @Option(help: "Answer from this folder; ask the network for what it lacks and record that.")
    var recordMissing: String?

    @Option(help: "Answer from this folder and never ask the network.")
    var replay: String?

    @Flag(help: "Ask the network, whatever the manifest's `cassettes` say.")
    var live = false

    func validate() throws {
        let given = [record != nil, recordMissing != nil, replay != nil, live].count { $0 }
        guard given <= 1 else {
            throw ValidationError(
                "`--record`, `--record-missing`, `--replay` and `--live` exclude each other"
            )
        }
    }

    /// What the options say, else the folder that all manifests name, where they name one.
    func mode(manifests: [String?], world: World) throws(Failure) -> CassetteMode {
        if let record { return .record(world.absolute(record)) }
        if let recordMissing { return .recordMissing(world.absolute(recordMissing)) }
        if let replay { return .replay(world.absolute(replay)) }
        if live { return .live }
        let folders = Set(manifests)
        guard folders.count <= 1 else {
            throw Failure(
                "the manifests name different `cassettes`",
                hint: "run them apart, or give `--replay DIR` or `--live`"
            )
        }
        guard let folder = folders.first ?? nil else { return .live }
        return .replay(folder)
    }
}

/// Where a run's answers come from; folders are absolute.
enum CassetteMode: Hashable, Sendable {
    case live
    case record(String)
    case recordMissing(String)
    case replay(String)

    var isReplay: Bool {
        if case .replay = self { true } else { false }
    }

    /// Words by which a resumption takes the same way.
    var arguments: [String] {
        switch self {
        case .live: ["live"]
        case .record(let folder), .recordMissing(let folder): ["record-missing", folder]
        case .replay(let folder): ["replay", folder]
        }
    }

    init?(arguments: [String]) {
        switch (arguments.first, arguments.dropFirst().first) {
        case ("live", _): self = .live
        case ("record-missing", let folder?): self = .recordMissing(folder)
        case ("replay", let folder?): self = .replay(folder)
        default: return nil
        }
    }
}
