import Catalog

/// Variables that hold keys of known providers, whether a run uses them or not: no tool may find them.
enum KnownSecrets {
    static func variables() throws(Failure) -> Set<String> {
        Set(try ModelCatalog.known().providers.flatMap(\.keyVariables))
    }
}
