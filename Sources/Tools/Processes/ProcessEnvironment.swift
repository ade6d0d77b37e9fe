#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What of an environment tools may see, and how this process's own is wiped of what they may not.
package enum ProcessEnvironment {
    /// The variables that commands get, where they are set.
    package static let allowed = ["PATH", "HOME", "USER", "LANG", "TERM", "TMPDIR", "TZ"]

    /// What commands in a workspace see of `full`, with the workspace's own variables above it.
    package static func forTools(
        from full: [String: String],
        adding variables: [String: String] = [:]
    ) -> [String: String] {
        full.filter { allowed.contains($0.key) }.merging(variables) { $1 }
    }

    /// Overwrites the values of these variables where they lie in this process's own environment block, then unsets
    /// them, so that a tool of the same user that reads `/proc/<pid>/environ` finds nothing. To unset them alone would
    /// leave the bytes in place.
    ///
    /// Called once, before the first other thread, by whoever has read the values.
    ///
    /// - Parameters:
    ///   - names: the variables' names.
    ///   - find: gives the place of a variable's value, as the C library's function does.
    package static func wipe(
        _ names: some Sequence<String>,
        find: (String) -> UnsafeMutablePointer<CChar>?
    ) {
        for name in names {
            if let value = find(name) { memset(value, 0, strlen(value)) }
            unsetenv(name)
        }
    }
}
