/// Why a catalog's text, or a value of it, cannot be used.
package struct CatalogError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The text is no JSON.
        case malformed(offset: Int)
        /// Something else was expected here: `text`, `an object`.
        case expected(String)
        case missing
        case unknown
        case price(DecimalProblem)
    }

    package var kind: Kind
    /// The names of the members that lead to the value.
    package var path: [String]

    package init(_ kind: Kind, at path: [String] = []) {
        self.kind = kind
        self.path = path
    }

    /// The same, seen from one member further out.
    func below(_ key: String) -> CatalogError {
        CatalogError(kind, at: [key] + path)
    }
}
