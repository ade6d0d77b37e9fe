import Conversation

extension Node {
    /// Keys of a job that say the same thing in different ways: whoever sets one replaces whichever was
    /// inherited.
    static let alternatives = [
        ["model", "models", "matrix.model"], ["prompt", "promptFile", "prompts"], ["system", "systemFile"],
    ]

    /// A job's keys over those it inherits: objects key by key, `checks` and `tags` added, all else replaced,
    /// and `null` takes away.
    func merged(with over: Node) -> Node {
        var result = self
        for group in Self.alternatives where group.contains(where: { over.hasValue($0) }) {
            for key in group { result.remove(key) }
        }
        for member in over.members {
            result.merge(member, adds: member.key == "checks" || member.key == "tags")
        }
        return result
    }

    /// Another object's members over this one's, inside each other too.
    func mergedMembers(with over: Node) -> Node {
        var result = Node(content, at: over.place)
        for member in over.members { result.merge(member, adds: false) }
        return result
    }

    private mutating func merge(_ member: Member, adds: Bool) {
        var members = self.members
        defer { self.members = members }
        guard let index = members.firstIndex(where: { $0.key == member.key }) else {
            if !member.value.isNull { members.append(member) }
            return
        }
        let inherited = members[index].value
        if member.value.isNull {
            members.remove(at: index)
        } else if adds, let own = member.value.elements, let others = inherited.elements {
            members[index].value = Node(.array(others + own), at: member.value.place)
        } else if member.value.isObject, inherited.isObject {
            let value = inherited.mergedMembers(with: member.value)
            members[index] = Member(key: member.key, keyPlace: member.keyPlace, value: value)
        } else {
            members[index] = member
        }
    }

    /// Whether a key, or a key of a key, is there; one that takes away is not.
    func hasValue(_ path: String) -> Bool {
        guard let value = value(of: path) else { return false }
        return !value.isNull
    }

    func value(of path: String) -> Node? {
        var node: Node? = self
        for key in path.split(separator: ".") { node = node?[String(key)] }
        return node
    }

    private mutating func remove(_ path: String) {
        let keys = path.split(separator: ".").map(String.init)
        guard keys.count == 2 else {
            self[path] = nil
            return
        }
        guard var outer = self[keys[0]], outer.isObject else { return }
        outer[keys[1]] = nil
        self[keys[0]] = outer
    }
}
