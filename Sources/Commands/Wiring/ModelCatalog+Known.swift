import Catalog

extension ModelCatalog {
    /// The catalog that this program was built with.
    static func known() throws(Failure) -> ModelCatalog {
        do {
            return try builtIn()
        } catch {
            throw Failure("the built-in catalog does not parse: \(error)")
        }
    }
}
