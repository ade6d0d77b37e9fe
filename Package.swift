// swift-tools-version: 6.3

import PackageDescription

let package = Package(
    name: "docket",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "docket", targets: ["docket"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Floor 0: the vocabulary and the wire.
        .target(
            name: "Conversation",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "Transport",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        // Floor 1: models, prices, protocols, tools.
        .target(name: "Catalog", dependencies: ["Conversation"]),
        .target(name: "Cassettes", dependencies: ["Conversation", "Transport"]),
        .target(name: "Providers", dependencies: ["Conversation", "Transport"]),
        .target(
            name: "Tools",
            dependencies: [
                "Conversation",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        // Floor 2: what a run is made of.
        .target(name: "Checks", dependencies: ["Catalog", "Conversation", "Tools"]),
        .target(name: "Manifests", dependencies: ["Catalog", "Conversation"]),
        .target(
            name: "Records",
            dependencies: [
                "Catalog", "Conversation",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .target(name: "Scheduling", dependencies: ["Catalog", "Conversation"]),
        .target(name: "Sessions", dependencies: ["Conversation", "Tools"]),
        // Floor 3: a run, and what is told of it.
        .target(name: "Reports", dependencies: ["Catalog", "Conversation", "Records"]),
        .target(
            name: "Runs",
            dependencies: [
                "Catalog", "Checks", "Conversation", "Manifests", "Records", "Scheduling", "Sessions",
                "Tools",
            ]
        ),
        // Floor 4: the command line.
        .target(
            name: "Commands",
            dependencies: [
                "Cassettes", "Catalog", "Checks", "Conversation", "Manifests", "Providers", "Records",
                "Reports", "Runs", "Tools", "Transport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(name: "docket", dependencies: ["Commands"]),

        // What the tests share: `TestSupport` stands in for what is around a part, `LoopbackProvider` is a real server.
        .target(
            name: "TestSupport",
            dependencies: ["Conversation", "Transport"],
            path: "Tests/TestSupport"
        ),
        .target(
            name: "LoopbackProvider",
            dependencies: [
                "Conversation",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Tests/LoopbackProvider"
        ),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(
            name: "CassettesTests",
            dependencies: [
                "Cassettes", "Conversation", "LoopbackProvider", "Providers", "TestSupport", "Transport",
            ]
        ),
        .testTarget(name: "CatalogTests", dependencies: ["Catalog", "TestSupport"]),
        .testTarget(name: "ChecksTests", dependencies: ["Checks", "TestSupport"]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Catalog", "Commands", "Conversation", "LoopbackProvider", "Manifests", "TestSupport",
                "Transport",
            ],
            exclude: ["Snapshots"]
        ),
        .testTarget(name: "ConversationTests", dependencies: ["Conversation", "TestSupport"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["Conversation", "docket", "LoopbackProvider", "TestSupport"]
        ),
        .testTarget(
            name: "ManifestsTests",
            dependencies: ["Catalog", "Conversation", "Manifests", "TestSupport"],
            exclude: ["Snapshots"]
        ),
        .testTarget(
            name: "ProvidersTests",
            dependencies: [
                "Conversation", "LoopbackProvider", "Providers", "Scheduling", "TestSupport", "Transport",
            ],
            exclude: ["Judges"]
        ),
        .testTarget(
            name: "RecordsTests",
            dependencies: [
                "Catalog", "Conversation", "Records", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Catalog", "Conversation", "Records", "Reports", "TestSupport"]
        ),
        .testTarget(name: "RunsTests", dependencies: ["Conversation", "Runs", "Scheduling", "TestSupport"]),
        .testTarget(
            name: "SchedulingTests",
            dependencies: ["Catalog", "Conversation", "Scheduling", "TestSupport"]
        ),
        .testTarget(
            name: "SessionsTests",
            dependencies: ["Conversation", "Sessions", "TestSupport", "Tools"]
        ),
        .testTarget(name: "ToolsTests", dependencies: ["TestSupport", "Tools"]),
        .testTarget(
            name: "TransportTests",
            dependencies: [
                "Conversation", "LoopbackProvider", "TestSupport", "Transport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
    ]
)

// One language for every target: Swift 6 mode, no leaked dependency types, and no warning that survives.
for target in package.targets {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
