/// What to say of a file that is not there.
enum SimilarNames {
    static func missing(_ place: WorkspaceLocation, in workspace: Workspace) -> String {
        let names = similar(to: place, in: workspace)
        let text = "there is no `\(place.shown)`"
        return names.isEmpty
            ? text : text + "; did you mean \(names.map { "`\($0)`" }.joined(separator: ", "))?"
    }

    /// Up to three neighbors of nearly that name, else files of exactly that name elsewhere.
    private static func similar(to place: WorkspaceLocation, in workspace: Workspace) -> [String] {
        let folder = SymbolicLinks.parent(of: place.path)
        let name = place.path.split(separator: "/").last.map(String.init) ?? ""
        var near: [(path: String, distance: Int)] = []
        let wanted = Array(name.lowercased())
        for entry in FileTree(folder).children() {
            let candidate = entry.path.lowercased()
            let distance = Suggestion.distance(wanted, Array(candidate))
            let isPart =
                min(name.count, candidate.count) >= 3
                && (candidate.contains(name.lowercased()) || name.lowercased().contains(candidate))
            guard distance <= max(1, name.count / 3) || isPart else { continue }
            near.append((folder + "/" + entry.path, distance))
        }
        if near.isEmpty {
            var seen = 0
            FileTree(workspace.root).walk { entry in
                seen += 1
                if entry.path.split(separator: "/").last.map(String.init) == name {
                    near.append((workspace.root + "/" + entry.path, near.count))
                }
                return near.count < 3 && seen < 10_000
            }
        }
        return near.sorted { ($0.distance, $0.path) < ($1.distance, $1.path) }.prefix(3)
            .compactMap { workspace.shown($0.path) }
    }
}
