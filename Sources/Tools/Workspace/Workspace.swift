/// The folder in which a job's tools work, and the fence around it.
package struct Workspace: Hashable, Sendable {
    /// The root, absolute, with symbolic links resolved.
    package let root: String
    /// The folder that holds the job's long outputs, absolute; tools may read it, never write.
    package let outputs: String?

    /// The name under which the model sees the folder of long outputs, as if it lay in the root.
    package static let outputsName = ".docket-outputs"

    /// - Parameters:
    ///   - root: an absolute path; it need not exist yet.
    ///   - outputs: an absolute path; it is made when the first output is too long.
    package init(root: String, outputs: String? = nil) {
        self.root = SymbolicLinks.resolved(root)
        self.outputs = outputs.map(SymbolicLinks.resolved)
    }
}

/// A path that passed the fence.
package struct WorkspaceLocation: Hashable, Sendable {
    /// Absolute, with symbolic links resolved.
    package var path: String
    /// As the model is shown it: relative to the root, `.` for the root itself.
    package var shown: String
}

/// Why a path may not be used.
package struct WorkspacePathError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case outside
        /// The long outputs can only be read.
        case readOnly
        case tooManyLinks
        /// It holds a zero byte.
        case invalid
    }

    package var kind: Kind
    /// The path as it was given.
    package var path: String

    /// The failure in words that the model can act on.
    package var message: String {
        switch kind {
        case .outside: "`\(path)` is outside the workspace; paths are relative to its root, `.`"
        case .readOnly: "`\(path)` can be read, not written"
        case .tooManyLinks: "`\(path)` leads through too many symbolic links"
        case .invalid: "`\(path)` is not a valid path"
        }
    }
}

extension Workspace {
    package enum Access: Sendable {
        case read
        case write
    }

    /// Takes a path as a model gives it, relative to the root or absolute below it, to the place it names, which need
    /// not exist.
    ///
    /// Symbolic links are followed, dangling ones too, and no step may lead outside, not even on a way back in.
    package func resolve(
        _ path: String,
        for access: Access = .read
    ) throws(WorkspacePathError) -> WorkspaceLocation {
        if path.utf8.contains(0) { throw WorkspacePathError(kind: .invalid, path: path) }
        if path.hasPrefix("/") { return try resolveAbsolute(path, for: access) }
        var components = Self.components(path)[...]
        if let outputs, components.first.map(String.init) == Self.outputsName {
            guard access == .read else { throw WorkspacePathError(kind: .readOnly, path: path) }
            components = components.dropFirst()
            return location(try walk(components, within: outputs, path: path))
        }
        return location(try walk(components, within: root, path: path))
    }

    /// An absolute path as the model is shown it; nothing where it lies outside.
    package func shown(_ absolute: String) -> String? {
        if absolute == root { return "." }
        if let rest = Self.remainder(of: absolute, below: root) { return rest }
        guard let outputs else { return nil }
        if absolute == outputs { return Self.outputsName }
        return Self.remainder(of: absolute, below: outputs).map { Self.outputsName + "/" + $0 }
    }

    private func resolveAbsolute(_ path: String, for access: Access) throws(WorkspacePathError)
        -> WorkspaceLocation
    {
        var links = SymbolicLinks()
        guard let resolved = links.follow(Self.components(path)[...], from: "/") else {
            throw WorkspacePathError(kind: .tooManyLinks, path: path)
        }
        guard let shown = shown(resolved) else { throw WorkspacePathError(kind: .outside, path: path) }
        if access == .write, resolved != root, Self.remainder(of: resolved, below: root) == nil {
            throw WorkspacePathError(kind: .readOnly, path: path)
        }
        return WorkspaceLocation(path: resolved, shown: shown)
    }

    private func walk(
        _ components: ArraySlice<Substring>,
        within fence: String,
        path: String
    ) throws(WorkspacePathError) -> String {
        var links = SymbolicLinks()
        var current = fence
        for component in components {
            guard let next = links.follow([component], from: current) else {
                throw WorkspacePathError(kind: .tooManyLinks, path: path)
            }
            guard next == fence || Self.remainder(of: next, below: fence) != nil else {
                throw WorkspacePathError(kind: .outside, path: path)
            }
            current = next
        }
        return current
    }

    private func location(_ absolute: String) -> WorkspaceLocation {
        WorkspaceLocation(path: absolute, shown: shown(absolute) ?? absolute)
    }

    private static func components(_ path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." }
    }

    private static func remainder(of path: String, below folder: String) -> String? {
        if folder == "/" { return path == "/" ? nil : String(path.dropFirst()) }
        let prefix = folder.utf8
        guard path.utf8.count > prefix.count + 1, path.utf8.starts(with: prefix) else { return nil }
        let rest = path.utf8.dropFirst(prefix.count)
        guard rest.first == UInt8(ascii: "/") else { return nil }
        return String(Substring(rest.dropFirst()))
    }
}
