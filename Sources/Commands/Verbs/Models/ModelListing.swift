import Catalog
import Conversation

/// Models as machines read them, version 1: prices are decimal strings in USD per million tokens, and what is not known is
/// `null`.
struct ModelListing {
    private let models: [ModelCard]
    private let choice: CatalogChoice

    init(_ models: [ModelCard], of choice: CatalogChoice) {
        self.models = models
        self.choice = choice
    }

    /// One line, with its end.
    var text: String {
        var writer = JSONWriter()
        writer.object { object in
            object.member("version", 1)
            object.member("catalog", catalog)
            object.member("models", .array(models.map(Self.json)))
        }
        writer.endLine()
        return writer.text
    }

    private var catalog: JSONValue {
        let origin = choice.file.origin
        return [
            "source": .string(choice.source), "digest": .string(choice.file.catalog.digest.rawValue),
            "document": origin.map { .string($0.source) } ?? .null,
            "documentDigest": origin.map { .string($0.digest.rawValue) } ?? .null,
            "fetched": origin.map { .string($0.fetched) } ?? .null,
        ]
    }

    static func json(_ card: ModelCard) -> JSONValue {
        [
            "model": .string(card.reference.description),
            "provider": .string(card.reference.provider.rawValue),
            "name": .string(card.name),
            "protocol": .string(card.wireProtocol.rawValue),
            "context": count(card.context),
            "inputLimit": count(card.inputLimit),
            "output": count(card.output),
            "abilities": card.abilities.json,
            "price": card.price?.json ?? .null,
            "released": card.released.map(JSONValue.string) ?? .null,
            "status": .string(card.status.rawValue),
        ]
    }

    static func count(_ count: Int?) -> JSONValue {
        count.map { .number(String($0)) } ?? .null
    }
}
