/// A name that stands for one thing of one kind, so that a job's ID is never passed where a session's is meant.
package protocol Identifier: RawRepresentable<String>, Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    init(rawValue: String)
}

extension Identifier {
    package init(_ text: String) {
        self.init(rawValue: text)
    }

    package var description: String {
        rawValue
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A run's name, which is its folder's name too: `20261122T071503Z-nightly-init-3f9a`.
package struct RunID: Identifier {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A planned job's stable name: `explain-actors[model=mini-high]#3`.
package struct JobID: Identifier {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A session's name: `ses_`, 16 hex digits of microseconds since 1970 (they sort by time until the year 586,000), and
/// 10 hex digits of chance.
package struct SessionID: Identifier {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// - Parameters:
    ///   - moment: when the session began; only its order is read back from the ID.
    ///   - chance: tells apart sessions that begin in the same microsecond.
    package init(at moment: Moment, chance: UInt64) {
        let time = Digest.hexadecimal(UInt64(clamping: moment.microseconds), digits: 16)
        rawValue = "ses_" + time + Digest.hexadecimal(chance & 0xFF_FFFF_FFFF, digits: 10)
    }
}

/// A provider's name in a manifest and in the catalog: `anthropic`, `local`.
package struct ProviderID: Identifier {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// A model as people write it: `provider/name`, split at the first slash (`groq/openai/gpt-oss-120b`).
package struct ModelReference: Hashable, Sendable, Codable, CustomStringConvertible {
    package var provider: ProviderID
    /// The name that the provider knows the model by.
    package var name: String

    package init(provider: ProviderID, name: String) {
        self.provider = provider
        self.name = name
    }

    /// Nothing where the text has no slash, or nothing on one side of it.
    package init?(_ text: String) {
        guard let slash = text.firstIndex(of: "/") else { return nil }
        let provider = text[..<slash]
        let name = text[text.index(after: slash)...]
        guard !provider.isEmpty, !name.isEmpty else { return nil }
        self.init(provider: ProviderID(String(provider)), name: String(name))
    }

    package var description: String {
        "\(provider)/\(name)"
    }
}
