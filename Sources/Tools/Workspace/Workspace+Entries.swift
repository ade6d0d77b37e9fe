import SystemPackage

extension Workspace {
    /// Whether something lies at a path, given as a model would give it.
    package func hasEntry(at path: String) throws(WorkspacePathError) -> Bool {
        let place = try resolve(path)
        return (try? FileStatus(place.path, follows: false)) != nil
    }
}
