import Foundation
import Testing

/// SwiftPM lets a target import what another one declares; these tests do not.
struct ImportTests {
    private let tree: SourceTree
    private let manifest: PackageManifest

    init() throws {
        tree = try SourceTree()
        let url = SourceTree.root.appending(path: "Package.swift")
        manifest = PackageManifest(try String(contentsOf: url, encoding: .utf8))
    }

    @Test func `the package's targets are the house's rooms`() {
        let rooms = House.rooms.map {
            PackageManifest.Target(name: $0.target, ours: $0.ours, packages: $0.packages)
        }
        let undeclared = rooms.filter { !manifest.targets.contains($0) }
        let unknown = manifest.targets.filter { !rooms.contains($0) }
        #expect(undeclared == [])
        #expect(unknown == [])
    }

    @Test func `a target imports lower floors only`() throws {
        let floors = Dictionary(uniqueKeysWithValues: House.rooms.map { ($0.target, $0.floor) })
        for room in House.rooms {
            for dependency in room.ours {
                let floor = try #require(floors[dependency])
                #expect(floor < room.floor, "\(room.target) imports \(dependency)")
            }
        }
    }

    @Test func `no file imports what its target may not`() {
        let rooms = Dictionary(uniqueKeysWithValues: House.rooms.map { ($0.target, $0) })
        var strangers: [String] = []
        for file in tree.files {
            let room = rooms[file.target]
            let allowed = House.systemModules.union(room?.ours ?? []).union(room?.packages ?? [])
            strangers += file.imports.filter { !allowed.contains($0) }.map { "\(file.path): \($0)" }
        }
        #expect(strangers == [])
    }

    @Test func `no target may import what none of its files does`() {
        var unused: [String] = []
        for room in House.rooms {
            let imported = Set(tree.files.filter { $0.target == room.target }.flatMap(\.imports))
            unused += room.ours.union(room.packages).subtracting(imported).sorted().map {
                "\(room.target): \($0)"
            }
        }
        #expect(unused == [])
    }

    @Test func `each package is imported by one target`() {
        var owners: [String: Set<String>] = [:]
        for room in House.rooms {
            for product in room.packages {
                owners[manifest.packageOfProduct[product] ?? product, default: []].insert(room.target)
            }
        }
        #expect(owners.filter { $0.value.count > 1 } == [:])
    }

    @Test func `imports are found in every form`() {
        let text = """
            import A
            package import B
            @testable import C
            @preconcurrency public import struct D.Thing
                import E  // why
            // import F
            /// import G
            let important = "import H"
            fileprivate import I.Inner
            """
        let file = SourceTree.File(target: "T", path: "T.swift", lines: text.split(separator: "\n"))
        #expect(file.imports == ["A", "B", "C", "D", "E", "I"])
    }

    @Test func `targets are read from the package's text`() {
        let manifest = PackageManifest(
            """
            targets: [
                .target(name: "A", dependencies: [.product(name: "P", package: "p-kit"), "B"]),
                .target(name: "B"),
                .executableTarget(name: "c", dependencies: ["A", "B"]),
                .target(name: "Helper", dependencies: ["A"], path: "Tests/Helper"),
                .testTarget(name: "ATests", dependencies: ["A"]),
            ]
            """
        )
        #expect(
            manifest.targets == [
                PackageManifest.Target(name: "A", ours: ["B"], packages: ["P"]),
                PackageManifest.Target(name: "B", ours: [], packages: []),
                PackageManifest.Target(name: "c", ours: ["A", "B"], packages: []),
            ]
        )
        #expect(manifest.packageOfProduct == ["P": "p-kit"])
    }
}
