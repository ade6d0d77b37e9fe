import Catalog
import Conversation

/// What the command line says, as keys of a job that stand in files named like its options, so that a problem
/// with them points there.
struct OverrideNodes {
    private var keys: Node
    private var models: Node?
    /// Where each variable of the command line stands.
    private(set) var variables: [(name: String, place: Place)] = []

    init(_ overrides: Overrides, log: ProblemLog) {
        let none = log.add(SourceText(path: "command line", bytes: []))
        keys = Node(.object([]), at: Place(file: none, range: 0..<0))
        func text(_ text: String, _ option: String) -> Node {
            let bytes = Array(text.utf8)
            let file = log.add(SourceText(path: option, bytes: bytes))
            return Node(.string(text), at: Place(file: file, range: 0..<bytes.count))
        }
        let nodes = overrides.models.map { text($0, "--model") }
        if let first = nodes.first { models = Node(.array(nodes), at: first.place) }
        if !overrides.variables.isEmpty {
            var vars = Node(.object([]), at: keys.place)
            for variable in overrides.variables {
                let value = text(variable.value, "--var")
                vars[variable.name] = value
                variables.append((variable.name, value.place))
            }
            keys["vars"] = vars
        }
        if let repeats = overrides.repeats {
            keys["repeat"] = Node(.number(String(repeats)), at: text(String(repeats), "--repeat").place)
        }
        if let timeout = overrides.timeout {
            let milliseconds = "\(timeout.microseconds / 1_000)ms"
            keys["timeout"] = text(milliseconds, "--timeout")
        }
    }

    /// A job's keys with these over them.
    func applied(to job: Node) -> Node {
        var result = job.merged(with: keys)
        guard let models, let nodes = models.elements else { return result }
        if var matrix = result["matrix"], matrix["model"] != nil {
            matrix["model"] = models
            result["matrix"] = matrix
        } else if result["models"] != nil || nodes.count > 1 {
            result["models"] = models
            result["model"] = nil
        } else {
            result["model"] = nodes[0]
        }
        return result
    }

    /// Options whose values no manifest can take.
    func check(_ log: ProblemLog) {
        for node in models?.elements ?? [] {
            guard let text = node.string, ModelReference(text) == nil else { continue }
            log.report(.invalid(.modelReference, text), at: node.place)
        }
        if let node = keys["repeat"], let count = node.value.integer, count < 1 {
            log.report(.outOfRange(String(count), least: "1", most: nil), at: node.place)
        }
        if let node = keys["timeout"], let text = node.string,
            TextForms.duration(text).map({ $0 > .zero }) != true
        {
            log.report(.invalid(.duration, text), at: node.place)
        }
    }
}
