import Conversation

extension ModelCatalog {
    /// The providers and models that this program was built with, read at first use.
    ///
    /// Facts from models.dev (MIT) and its price history to 2026-10-23, checked against litellm's map (MIT).
    ///
    /// - Throws: never in a program whose tests have passed.
    package static func builtIn() throws(CatalogError) -> ModelCatalog {
        try shared.get()
    }

    private static let shared = Result<ModelCatalog, CatalogError> { () throws(CatalogError) in
        var entries: [ProviderEntry] = []
        for text in BuiltIn.providers {
            let bytes = Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
            entries.append(try ProviderEntry(JSONValue(catalogText: bytes)))
        }
        return ModelCatalog(entries)
    }
}

/// One text for each provider: literals rather than resources, which a moved program could not find.
enum BuiltIn {
    static var providers: [StaticString] {
        [
            anthropic, openAI, google, deepSeek, mistral, xAI, groq, moonshot, zAI, miniMax, cerebras,
            together, openRouter, llamaCpp, lmStudio, ollama, vLLM, azure, bedrock, bedrockMessages, vertex,
            vertexMessages,
        ]
    }
}
