import Conversation
import Foundation
import LoopbackProvider
import TestSupport

/// Manifests whose provider `local` is the loopback one.
enum LiveManifest {
    /// Writes one with one job, given by its keys besides the model, and further keys of the manifest and the provider.
    static func write(
        _ provider: LoopbackProvider,
        to scratch: Scratch,
        job: [String: Any],
        top: [String: Any] = [:],
        settings: [String: Any] = [:]
    ) throws -> String {
        var local: [String: Any] = [
            "protocol": "openai-chat", "baseURL": provider.baseURL(.openAIChat), "concurrency": 8,
            "models": [
                "tiny": [
                    "context": 100_000, "output": 1_000, "price": ["input": "1", "output": "2"],
                ]
            ],
        ]
        local.merge(settings) { $1 }
        var manifest: [String: Any] = [
            "docket": 1, "name": "live", "providers": ["local": local],
            "jobs": [["model": "local/tiny"].merging(job) { $1 }],
        ]
        manifest.merge(top) { $1 }
        let data = try JSONSerialization.data(
            withJSONObject: manifest,
            options: [.prettyPrinted, .sortedKeys]
        )
        return try scratch.write(String(decoding: data, as: UTF8.self), to: "manifest.json")
    }

    /// As many rows as asked for, with a column `n`.
    static func rows(_ count: Int) -> [[String: Any]] {
        (0..<count).map { ["n": $0] }
    }
}
