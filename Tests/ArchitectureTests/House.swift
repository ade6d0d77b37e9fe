/// The targets, floor by floor, and what each of them may import. A change here is a change of the architecture, and
/// its commit says why.
enum House {
    struct Room: Sendable {
        var floor: Int
        var target: String
        /// Targets of lower floors.
        var ours: Set<String> = []
        /// Modules of packages. Each package belongs to one target, and its types do not leave it.
        var packages: Set<String> = []
    }

    static let rooms: [Room] = [
        // The vocabulary needs SHA-256 for digests, which name content everywhere.
        Room(floor: 0, target: "Conversation", packages: ["Crypto"]),
        Room(
            floor: 0,
            target: "Transport",
            packages: ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"]
        ),
        // Cassettes stand apart from Transport, since they recognize a request by its canonical JSON and so need
        // Conversation, of which Transport must stay free.
        Room(floor: 1, target: "Cassettes", ours: ["Conversation", "Transport"]),
        Room(floor: 1, target: "Catalog", ours: ["Conversation"]),
        Room(floor: 1, target: "Providers", ours: ["Conversation", "Transport"]),
        Room(floor: 1, target: "Tools", ours: ["Conversation"], packages: ["Subprocess", "SystemPackage"]),
        Room(floor: 2, target: "Checks", ours: ["Catalog", "Conversation", "Tools"]),
        Room(floor: 2, target: "Manifests", ours: ["Catalog", "Conversation"]),
        // GRDBSQLite is SQLite's own interface, as GRDB's package offers it: the writer binds through it.
        Room(
            floor: 2,
            target: "Records",
            ours: ["Catalog", "Conversation"],
            packages: ["GRDB", "GRDBSQLite"]
        ),
        Room(floor: 2, target: "Scheduling", ours: ["Catalog", "Conversation"]),
        Room(floor: 2, target: "Sessions", ours: ["Conversation", "Tools"]),
        Room(floor: 3, target: "Reports", ours: ["Catalog", "Conversation", "Records"]),
        Room(
            floor: 3,
            target: "Runs",
            ours: [
                "Catalog", "Checks", "Conversation", "Manifests", "Records", "Scheduling", "Sessions",
                "Tools",
            ]
        ),
        Room(
            floor: 4,
            target: "Commands",
            ours: [
                "Cassettes", "Catalog", "Checks", "Conversation", "Manifests", "Providers", "Records",
                "Reports", "Runs", "Tools", "Transport",
            ],
            packages: ["ArgumentParser", "UnixSignals"]
        ),
        Room(floor: 5, target: "docket", ours: ["Commands"]),
    ]

    /// What the system brings.
    static let systemModules: Set<String> = [
        "Darwin", "Foundation", "FoundationEssentials", "FoundationNetworking", "Glibc", "Musl",
        "Synchronization",
    ]
}
