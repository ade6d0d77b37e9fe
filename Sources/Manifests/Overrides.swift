package import Catalog

/// What the command line says in place of the manifests. Problems with it are reported at the option's name.
package struct Overrides: Hashable, Sendable {
    /// In place of every job's model: one takes the place of the model, several become the axis `model`.
    package var models: [String] = []
    /// Values of `vars`.
    package var variables: [Variable] = []
    package var repeats: Int?
    /// Binds the whole run, in place of each manifest's own.
    package var budget: Money?
    /// For every provider.
    package var concurrency: Int?
    /// For every job.
    package var timeout: Duration?
    /// Whether the run sends anything: where it does not, no variable of the environment has to be set.
    package var needsSecrets = true

    package init() {}

    package struct Variable: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}
