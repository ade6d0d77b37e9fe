package import Conversation

/// A catalog as a file, which may say what it was made of: the refreshed one in the user's cache does. A copy of that one
/// can so be kept beside a manifest and named there like any other.
package struct CatalogFile: Hashable, Sendable {
    /// The document that the catalog was made of.
    package struct Origin: Hashable, Sendable {
        /// The document's address, or the file's path.
        package var source: String
        /// When it was fetched, as `2026-11-22T07:15:04.120Z`.
        package var fetched: String
        /// Of the document's bytes.
        package var digest: Digest

        package init(source: String, fetched: String, digest: Digest) {
            self.source = source
            self.fetched = fetched
            self.digest = digest
        }
    }

    package var catalog: ModelCatalog
    /// Nothing where the file does not say.
    package var origin: Origin?

    package init(_ catalog: ModelCatalog, origin: Origin? = nil) {
        self.catalog = catalog
        self.origin = origin
    }
}

extension CatalogFile {
    /// Reads what `text` wrote, or any catalog file.
    package init(text: String) throws(CatalogError) {
        var members = try JSONMembers(JSONValue(catalogText: Array(text.utf8)))
        let version = try members.required("catalog") { json throws(CatalogError) in try json.asCount() }
        guard version == 1 else { throw CatalogError(.expected("1"), at: ["catalog"]) }
        origin = try members.optional("origin", Origin.init)
        let entries = try members.required("providers") { json throws(CatalogError) in
            try json.asList(ProviderEntry.init)
        }
        try members.end()
        catalog = ModelCatalog(entries)
    }

    /// JSON of one line.
    package var text: String {
        var object = JSONObject([JSONObject.Member(key: "catalog", value: 1)])
        object["origin"] = origin?.json
        object["providers"] = catalog.json
        return JSONValue.object(object).text
    }
}

extension CatalogFile.Origin {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        var members = try JSONMembers(json)
        source = try members.required("source") { json throws(CatalogError) in try json.asText() }
        fetched = try members.required("fetched") { json throws(CatalogError) in try json.asText() }
        digest = Digest(
            rawValue: try members.required("digest") { json throws(CatalogError) in try json.asText() }
        )
        try members.end()
    }

    fileprivate var json: JSONValue {
        [
            "source": .string(source), "fetched": .string(fetched), "digest": .string(digest.rawValue),
        ]
    }
}
