/// Something wrong with a job, before it is known where that was written.
struct Fault: Hashable {
    /// A step into the job's settings.
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    var kind: ManifestProblem.Kind
    var severity: ManifestProblem.Severity
    var suggestion: String?
    var path: [Step]
    /// Whether the check of shapes finds the same where nothing had to be expanded.
    var isAboutForm: Bool

    init(
        _ kind: ManifestProblem.Kind,
        severity: ManifestProblem.Severity = .error,
        suggestion: String? = nil,
        at path: [Step],
        isAboutForm: Bool = false
    ) {
        self.isAboutForm = isAboutForm
        self.kind = kind
        self.severity = severity
        self.suggestion = suggestion
        self.path = path
    }
}

extension Fault.Step: ExpressibleByStringLiteral {
    init(stringLiteral value: String) {
        self = .key(value)
    }
}

extension Node {
    /// Where a path leads; as far as it can be followed.
    func place(at path: [Fault.Step]) -> Place {
        var node = self
        for step in path {
            switch step {
            case .key(let key):
                guard let next = node[key] else { return node.place }
                node = next
            case .index(let index):
                guard let elements = node.elements, elements.indices.contains(index) else {
                    return node.place
                }
                node = elements[index]
            }
        }
        return node.place
    }

    /// The value that a path leads to.
    func value(at path: [Fault.Step]) -> Node? {
        var node = self
        for step in path {
            switch step {
            case .key(let key):
                guard let next = node[key] else { return nil }
                node = next
            case .index(let index):
                guard let elements = node.elements, elements.indices.contains(index) else { return nil }
                node = elements[index]
            }
        }
        return node
    }
}
