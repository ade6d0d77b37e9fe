import Foundation

/// What `Package.swift` says of the targets that make the program, read as text.
struct PackageManifest {
    struct Target: Equatable {
        var name: String
        var ours: Set<String>
        var packages: Set<String>
    }

    var targets: [Target]
    /// The package that each product comes from.
    var packageOfProduct: [String: String]

    init(_ text: String) {
        targets = []
        packageOfProduct = [:]
        for kind in [".target(", ".executableTarget("] {
            for call in Self.calls(of: kind, in: text) where !call.contains("path: \"Tests/") {
                guard let name = Self.quoted(after: "name: ", in: call).first else { continue }
                let products = Self.calls(of: ".product(", in: call)
                let own = products.reduce(call) { $0.replacingOccurrences(of: $1, with: "") }
                var target = Target(name: name, ours: [], packages: [])
                for product in products {
                    let words = Self.quoted(after: ": ", in: product)
                    guard words.count == 2 else { continue }
                    target.packages.insert(words[0])
                    packageOfProduct[words[0]] = words[1]
                }
                if let list = own.range(of: "dependencies: [") {
                    target.ours = Set(Self.quoted(after: "", in: String(own[list.upperBound...])))
                }
                targets.append(target)
            }
        }
    }

    /// The text between the parentheses of each call.
    private static func calls(of opening: String, in text: String) -> [String] {
        text.components(separatedBy: opening).dropFirst().map { rest in
            var depth = 1
            let end = rest.firstIndex { character in
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                return depth == 0
            }
            return String(rest[..<(end ?? rest.endIndex)])
        }
    }

    private static func quoted(after prefix: String, in text: String) -> [String] {
        let pieces = text.components(separatedBy: "\"")
        return zip(pieces, pieces.dropFirst()).enumerated()
            .filter { $0.offset.isMultiple(of: 2) && $0.element.0.hasSuffix(prefix) }
            .map(\.element.1)
    }
}
